-- How many a class takes, and what stays as it was once it is closed.

-- Hold these classes against everybody who puts people in, to the end of the transaction. It has to be the first lock on
-- them: two who share a class and then both want it alone wait for one another.
CREATE FUNCTION hold_classes_alone(classes bigint[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT FROM pendampingan_trainingsession WHERE id = ANY (classes) ORDER BY id FOR NO KEY UPDATE;
$$;

-- Refuse these enrolments where they rest on having come, and no attendance says so any more. Their classes are held.
CREATE FUNCTION refuse_absent(enrolments bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM pendampingan_enrolment e
        WHERE e.id = ANY (enrolments) AND e.came_as <> '' AND e.voided_at IS NULL
          AND NOT EXISTS (SELECT FROM pendampingan_attendance a WHERE a.enrolment_id = e.id AND a.voided_at IS NULL)
    ) THEN
        RAISE EXCEPTION 'somebody is enrolled only because they came, and did not come'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_came_on_a_day', TABLE = 'pendampingan_enrolment';
    END IF;
END $$;

-- A class has no more people enrolled than seats, by whatever path they came in. Whoever was there on one of its days
-- counts, but is not turned away: the sheet says what happened. Who is enrolled for that alone was there.
CREATE FUNCTION enrolment_has_room() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seated bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM hold_classes_alone(array_agg(DISTINCT session_id)) FROM new_rows;
        seated := ARRAY(SELECT id FROM new_rows WHERE status = 'enrolled' AND voided_at IS NULL);
    ELSE
        seated := ARRAY(
            SELECT n.id FROM old_rows o FULL JOIN new_rows n USING (id)
            WHERE n.status = 'enrolled' AND n.voided_at IS NULL
              AND (o.status <> 'enrolled' OR o.voided_at IS NOT NULL OR o.session_id <> n.session_id
                   OR o.came_as <> n.came_as));
        PERFORM hold_classes_alone(array_agg(DISTINCT session_id)) FROM new_rows WHERE id = ANY (seated);
    END IF;

    -- A statement of its own: it sees whom others have put in while this one waited.
    IF EXISTS (
        SELECT FROM pendampingan_trainingsession s
        WHERE s.id IN (SELECT e.session_id FROM unnest(seated) u (id) JOIN pendampingan_enrolment e USING (id)
                       WHERE NOT EXISTS (SELECT FROM pendampingan_attendance a
                                         WHERE a.enrolment_id = e.id AND a.voided_at IS NULL))
          AND s.capacity < (SELECT count(*) FROM pendampingan_enrolment e
                            WHERE e.session_id = s.id AND e.status = 'enrolled' AND e.voided_at IS NULL)
    ) THEN
        RAISE EXCEPTION 'this class has no seat left'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_within_capacity', TABLE = TG_TABLE_NAME;
    END IF;
    PERFORM refuse_absent(seated);
    RETURN NULL;
END $$;

-- By name it fires before a_enrolment_is_possible, which then shares a class that is held alone already.
CREATE TRIGGER a_enrolment_has_room AFTER INSERT ON pendampingan_enrolment REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enrolment_has_room();
CREATE TRIGGER a_enrolment_keeps_room AFTER UPDATE ON pendampingan_enrolment
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION enrolment_has_room();

-- Seats are not taken away from people who have them.
CREATE FUNCTION session_has_seats() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM old_rows o JOIN new_rows n USING (id)
        WHERE n.capacity < o.capacity
          AND n.capacity < (SELECT count(*) FROM pendampingan_enrolment e
                            WHERE e.session_id = n.id AND e.status = 'enrolled' AND e.voided_at IS NULL)
    ) THEN
        RAISE EXCEPTION 'more people are enrolled than that'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_holds_its_people', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER a_session_has_seats AFTER UPDATE ON pendampingan_trainingsession
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION session_has_seats();

-- The attendance of a closed class stays as it is. A class that is cancelled takes its own along afterwards. Elsewhere
-- the last day of somebody who is enrolled only because they came is voided after they have gone back.
CREATE FUNCTION attendance_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Held before it is looked at, or it could be closed between this look and the posting. Alone, or of two who void the
    -- last two days of one person each would count on the other's.
    PERFORM hold_classes_alone(array_agg(DISTINCT d.session_id))
    FROM new_rows n JOIN pendampingan_sessionday d ON d.id = n.day_id;

    IF EXISTS (
        SELECT FROM old_rows o FULL JOIN new_rows n USING (id)
        JOIN pendampingan_sessionday d ON d.id = n.day_id
        JOIN pendampingan_trainingsession s ON s.id = d.session_id AND s.status = 'closed'
        WHERE (o.voided_at IS NULL) <> (n.voided_at IS NULL)
    ) THEN
        RAISE EXCEPTION 'this class is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_not_in_closed_class', TABLE = TG_TABLE_NAME;
    END IF;
    PERFORM refuse_absent(array_agg(enrolment_id)) FROM new_rows WHERE voided_at IS NOT NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER a_attendance_stays AFTER UPDATE ON pendampingan_attendance
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION attendance_stays();

-- A tick never becomes another person's or another day's: the ledger would name as evidence what says something else by now.
CREATE FUNCTION attendance_keeps_its_seat() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the person and day of attendance % stay: void it and tick anew', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_keeps_its_seat', TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER attendance_keeps_its_seat BEFORE UPDATE OF enrolment_id, day_id ON pendampingan_attendance
    FOR EACH ROW WHEN ((OLD.enrolment_id, OLD.day_id) IS DISTINCT FROM (NEW.enrolment_id, NEW.day_id))
    EXECUTE FUNCTION attendance_keeps_its_seat();

REVOKE EXECUTE ON FUNCTION hold_classes_alone(bigint[]), refuse_absent(bigint[]), enrolment_has_room(), session_has_seats(),
    attendance_stays() FROM PUBLIC;
