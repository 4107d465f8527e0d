-- What the demo city does in sets once its rows are there. The loader runs these by name, one after another.

-- name: void
-- Registrations that were taken back: entered like any other, so that their visits could be, and voided afterwards.
UPDATE umkm_business b
SET voided_at = v.voided_at, voided_by_id = v.voided_by_id, void_reason = v.void_reason
FROM demo_void v WHERE v.id = b.id;

-- name: close
UPDATE pendampingan_trainingsession SET status = 'closed' WHERE status = 'open';

-- name: ledger
-- In order of time, as posting would have written them.
INSERT INTO pendampingan_ledger (business_id, stage, centre_id, effective_on, evidence_kind, evidence_id, recorded_at,
                                 delta, reason, actor_id, note)
SELECT business_id, stage, centre_id, effective_on, evidence_kind, evidence_id, recorded_at, delta, reason, actor_id,
       -- What came after the close of its month says why.
       CASE WHEN effective_on >= %(open_from)s::date OR recorded_at <= (date_trunc('month', effective_on) + interval '1 month 4 days 10 hours') AT TIME ZONE 'Asia/Jakarta'
                 THEN ''
            WHEN reason IN ('recorded', 'earlier evidence') THEN (%(late)s::text[])[1 + evidence_id %% %(kinds)s]
            ELSE %(mended)s END
FROM demo_line ORDER BY recorded_at, business_id, stage, effective_on, delta;

-- name: closed months
-- Each was closed on the fifth of the next one, at ten in the morning, and reported what the ledger said then. The triggers are
-- off that would close it now.
INSERT INTO pendampingan_monthclose (month, closed_at, closed_by_id, target_value, target_source, classes, people, visits)
SELECT month, (month + interval '1 month 4 days 10 hours') AT TIME ZONE 'Asia/Jakarta', %(staff)s, target.value, target.source, done.classes, done.people, done.visits
FROM generate_series(%(first)s::timestamp, %(open_from)s::timestamp - interval '1 month', interval '1 month') month
CROSS JOIN LATERAL activity_of(month::date) done
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
