-- What the demo city does in sets once its rows are there. The loader runs these by name, one after another.

-- name: void
-- Registrations that were taken back: entered like any other, so that their visits could be, and voided afterwards.
UPDATE umkm_business b
SET voided_at = v.voided_at, voided_by_id = v.voided_by_id, void_reason = v.void_reason
FROM demo_void v WHERE v.id = b.id;

-- name: close
UPDATE pendampingan_trainingsession SET status = 'closed' WHERE status = 'open';

-- name: closes
-- Each month is closed on the fifth of the next one, at ten in the morning.
CREATE TEMP TABLE demo_close ON COMMIT DROP AS
SELECT month::date, (month + interval '1 month 4 days 10 hours') AT TIME ZONE 'Asia/Jakarta' AS closed_at
FROM generate_series(%(first)s::timestamp, %(open_from)s::timestamp - interval '1 month', interval '1 month') month;

-- name: ledger
-- In order of time, as posting would have written them. What came after the close of its month says why.
INSERT INTO pendampingan_ledger (business_id, stage, centre_id, effective_on, evidence_kind, evidence_id, recorded_at,
                                 delta, reason, actor_id, note)
SELECT business_id, stage, centre_id, effective_on, evidence_kind, evidence_id, recorded_at, delta, reason, actor_id,
       CASE WHEN closed_at IS NULL OR recorded_at <= closed_at THEN ''
            WHEN reason IN ('recorded', 'earlier evidence') THEN (%(late)s::text[])[1 + evidence_id %% %(kinds)s]
            ELSE %(mended)s END
FROM demo_line LEFT JOIN demo_close ON month = date_trunc('month', effective_on::timestamp)::date
ORDER BY recorded_at, business_id, stage, effective_on, delta;

-- name: closed months
-- They reported what the ledger said then, and what activity_of says of each month, here of all in one go. The triggers are off
-- that would close them now.
WITH held AS (
    SELECT s.id, date_trunc('month', max(d.held_on)::timestamp)::date AS month
    FROM pendampingan_trainingsession s JOIN pendampingan_sessionday d ON d.session_id = s.id AND d.voided_at IS NULL
    WHERE s.voided_at IS NULL AND s.status <> 'cancelled'
    GROUP BY s.id
), came AS (
    SELECT held.month, count(DISTINCT e.participant_id) AS people
    FROM held JOIN pendampingan_enrolment e ON e.session_id = held.id AND e.voided_at IS NULL
    WHERE EXISTS (SELECT FROM pendampingan_attendance a
                  JOIN pendampingan_sessionday d ON d.id = a.day_id AND d.voided_at IS NULL
                  WHERE a.enrolment_id = e.id AND a.voided_at IS NULL)
    GROUP BY held.month
), visited AS (
    SELECT date_trunc('month', visited_on::timestamp)::date AS month, count(*) AS visits
    FROM pendampingan_mentoringvisit WHERE voided_at IS NULL
    GROUP BY 1
)
INSERT INTO pendampingan_monthclose (month, closed_at, closed_by_id, target_value, target_source, classes, people, visits)
SELECT month, closed_at, %(staff)s, target.value, target.source, (SELECT count(*) FROM held WHERE held.month = demo_close.month),
       coalesce(people, 0), coalesce(visits, 0)
FROM demo_close LEFT JOIN came USING (month) LEFT JOIN visited USING (month)
CROSS JOIN (SELECT value, source FROM pendampingan_target WHERE voided_at IS NULL AND is_main) target
ORDER BY month;
INSERT INTO pendampingan_reportedfigure (close_id, centre_id, stage, value, added)
SELECT m.id, c.id, s.stage, coalesce(r.value, 0), coalesce(r.added, 0)
FROM pendampingan_monthclose m CROSS JOIN umkm_centre c CROSS JOIN generate_series(1, 3) s (stage)
LEFT JOIN reported r ON r.close_id = m.id AND r.centre_id = c.id AND r.stage = s.stage
ORDER BY m.month, c.code, s.stage;

-- name: progress
-- The dates from the lines, which check_ledger holds against the facts: working them out of these again took ten seconds more.
INSERT INTO umkm_progress (business_id, centre_id, registered_on, trained_on, mentored_on, trained_and_mentored_on, furthest,
                           trained_proven_on, trained_verified_on, mentored_proven_on, mentored_verified_on)
SELECT b.id, k.centre_id, r.registered_on, r.trained_on, r.mentored_on, r.trained_and_mentored_on, coalesce(r.furthest, 0),
       s.trained_proven_on, s.trained_verified_on, s.mentored_proven_on, s.mentored_verified_on
FROM umkm_business b
JOIN umkm_kelurahan k ON k.id = b.kelurahan_id
LEFT JOIN (
    SELECT business_id,
           max(effective_on) FILTER (WHERE stage = 1) AS registered_on, max(effective_on) FILTER (WHERE stage = 2) AS trained_on,
           max(effective_on) FILTER (WHERE stage = 3) AS mentored_on,
           max(effective_on) FILTER (WHERE stage = 23) AS trained_and_mentored_on,
           max(stage) FILTER (WHERE stage <= 3) AS furthest
    FROM (
        SELECT business_id, stage, effective_on FROM pendampingan_ledger WHERE evidence_kind <> 'placement'
        GROUP BY business_id, stage, effective_on HAVING sum(delta) > 0
    ) standing
    GROUP BY business_id
) r ON r.business_id = b.id
LEFT JOIN borne_out s ON s.business_id = b.id
ORDER BY b.id;

-- name: people
INSERT INTO umkm_personlisting (participant_id, name_key, sex, disability, home, standing, owns, owns_several, belongs, parts)
SELECT participant_id, name_key, sex, disability, home, standing, owns, owns_several, belongs, parts FROM listed_people;

-- name: placed
-- What the trigger business_is_placed asks of each business by itself.
DO $$
BEGIN
    IF EXISTS (
        SELECT FROM umkm_business b
        LEFT JOIN (
            SELECT DISTINCT ON (business_id) business_id, kelurahan_id
            FROM umkm_placement WHERE voided_at IS NULL ORDER BY business_id, starts_on DESC NULLS LAST
        ) newest ON newest.business_id = b.id
        WHERE newest.kelurahan_id IS DISTINCT FROM b.kelurahan_id
    ) OR (SELECT count(*) FROM umkm_placement WHERE starts_on IS NULL) <> (SELECT count(*) FROM umkm_business) THEN
        RAISE EXCEPTION 'a business of the demo city is not where its newest placement says';
    END IF;
END $$;
