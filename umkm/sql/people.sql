-- What one row of a table cannot say about the people of a business.

-- The owner of a business does not belong to it a second time.
CREATE FUNCTION membership_not_of_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- Held before they are looked at, or the owner could change between this look and the commit.
    PERFORM FROM umkm_business WHERE id IN (SELECT business_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM new_rows n JOIN umkm_business b ON b.id = n.business_id AND b.owner_id = n.participant_id
        WHERE n.voided_at IS NULL
    ) THEN
        RAISE EXCEPTION 'the owner of a business is no member of it as well'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_not_of_owner', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER membership_not_of_owner AFTER INSERT ON umkm_membership REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION membership_not_of_owner();
CREATE TRIGGER membership_not_of_owner_still AFTER UPDATE ON umkm_membership REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION membership_not_of_owner();

-- The same, seen from the business: whoever becomes its owner has ceased to be a member. The row is held by its update.
CREATE FUNCTION owner_is_no_member() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM umkm_membership
        WHERE business_id = NEW.id AND participant_id = NEW.owner_id AND voided_at IS NULL
    ) THEN
        RAISE EXCEPTION 'the new owner of business % is a member of it', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_not_of_owner', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER owner_is_no_member AFTER UPDATE OF owner_id ON umkm_business
    FOR EACH ROW WHEN (NEW.owner_id IS DISTINCT FROM OLD.owner_id) EXECUTE FUNCTION owner_is_no_member();
