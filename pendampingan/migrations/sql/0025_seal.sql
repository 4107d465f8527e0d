-- Sealed days: a hash over the ledger lines that were recorded on a day that is over, and over the seal of the day before. So
-- whoever changes a line of the past, even with the owner's rights, breaks every seal from that day on, and a chain that was
-- kept elsewhere shows it.
--
-- The text that is hashed, in UTF-8, each line of it ended by a line feed:
--
--   2021-03-01 <seal of the day before: 64 hexadecimal digits, of the first day 64 zeros>
--   [id, business_id, centre_id, stage, "effective_on", "recorded_at", delta, "evidence_kind", evidence_id, "reason", actor_id,
--    "note"]
--   and so on: the lines whose recording day in Jakarta it is, by id, each as JSON with a blank after each comma; recorded_at
--   in UTC with six digits of a second, as 2021-03-01T02:00:00.000000Z; no actor is null.
--
-- The chain has no holes: a day without lines is sealed too.

CREATE FUNCTION sealed_text(line pendampingan_ledger) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN json_build_array(line.id, line.business_id, line.centre_id, line.stage, line.effective_on,
                        to_char(line.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                        line.delta, line.evidence_kind, line.evidence_id, line.reason, line.actor_id, line.note)::text || E'\n';

CREATE FUNCTION seal_of(day date, day_before text, lines text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN encode(sha256(convert_to(to_char(day, 'YYYY-MM-DD') || ' ' || day_before || E'\n' || coalesce(lines, ''), 'UTF8')), 'hex');

-- What the first seal has instead of one before it.
CREATE FUNCTION no_seal() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN repeat('0', 64);

CREATE FUNCTION midnight_before(day date) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN day::timestamp AT TIME ZONE 'Asia/Jakarta';

-- The first moment at which a line can be recorded; null where no day is sealed.
CREATE FUNCTION sealed_until() RETURNS timestamptz
LANGUAGE sql STABLE
RETURN (SELECT midnight_before(max(day) + 1) FROM pendampingan_seal);

-- Seal the days that are over, in order, at most a thousand at once; returns how many. It stops at the first day to which
-- somebody can still post, and the next time goes on from there.
--
-- Each day is held to the end: whoever would post into it, because the clock was set back, waits and then finds it sealed.
CREATE FUNCTION seal_days() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '64MB' AS $$
DECLARE
    seal text;
    first date;
    last date;
    sealing record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'days are sealed under READ COMMITTED only'
            USING HINT = 'Under a fixed snapshot, a line that was recorded while it waited would not be seen.';
    END IF;
    -- One at a time; the second then finds nothing left to seal.
    PERFORM pg_advisory_xact_lock(7204, 0);

    SELECT s.sha256, s.day + 1 INTO seal, first FROM pendampingan_seal s ORDER BY s.day DESC LIMIT 1;
    IF first IS NULL THEN
        SELECT no_seal(), jakarta_day(min(recorded_at)) INTO seal, first FROM pendampingan_ledger;
    END IF;

    last := first - 1;
    WHILE last < first + 999 LOOP
        EXIT WHEN NOT day_is_over(last + 1);
        EXIT WHEN NOT pg_try_advisory_xact_lock(7201, ledger_day_key(last + 1));
        last := last + 1;
    END LOOP;

    IF first IS NULL OR last < first THEN
        RETURN 0;
    END IF;

    FOR sealing IN
        SELECT day::date, coalesce(l.n, 0) AS n, l.lines
        FROM generate_series(first, last, interval '1 day') day
        LEFT JOIN (
            SELECT jakarta_day(line.recorded_at) AS day, count(*) AS n,
                   string_agg(sealed_text(line), '' ORDER BY line.id) AS lines
            FROM pendampingan_ledger line
            WHERE line.recorded_at >= midnight_before(first) AND line.recorded_at < midnight_before(last + 1)
            GROUP BY 1
        ) l USING (day)
        ORDER BY day
    LOOP
        seal := seal_of(sealing.day, seal, sealing.lines);
        INSERT INTO pendampingan_seal (day, lines, sha256, sealed_at) VALUES (sealing.day, sealing.n, seal, ledger_clock());
    END LOOP;
    RETURN last - first + 1;
END $$;

-- Posting reads the clock so that it never comes to this.
CREATE FUNCTION line_is_after_the_seals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows WHERE recorded_at < (SELECT sealed_until())) THEN
        RAISE EXCEPTION 'a line cannot be recorded on a day that is sealed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_day_is_open', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER line_is_after_the_seals AFTER INSERT ON pendampingan_ledger REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION line_is_after_the_seals();
REVOKE EXECUTE ON FUNCTION line_is_after_the_seals() FROM PUBLIC;

SELECT append_only('pendampingan_seal');

-- The days up to the last seal that do not fit: each is held against its lines and the seal that stands before it.
CREATE VIEW seal_difference AS
SELECT day, CASE WHEN s.day IS NULL THEN format('no seal over %s lines', coalesce(l.n, 0))
                 WHEN s.lines <> coalesce(l.n, 0) THEN format('%s lines sealed, %s in the ledger', s.lines, coalesce(l.n, 0))
                 ELSE 'its seal is not that of its lines and of the day before' END AS what
FROM (
    SELECT generate_series(least(min(day), (SELECT jakarta_day(min(recorded_at)) FROM pendampingan_ledger)), max(day),
                           interval '1 day')::date AS day
    FROM pendampingan_seal
) due
LEFT JOIN (
    SELECT day, lines, sha256, lag(sha256, 1, no_seal()) OVER (ORDER BY day) AS day_before FROM pendampingan_seal
) s USING (day)
LEFT JOIN (
    SELECT jakarta_day(line.recorded_at) AS day, count(*) AS n, string_agg(sealed_text(line), '' ORDER BY line.id) AS lines
    FROM pendampingan_ledger line WHERE line.recorded_at < (SELECT sealed_until())
    GROUP BY 1
) l USING (day)
WHERE s.day IS NULL OR s.lines <> coalesce(l.n, 0) OR s.sha256 <> seal_of(day, s.day_before, l.lines);
