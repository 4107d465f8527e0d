-- Posting: the ledger is brought level with the facts, by whatever path a fact was written.

-- The advisory lock of a day's lines: shared while a transaction posts to it, exclusive to learn that it is over.
CREATE FUNCTION ledger_day_key(day date) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN day - DATE '2000-01-01';

-- A day is provisional until nobody can post to it any more: it is past midnight, and whoever began before has finished.
-- The lock is let go at once, so that two who ask at the same time do not stand in each other's way. CASE keeps the
-- order: the lock of a day that still runs is never tried, since that would make clerks wait.
CREATE FUNCTION day_is_over(day date) RETURNS boolean
LANGUAGE sql VOLATILE
RETURN CASE WHEN day >= ledger_today() THEN false
            WHEN pg_try_advisory_lock(7201, ledger_day_key(day)) THEN pg_advisory_unlock(7201, ledger_day_key(day))
            ELSE false END;

-- Hold these businesses, and those that their facts count for, to the end of the transaction; returns all of them.
--
-- In order of id, so that two people do not wait for one another. FOR NO KEY UPDATE, because FOR UPDATE deadlocks with
-- the foreign keys of facts being inserted. Again until nothing is new: a merge may have committed during the wait.
CREATE FUNCTION hold_businesses(touched bigint[]) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held bigint[];
    wanted bigint[];
BEGIN
    LOOP
        wanted := ARRAY(SELECT unnest(touched) UNION SELECT survivor FROM umkm_business WHERE id = ANY (touched) ORDER BY 1);
        EXIT WHEN wanted = held;
        PERFORM FROM umkm_business WHERE id = ANY (wanted) ORDER BY id FOR NO KEY UPDATE;
        held := wanted;
    END LOOP;
    RETURN held;
END $$;

-- Bring the ledger and Progress of the touched businesses level with `implied`, and Progress with `borne_out`. touched and
-- causes run side by side: what happened to each business, in the words of Reason.
--
-- Two people at once: the second waits here for the row locks and then, under READ COMMITTED, reads what the first has
-- committed.
--
-- The plan over `implied` takes 3 ms to make and 0.3 ms to run, so for a few businesses it is made once a session, for rows
-- found by index. A load is planned anew each time: kept plans took minutes for what now takes seconds.
CREATE FUNCTION post_ledger(touched bigint[], causes text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET random_page_cost = 1.1 SET jit = off AS $$
DECLARE
    posted bigint[];
    stamp timestamptz;
    said text := coalesce(nullif(current_setting('jakpreneur.note', true), ''), current_setting('jakpreneur.reason', true), '');
    closed date;
BEGIN
    IF touched IS NULL THEN
        RETURN;
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'facts are written under READ COMMITTED only'
            USING HINT = 'Under a fixed snapshot, posting would not see what others committed while it waited.';
    END IF;

    PERFORM set_config('plan_cache_mode',
                       CASE WHEN cardinality(touched) > 100 THEN 'force_custom_plan' ELSE 'force_generic_plan' END, true);

    posted := hold_businesses(touched);

    -- Who closes a month has waited for all who hold this, and lets nobody begin (months.sql): what they post is in its report,
    -- and what is posted from here on is not.
    PERFORM pg_advisory_xact_lock_shared(7205, 0);
    closed := closed_before();

    -- The clock is read once, after the locks, so that a business's lines stand in the order of its facts; never earlier
    -- than its last line, on a sealed day, or before the last close of a month, should the clock have been set back. Read
    -- again where midnight passed, or the day was sealed, before it was held.
    LOOP
        stamp := greatest(ledger_clock(), sealed_until(),
                          (SELECT max(recorded_at) FROM pendampingan_ledger WHERE business_id = ANY (posted)),
                          (SELECT max(closed_at) + interval '1 microsecond' FROM pendampingan_monthclose));
        PERFORM pg_advisory_xact_lock_shared(7201, ledger_day_key(jakarta_day(stamp)));
        EXIT WHEN jakarta_day(greatest(ledger_clock(), sealed_until(), stamp)) = jakarta_day(stamp);
    END LOOP;

    INSERT INTO pendampingan_ledger (business_id, centre_id, stage, effective_on, recorded_at, delta,
                                     evidence_kind, evidence_id, reason, actor_id, note)
    SELECT d.business_id, d.centre_id, d.stage, d.effective_on, stamp, sign(d.n),
           d.evidence_kind, d.evidence_id,
           coalesce(nullif(current_setting('jakpreneur.ledger_reason', true), ''),
                    -- A new fact that takes the place of another one was earlier than it.
                    CASE WHEN c.cause = 'recorded' AND d.replaces THEN 'earlier evidence' ELSE c.cause END),
           acting_user(),
           CASE WHEN d.effective_on < closed THEN said ELSE '' END
    FROM (
        SELECT business_id, centre_id, stage, effective_on, evidence_kind, evidence_id, sum(delta) AS n,
               bool_or(sum(delta) < 0 AND evidence_kind <> 'placement') OVER (PARTITION BY business_id, stage) AS replaces
        FROM (
            SELECT business_id, centre_id, stage, effective_on, evidence_kind, evidence_id, delta
            FROM implied WHERE business_id = ANY (posted)
            UNION ALL
            SELECT business_id, centre_id, stage, effective_on, evidence_kind, evidence_id, -delta
            FROM pendampingan_ledger WHERE business_id = ANY (posted)
        ) line
        GROUP BY business_id, centre_id, stage, effective_on, evidence_kind, evidence_id
        HAVING sum(delta) <> 0
    ) d
    JOIN (
        SELECT side.business_id, max(t.cause) AS cause
        FROM unnest(touched, causes) t (id, cause)
        JOIN umkm_business b ON b.id = t.id
        CROSS JOIN LATERAL (VALUES (b.id), (b.survivor)) side (business_id)
        GROUP BY side.business_id
    ) c ON c.business_id = d.business_id
    CROSS JOIN generate_series(1, abs(d.n))
    ORDER BY d.business_id, d.stage, d.effective_on, d.n;

    INSERT INTO umkm_progress AS p (business_id, centre_id, registered_on, trained_on, mentored_on,
                                    trained_and_mentored_on, furthest, trained_proven_on, trained_verified_on,
                                    mentored_proven_on, mentored_verified_on)
    SELECT b.id, here.centre_id,
           max(r.effective_on) FILTER (WHERE r.stage = 1), max(r.effective_on) FILTER (WHERE r.stage = 2),
           max(r.effective_on) FILTER (WHERE r.stage = 3), max(r.effective_on) FILTER (WHERE r.stage = 23),
           coalesce(max(r.stage) FILTER (WHERE r.stage <= 3), 0),
           s.trained_proven_on, s.trained_verified_on, s.mentored_proven_on, s.mentored_verified_on
    FROM umkm_business b
    CROSS JOIN LATERAL (
        SELECT k.centre_id FROM umkm_placement l JOIN umkm_kelurahan k ON k.id = l.kelurahan_id
        WHERE l.business_id = b.id AND l.voided_at IS NULL ORDER BY l.starts_on DESC NULLS LAST LIMIT 1
    ) here
    LEFT JOIN reached r ON r.business_id = b.id AND r.business_id = ANY (posted)
    LEFT JOIN borne_out s ON s.business_id = b.id AND s.business_id = ANY (posted)
    WHERE b.id = ANY (posted)
    GROUP BY b.id, here.centre_id, s.trained_proven_on, s.trained_verified_on, s.mentored_proven_on,
             s.mentored_verified_on
    ON CONFLICT (business_id) DO UPDATE
        SET centre_id = excluded.centre_id, registered_on = excluded.registered_on, trained_on = excluded.trained_on,
            mentored_on = excluded.mentored_on, trained_and_mentored_on = excluded.trained_and_mentored_on,
            furthest = excluded.furthest, trained_proven_on = excluded.trained_proven_on,
            trained_verified_on = excluded.trained_verified_on, mentored_proven_on = excluded.mentored_proven_on,
            mentored_verified_on = excluded.mentored_verified_on
        WHERE (p.*) IS DISTINCT FROM (excluded.*);
END $$;

-- How a fact that was rewritten changed.
CREATE FUNCTION cause_of_update(voided_before timestamptz, voided_after timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN voided_before IS NULL AND voided_after IS NOT NULL THEN 'voided' ELSE 'corrected' END;

-- Posting reads a class together with its attendance, so whoever changes one of them holds the class first: those who
-- tick hold it together, whoever cancels it or moves a day waits for them, and they for her.
CREATE FUNCTION hold_classes(classes bigint[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT FROM pendampingan_trainingsession WHERE id = ANY (classes) ORDER BY id FOR SHARE;
$$;

-- One trigger a table and statement: whatever a statement touched is posted as one set. A business is not posted when
-- it is inserted, since it is nowhere yet; its first placement posts it.
--
-- FULL JOIN, where old and new rows are matched, though keys stay: it is never a nested loop. The plan is kept for the session,
-- and one made for a single row would compare each old row of a bulk update with each new one.

CREATE FUNCTION post_updated_businesses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM post_ledger(array_agg(side.id), array_agg(change.cause))
    FROM old_rows o FULL JOIN new_rows n USING (id)
    CROSS JOIN LATERAL (SELECT CASE
        WHEN n.merged_into_id IS DISTINCT FROM o.merged_into_id
            THEN CASE WHEN n.merged_into_id IS NULL THEN 'unmerged' ELSE 'merged' END
        WHEN o.status = 'contested' AND n.status <> 'contested' THEN 'decided'
        ELSE cause_of_update(o.voided_at, n.voided_at) END) change (cause)
    CROSS JOIN LATERAL (VALUES (n.id), (o.survivor), (n.survivor)) side (id)
    WHERE (o.registered_on, o.merged_into_id, o.voided_at, o.status = 'contested')
          IS DISTINCT FROM (n.registered_on, n.merged_into_id, n.voided_at, n.status = 'contested');
    RETURN NULL;
END $$;

CREATE FUNCTION post_inserted_placements() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM post_ledger(array_agg(n.business_id),
                        array_agg(CASE WHEN n.starts_on IS NULL THEN 'recorded' ELSE 'moved' END))
    FROM new_rows n;
    RETURN NULL;
END $$;

CREATE FUNCTION post_updated_placements() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM post_ledger(array_agg(side.id), array_agg(cause_of_update(o.voided_at, n.voided_at)))
    FROM old_rows o FULL JOIN new_rows n USING (id)
    CROSS JOIN LATERAL (VALUES (o.business_id), (n.business_id)) side (id)
    WHERE (o.business_id, o.kelurahan_id, o.starts_on, o.voided_at)
          IS DISTINCT FROM (n.business_id, n.kelurahan_id, n.starts_on, n.voided_at);
    RETURN NULL;
END $$;

CREATE FUNCTION post_updated_sessions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM post_ledger(array_agg(e.business_id), array_agg(
        CASE WHEN o.status <> 'cancelled' AND n.status = 'cancelled' THEN 'voided'
             ELSE cause_of_update(o.voided_at, n.voided_at) END))
    FROM old_rows o JOIN new_rows n USING (id) JOIN pendampingan_enrolment e ON e.session_id = n.id
    WHERE (o.days_needed, o.voided_at, o.status = 'cancelled')
          IS DISTINCT FROM (n.days_needed, n.voided_at, n.status = 'cancelled');
    RETURN NULL;
END $$;

CREATE FUNCTION post_updated_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Its class is held: day_is_possible has fired before.
    PERFORM post_ledger(array_agg(e.business_id), array_agg(cause_of_update(o.voided_at, n.voided_at)))
    FROM old_rows o JOIN new_rows n USING (id)
    JOIN pendampingan_attendance a ON a.day_id = n.id JOIN pendampingan_enrolment e ON e.id = a.enrolment_id
    WHERE (o.held_on, o.voided_at) IS DISTINCT FROM (n.held_on, n.voided_at);
    RETURN NULL;
END $$;

CREATE FUNCTION post_updated_enrolments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM hold_classes(array_agg(session_id)) FROM (SELECT session_id FROM old_rows UNION SELECT session_id FROM new_rows) s;
    PERFORM post_ledger(array_agg(side.id), array_agg(cause_of_update(o.voided_at, n.voided_at)))
    FROM old_rows o FULL JOIN new_rows n USING (id)
    CROSS JOIN LATERAL (VALUES (o.business_id), (n.business_id)) side (id)
    WHERE (o.business_id, o.session_id, o.voided_at) IS DISTINCT FROM (n.business_id, n.session_id, n.voided_at);
    RETURN NULL;
END $$;

CREATE FUNCTION post_inserted_attendance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM post_ledger(array_agg(e.business_id), array_agg('recorded'::text))
    FROM new_rows n JOIN pendampingan_enrolment e ON e.id = n.enrolment_id;
    RETURN NULL;
END $$;

CREATE FUNCTION post_updated_attendance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM hold_classes(array_agg(d.session_id)) FROM new_rows n JOIN pendampingan_sessionday d ON d.id = n.day_id;
    PERFORM post_ledger(array_agg(e.business_id), array_agg(cause_of_update(o.voided_at, n.voided_at)))
    FROM old_rows o FULL JOIN new_rows n USING (id)
    JOIN pendampingan_enrolment e ON e.id IN (o.enrolment_id, n.enrolment_id)
    WHERE (o.enrolment_id, o.day_id, o.voided_at, o.proof, o.verified_by_id)
          IS DISTINCT FROM (n.enrolment_id, n.day_id, n.voided_at, n.proof, n.verified_by_id);
    RETURN NULL;
END $$;

CREATE FUNCTION post_inserted_visits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM post_ledger(array_agg(n.business_id), array_agg('recorded'::text)) FROM new_rows n;
    RETURN NULL;
END $$;

CREATE FUNCTION post_updated_visits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM post_ledger(array_agg(side.id), array_agg(cause_of_update(o.voided_at, n.voided_at)))
    FROM old_rows o FULL JOIN new_rows n USING (id)
    CROSS JOIN LATERAL (VALUES (o.business_id), (n.business_id)) side (id)
    WHERE (o.business_id, o.visited_on, o.voided_at, o.proof, o.verified_by_id)
          IS DISTINCT FROM (n.business_id, n.visited_on, n.voided_at, n.proof, n.verified_by_id);
    RETURN NULL;
END $$;

-- A photo proves whoever is ticked that day. Its class is held alone: who ticks somebody meanwhile would not see the photo,
-- nor the photo the tick.

CREATE FUNCTION post_inserted_photos() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM hold_classes_alone(array_agg(d.session_id)) FROM new_rows n JOIN pendampingan_sessionday d ON d.id = n.day_id;
    PERFORM post_ledger(array_agg(e.business_id), array_agg('recorded'::text))
    FROM new_rows n
    JOIN pendampingan_attendance a ON a.day_id = n.day_id JOIN pendampingan_enrolment e ON e.id = a.enrolment_id;
    RETURN NULL;
END $$;

CREATE FUNCTION post_updated_photos() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM hold_classes_alone(array_agg(d.session_id))
    FROM (SELECT day_id FROM old_rows UNION SELECT day_id FROM new_rows) shown (id)
    JOIN pendampingan_sessionday d USING (id);
    PERFORM post_ledger(array_agg(e.business_id), array_agg(cause_of_update(o.voided_at, n.voided_at)))
    FROM old_rows o FULL JOIN new_rows n USING (id)
    JOIN pendampingan_attendance a ON a.day_id IN (o.day_id, n.day_id)
    JOIN pendampingan_enrolment e ON e.id = a.enrolment_id
    WHERE (o.day_id, o.voided_at) IS DISTINCT FROM (n.day_id, n.voided_at);
    RETURN NULL;
END $$;

CREATE TRIGGER post_update AFTER UPDATE ON umkm_business REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION post_updated_businesses();
CREATE TRIGGER post_insert AFTER INSERT ON umkm_placement REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION post_inserted_placements();
CREATE TRIGGER post_update AFTER UPDATE ON umkm_placement REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION post_updated_placements();
CREATE TRIGGER post_update AFTER UPDATE ON pendampingan_trainingsession
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION post_updated_sessions();
CREATE TRIGGER post_update AFTER UPDATE ON pendampingan_sessionday
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION post_updated_days();
CREATE TRIGGER post_update AFTER UPDATE ON pendampingan_enrolment
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION post_updated_enrolments();
CREATE TRIGGER post_insert AFTER INSERT ON pendampingan_attendance REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION post_inserted_attendance();
CREATE TRIGGER post_update AFTER UPDATE ON pendampingan_attendance
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION post_updated_attendance();
CREATE TRIGGER post_insert AFTER INSERT ON pendampingan_mentoringvisit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION post_inserted_visits();
CREATE TRIGGER post_update AFTER UPDATE ON pendampingan_mentoringvisit
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION post_updated_visits();
CREATE TRIGGER post_insert AFTER INSERT ON pendampingan_sheetphoto REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION post_inserted_photos();
CREATE TRIGGER post_update AFTER UPDATE ON pendampingan_sheetphoto
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION post_updated_photos();

-- Only the triggers above post, and only on their own tables.
REVOKE EXECUTE ON FUNCTION
    post_ledger(bigint[], text[]), hold_businesses(bigint[]), hold_classes(bigint[]),
    post_updated_businesses(), post_inserted_placements(), post_updated_placements(), post_updated_sessions(),
    post_updated_days(), post_updated_enrolments(), post_inserted_attendance(), post_updated_attendance(),
    post_inserted_visits(), post_updated_visits(), post_inserted_photos(), post_updated_photos()
    FROM PUBLIC;

SELECT append_only('pendampingan_ledger');
