-- What one row of a table cannot say about a business by itself.

ALTER TABLE umkm_business ADD CONSTRAINT business_number_check_digit CHECK (damm(substr(number, 4)) = 0);

-- A business is somewhere from ever on, and its kelurahan is the one of its newest placement; checked at commit.
CREATE FUNCTION business_is_placed() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[];
    one bigint;
BEGIN
    IF TG_TABLE_NAME = 'umkm_business' THEN
        touched := ARRAY[NEW.id];
    ELSIF OLD.business_id <> NEW.business_id THEN
        touched := ARRAY[OLD.business_id, NEW.business_id];
    ELSE
        touched := ARRAY[NEW.business_id];
    END IF;
    -- One by one, so that the plan is made once and kept: a bulk load asks for each of its rows.
    FOREACH one IN ARRAY touched LOOP
        IF NOT EXISTS (
            SELECT FROM umkm_business b
            WHERE b.id = one
              AND b.kelurahan_id = (SELECT p.kelurahan_id FROM umkm_placement p
                                    WHERE p.business_id = one AND p.voided_at IS NULL
                                    ORDER BY p.starts_on DESC NULLS LAST LIMIT 1)
              AND EXISTS (SELECT FROM umkm_placement p
                          WHERE p.business_id = one AND p.voided_at IS NULL AND p.starts_on IS NULL)
        ) THEN
            RAISE EXCEPTION 'business % needs a first placement, and the kelurahan of its newest one', one
                USING ERRCODE = 'check_violation', CONSTRAINT = 'business_is_placed', TABLE = TG_TABLE_NAME;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER business_is_placed AFTER INSERT OR UPDATE OF kelurahan_id ON umkm_business
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION business_is_placed();
-- A first placement comes in one transaction with its business, whose own trigger looks.
CREATE CONSTRAINT TRIGGER business_is_placed AFTER INSERT ON umkm_placement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.starts_on IS NOT NULL) EXECUTE FUNCTION business_is_placed();
CREATE CONSTRAINT TRIGGER business_is_placed_still AFTER UPDATE OF business_id, kelurahan_id, starts_on, voided_at
    ON umkm_placement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION business_is_placed();

-- merged_into names a living, uncontested business, so facts are resolved in one step; checked at commit.
CREATE FUNCTION business_merged_into_living() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM umkm_business merged JOIN umkm_business living ON living.id = merged.merged_into_id
        WHERE (merged.id = NEW.id OR merged.merged_into_id = NEW.id)
          AND (living.merged_into_id IS NOT NULL OR living.voided_at IS NOT NULL OR living.status = 'contested')
    ) THEN
        RAISE EXCEPTION 'business % would be merged into one that does not count', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'business_merged_into_living', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER business_merged_into_living AFTER INSERT ON umkm_business
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
    EXECUTE FUNCTION business_merged_into_living();
CREATE CONSTRAINT TRIGGER business_merged_into_living_still AFTER UPDATE OF merged_into_id, voided_at, status
    ON umkm_business DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION business_merged_into_living();

-- Identity is not edited: a number or slip code that people hold in hand stays.
CREATE FUNCTION business_keeps_its_number() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the number and slip code of business % stay', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'business_keeps_its_number', TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER business_keeps_its_number BEFORE UPDATE OF number, slip ON umkm_business
    FOR EACH ROW WHEN (OLD.number <> NEW.number OR OLD.slip <> NEW.slip) EXECUTE FUNCTION business_keeps_its_number();

-- Counts stand at centres by way of kelurahan, so the city's map is not redrawn under them.
CREATE FUNCTION kelurahan_keeps_its_centre() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'kelurahan % stays with its centre', OLD.name
        USING ERRCODE = 'check_violation', CONSTRAINT = 'kelurahan_keeps_its_centre', TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER kelurahan_keeps_its_centre BEFORE UPDATE OF centre_id ON umkm_kelurahan
    FOR EACH ROW WHEN (OLD.centre_id <> NEW.centre_id) EXECUTE FUNCTION kelurahan_keeps_its_centre();
