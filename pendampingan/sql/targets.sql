-- What one row of a target, a measure or a published figure cannot say by itself; checked at commit.

-- What was replaced is voided: two rows that say the same thing differently do not both stand.
CREATE FUNCTION replaced_is_voided() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    standing bigint;
BEGIN
    EXECUTE format('SELECT o.id FROM %1$I o JOIN %1$I n ON n.replaces_id = o.id
                    WHERE o.voided_at IS NULL AND (n.id = $1 OR o.id = $1) LIMIT 1', TG_TABLE_NAME)
        INTO standing USING NEW.id;
    IF standing IS NOT NULL THEN
        RAISE EXCEPTION '% % was replaced and is not voided', TG_TABLE_NAME, standing
            USING ERRCODE = 'check_violation', CONSTRAINT = 'replaced_is_voided', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER replaced_is_voided AFTER INSERT OR UPDATE OF replaces_id, voided_at ON pendampingan_target
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION replaced_is_voided();
CREATE CONSTRAINT TRIGGER replaced_is_voided AFTER INSERT OR UPDATE OF replaces_id, voided_at ON pendampingan_measure
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION replaced_is_voided();
CREATE CONSTRAINT TRIGGER replaced_is_voided AFTER INSERT OR UPDATE OF replaces_id, voided_at
    ON pendampingan_publishedfigure DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION replaced_is_voided();

-- A share is of one of the city's targets, not of another share, and speaks of the same period.
CREATE FUNCTION target_share_is_of_city() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM pendampingan_target share JOIN pendampingan_target city ON city.id = share.city_target_id
        WHERE (share.id = NEW.id OR city.id = NEW.id)
          AND (city.centre_id IS NOT NULL OR (share.starts_on, share.ends_on) <> (city.starts_on, city.ends_on))
    ) THEN
        RAISE EXCEPTION 'target % would be a share of no target of the city, or of another period', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'target_share_is_of_city', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER target_share_is_of_city
    AFTER INSERT OR UPDATE OF centre_id, city_target_id, starts_on, ends_on ON pendampingan_target
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION target_share_is_of_city();
