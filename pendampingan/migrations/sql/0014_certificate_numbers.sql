-- The numbers of certificates, of the same make as those of businesses.

CREATE SEQUENCE pendampingan_certificate_number MAXVALUE 9999999;

CREATE FUNCTION certificate_number() RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    digits CONSTANT text := lpad(nextval('public.pendampingan_certificate_number')::text, 7, '0');
BEGIN
    RETURN 'SJ-' || digits || public.damm(digits);
END $$;
