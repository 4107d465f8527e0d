-- What somebody has on their wall stays true of the same person and class, also when it is issued again.
CREATE FUNCTION certificate_keeps_its_number() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the number, code and owner of certificate % stay', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_keeps_its_number', TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER certificate_keeps_its_number BEFORE UPDATE OF number, code, enrolment_id ON pendampingan_certificate
    FOR EACH ROW WHEN ((OLD.number, OLD.code, OLD.enrolment_id) IS DISTINCT FROM (NEW.number, NEW.code, NEW.enrolment_id))
    EXECUTE FUNCTION certificate_keeps_its_number();
