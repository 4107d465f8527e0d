-- Months that are closed: what was reported of each is fixed, and what is entered for it later says why only then.
--
-- A month is closed with one INSERT that names it and a note. All else is filled in here, so that nobody can close a month
-- with other figures than the ledger's, or on another day.

-- The first day that no closed month reaches; null where none is closed. A line before it changes a report.
CREATE FUNCTION closed_before() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT (max(month) + interval '1 month')::date FROM public.pendampingan_monthclose);

-- What the ledger says of each closed month, by centre and stage: the lines effective by its end and recorded by its close,
-- and what those of them add that are effective in the month itself.
--
-- `closes` is how many months had been closed before something: a line was known at a close where that is no more than the
-- number of those closed earlier. So the ledger is read once, however many months there are.
CREATE VIEW reported AS
WITH close AS (
    SELECT id, month, rank() OVER (ORDER BY closed_at) - 1 AS closes FROM pendampingan_monthclose
), line AS (
    SELECT centre_id, stage, date_trunc('month', effective_on)::date AS month,
           width_bucket(recorded_at - interval '1 microsecond',
                        ARRAY(SELECT closed_at FROM pendampingan_monthclose ORDER BY closed_at)) AS closes,
           sum(delta) AS net
    FROM pendampingan_ledger
    WHERE stage <= 3
    GROUP BY 1, 2, 3, 4
)
SELECT close.id AS close_id, line.centre_id, line.stage, sum(line.net) AS value,
       coalesce(sum(line.net) FILTER (WHERE line.month = close.month), 0) AS added
FROM close JOIN line ON line.month <= close.month AND line.closes <= close.closes
GROUP BY close.id, line.centre_id, line.stage;

-- One moment between two postings: nobody has posted what he has not committed yet. Tried again and again instead of waited
-- for, since whoever waited would make all clerks wait behind an import.
CREATE FUNCTION close_month() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last_day date := NEW.month + interval '1 month - 1 day';
BEGIN
    IF NOT day_is_over(last_day) THEN
        RAISE EXCEPTION '% is not over', to_char(NEW.month, 'YYYY-MM')
            USING ERRCODE = 'check_violation', CONSTRAINT = 'monthclose_month_is_over', TABLE = TG_TABLE_NAME;
    END IF;
    FOR attempt IN 1..60 LOOP
        IF pg_try_advisory_xact_lock(7205, 0) THEN
            EXIT;
        ELSIF attempt = 60 THEN
            RAISE EXCEPTION 'somebody has been saving for three seconds' USING ERRCODE = 'lock_not_available';
        END IF;
        PERFORM pg_sleep(0.05);
    END LOOP;

    -- Never earlier than the last line, should the clock have been set back.
    NEW.closed_at := greatest(ledger_clock(), (SELECT max(recorded_at) FROM pendampingan_ledger));
    NEW.closed_by_id := acting_user();

    -- The target that dashboards of the day show: the main one, or on a day before it the one that had begun last.
    SELECT value, source INTO NEW.target_value, NEW.target_source
    FROM pendampingan_target
    WHERE voided_at IS NULL AND centre_id IS NULL
      AND EXISTS (SELECT FROM pendampingan_target WHERE voided_at IS NULL AND is_main)
    ORDER BY starts_on <= last_day DESC, is_main DESC, starts_on DESC, id DESC LIMIT 1;
    NEW.target_source := coalesce(NEW.target_source, '');

    SELECT classes, people, visits INTO NEW.classes, NEW.people, NEW.visits FROM activity_of(NEW.month);
    RETURN NEW;
END $$;

-- What was done in a month, as known now: the classes whose last day lies in it, who came to them, and the visits.
CREATE FUNCTION activity_of(month date, OUT classes bigint, OUT people bigint, OUT visits bigint)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH held AS (
        SELECT s.id FROM pendampingan_trainingsession s
        JOIN pendampingan_sessionday d ON d.session_id = s.id AND d.voided_at IS NULL
        WHERE s.voided_at IS NULL AND s.status <> 'cancelled'
        GROUP BY s.id HAVING max(d.held_on) >= month AND max(d.held_on) < month + interval '1 month'
    )
    SELECT (SELECT count(*) FROM held),
           (SELECT count(DISTINCT e.participant_id)
            FROM held JOIN pendampingan_sessionday d ON d.session_id = held.id AND d.voided_at IS NULL
            JOIN pendampingan_attendance a ON a.day_id = d.id AND a.voided_at IS NULL
            JOIN pendampingan_enrolment e ON e.id = a.enrolment_id AND e.voided_at IS NULL),
           (SELECT count(*) FROM pendampingan_mentoringvisit v
            WHERE v.voided_at IS NULL AND v.visited_on >= month AND v.visited_on < month + interval '1 month');
$$;

-- The figures are fixed in the same statement, of every centre, those at nought too.
CREATE FUNCTION fix_figures() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO pendampingan_reportedfigure (close_id, centre_id, stage, value, added)
    SELECT NEW.id, c.id, s.stage, coalesce(r.value, 0), coalesce(r.added, 0)
    FROM umkm_centre c CROSS JOIN generate_series(1, 3) s (stage)
    LEFT JOIN reported r ON r.close_id = NEW.id AND r.centre_id = c.id AND r.stage = s.stage
    ORDER BY c.code, s.stage;
    RETURN NULL;
END $$;

-- After a close a line says why it comes only now, by whatever path it comes.
CREATE FUNCTION late_lines_say_why() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    late date := (SELECT min(effective_on) FROM new_rows WHERE note = '' AND effective_on < closed_before());
BEGIN
    IF late IS NOT NULL AND EXISTS (
        SELECT FROM new_rows n JOIN pendampingan_monthclose c
        ON n.effective_on < c.month + interval '1 month' AND n.recorded_at > c.closed_at
        WHERE n.note = ''
    ) THEN
        RAISE EXCEPTION 'the month of % is closed: what changes it says why it comes only now', late
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_late_line_says_why', TABLE = TG_TABLE_NAME,
                  HINT = 'In the same transaction: SELECT set_config(''jakpreneur.note'', ''why only now'', true)';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER close_month BEFORE INSERT ON pendampingan_monthclose FOR EACH ROW EXECUTE FUNCTION close_month();
CREATE TRIGGER fix_figures AFTER INSERT ON pendampingan_monthclose FOR EACH ROW EXECUTE FUNCTION fix_figures();
CREATE TRIGGER late_lines_say_why AFTER INSERT ON pendampingan_ledger REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION late_lines_say_why();

REVOKE EXECUTE ON FUNCTION close_month(), fix_figures(), late_lines_say_why() FROM PUBLIC;

SELECT append_only('pendampingan_monthclose');
SELECT append_only('pendampingan_reportedfigure');
