-- What the rows of the upper floor must not say, where a CHECK cannot see it.

-- Today and past days can be ticked, in a class that is neither cancelled nor closed, for somebody in that class.
CREATE FUNCTION attendance_is_possible() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    refused text;
BEGIN
    -- Held before it is looked at, or a class could be cancelled between this look and the posting.
    PERFORM hold_classes(array_agg(DISTINCT e.session_id)) FROM new_rows n JOIN pendampingan_enrolment e ON e.id = n.enrolment_id;

    SELECT CASE
        WHEN d.session_id <> e.session_id THEN 'attendance_in_its_class'
        WHEN s.status = 'cancelled' THEN 'attendance_not_in_cancelled_class'
        WHEN s.status = 'closed' THEN 'attendance_not_in_closed_class'
        WHEN d.voided_at IS NOT NULL OR e.voided_at IS NOT NULL OR s.voided_at IS NOT NULL THEN 'attendance_not_voided'
        WHEN d.held_on > ledger_today() THEN 'attendance_by_today' END
    INTO refused
    FROM new_rows n
    JOIN pendampingan_enrolment e ON e.id = n.enrolment_id
    JOIN pendampingan_sessionday d ON d.id = n.day_id
    JOIN pendampingan_trainingsession s ON s.id = e.session_id
    WHERE n.voided_at IS NULL
      AND (d.session_id <> e.session_id OR s.status IN ('cancelled', 'closed') OR d.held_on > ledger_today()
           OR d.voided_at IS NOT NULL OR e.voided_at IS NOT NULL OR s.voided_at IS NOT NULL)
    LIMIT 1;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'this attendance is impossible: %', refused
            USING ERRCODE = 'check_violation', CONSTRAINT = refused, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

-- Named to fire before audit_insert and post_insert: triggers of one event run in order of name.
CREATE TRIGGER a_attendance_is_possible AFTER INSERT ON pendampingan_attendance REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION attendance_is_possible();

-- A visit goes to a business that stands and was registered by then. (A registration corrected afterwards to a later
-- day leaves its visits alone; the ledger then counts them from the registration on.)
CREATE FUNCTION visit_is_possible() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    refused text;
BEGIN
    -- Held before they are looked at, or one could be voided between this look and the posting.
    PERFORM hold_businesses(array_agg(business_id)) FROM new_rows;

    SELECT CASE WHEN b.voided_at IS NOT NULL THEN 'visit_not_to_voided_business' ELSE 'visit_after_registration' END
    INTO refused
    FROM new_rows n JOIN umkm_business b ON b.id = n.business_id
    WHERE n.voided_at IS NULL AND (b.voided_at IS NOT NULL OR n.visited_on < b.registered_on)
    LIMIT 1;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'this visit is impossible: %', refused
            USING ERRCODE = 'check_violation', CONSTRAINT = refused, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER a_visit_is_possible AFTER INSERT ON pendampingan_mentoringvisit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION visit_is_possible();

-- Nobody is enrolled for a business they do not belong to, nor for one that does not stand.
CREATE FUNCTION enrolment_is_possible() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    refused text;
BEGIN
    -- The classes first, as everywhere: who cancels one holds it and then its businesses.
    PERFORM hold_classes(array_agg(DISTINCT session_id)) FROM new_rows;
    PERFORM hold_businesses(array_agg(business_id)) FROM new_rows;

    SELECT CASE WHEN b.voided_at IS NOT NULL THEN 'enrolment_not_for_voided_business'
                ELSE 'enrolment_of_owner_or_member' END
    INTO refused
    FROM new_rows n JOIN umkm_business b ON b.id = n.business_id
    WHERE n.voided_at IS NULL
      AND (b.voided_at IS NOT NULL
           OR b.owner_id IS DISTINCT FROM n.participant_id
              AND NOT EXISTS (SELECT FROM umkm_membership m WHERE m.business_id = b.id
                              AND m.participant_id = n.participant_id AND m.voided_at IS NULL))
    LIMIT 1;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'this enrolment is impossible: %', refused
            USING ERRCODE = 'check_violation', CONSTRAINT = refused, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER a_enrolment_is_possible AFTER INSERT ON pendampingan_enrolment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enrolment_is_possible();

-- A day on which somebody was there is not moved to a day to come.
CREATE FUNCTION day_is_possible() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Held against those who tick: they share the class.
    PERFORM FROM pendampingan_trainingsession WHERE id IN (SELECT session_id FROM new_rows) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM old_rows o JOIN new_rows n USING (id)
        JOIN pendampingan_attendance a ON a.day_id = n.id AND a.voided_at IS NULL
        WHERE n.held_on <> o.held_on AND n.held_on > ledger_today()
    ) THEN
        RAISE EXCEPTION 'this day is impossible: somebody was there'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_by_today', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER a_day_is_possible AFTER UPDATE ON pendampingan_sessionday
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION day_is_possible();

REVOKE EXECUTE ON FUNCTION attendance_is_possible(), visit_is_possible(), enrolment_is_possible(), day_is_possible()
    FROM PUBLIC;
