-- What check_ledger looks at: each view holds a row for each place where a derived table is not what the facts say. The seals
-- have theirs in seal.sql.

CREATE VIEW ledger_difference AS
SELECT business_id, stage, centre_id, effective_on, evidence_kind, evidence_id,
       sum(implied) AS implied, sum(posted) AS posted
FROM (
    SELECT business_id, stage, centre_id, effective_on, evidence_kind, evidence_id, delta AS implied, 0 AS posted FROM implied
    UNION ALL
    SELECT business_id, stage, centre_id, effective_on, evidence_kind, evidence_id, 0, delta FROM pendampingan_ledger
) line
GROUP BY business_id, stage, centre_id, effective_on, evidence_kind, evidence_id
HAVING sum(implied) <> sum(posted);

CREATE VIEW tally_difference AS
SELECT stage, centre_id, basis, month, day, sum(posted) AS posted, sum(tallied) AS tallied
FROM (
    SELECT l.stage, l.centre_id, filed.basis, date_trunc('month', filed.day)::date AS month, grain.day,
           l.delta AS posted, 0 AS tallied
    FROM pendampingan_ledger l
    CROSS JOIN LATERAL (
        VALUES ('now', l.effective_on), ('then', greatest(l.effective_on, jakarta_day(l.recorded_at)))
    ) filed (basis, day)
    CROSS JOIN LATERAL (VALUES (filed.day), (NULL)) grain (day)
    UNION ALL
    SELECT stage, centre_id, basis, month, day, 0, net FROM pendampingan_tally
) line
GROUP BY stage, centre_id, basis, month, day
HAVING sum(posted) <> sum(tallied);

CREATE VIEW progress_difference AS
SELECT b.id AS business_id
FROM umkm_business b
LEFT JOIN umkm_progress p ON p.business_id = b.id
LEFT JOIN (
    SELECT business_id,
           max(effective_on) FILTER (WHERE stage = 1) AS registered_on, max(effective_on) FILTER (WHERE stage = 2) AS trained_on,
           max(effective_on) FILTER (WHERE stage = 3) AS mentored_on,
           max(effective_on) FILTER (WHERE stage = 23) AS trained_and_mentored_on,
           max(stage) FILTER (WHERE stage <= 3) AS furthest
    FROM reached GROUP BY business_id
) r ON r.business_id = b.id
LEFT JOIN borne_out s ON s.business_id = b.id
WHERE p.business_id IS NULL
   OR (p.registered_on, p.trained_on, p.mentored_on, p.trained_and_mentored_on, p.furthest)
      IS DISTINCT FROM (r.registered_on, r.trained_on, r.mentored_on, r.trained_and_mentored_on, coalesce(r.furthest, 0))
   OR (p.trained_proven_on, p.trained_verified_on, p.mentored_proven_on, p.mentored_verified_on)
      IS DISTINCT FROM (s.trained_proven_on, s.trained_verified_on, s.mentored_proven_on, s.mentored_verified_on)
   OR p.centre_id IS DISTINCT FROM (
       SELECT k.centre_id FROM umkm_placement l JOIN umkm_kelurahan k ON k.id = l.kelurahan_id
       WHERE l.business_id = b.id AND l.voided_at IS NULL ORDER BY l.starts_on DESC NULLS LAST LIMIT 1);

-- The report of a closed month says what the ledger said when it was closed, and what came afterwards says why.
CREATE VIEW report_difference AS
SELECT c.month, f.centre_id, f.stage, sum(f.value) AS reported, sum(f.known) AS posted
FROM (
    SELECT close_id, centre_id, stage, value, added, 0 AS known, 0 AS known_added FROM pendampingan_reportedfigure
    UNION ALL
    SELECT close_id, centre_id, stage, 0, 0, value, added FROM reported
) f
JOIN pendampingan_monthclose c ON c.id = f.close_id
GROUP BY c.month, f.centre_id, f.stage
HAVING (sum(f.value), sum(f.added)) <> (sum(f.known), sum(f.known_added));

CREATE VIEW unexplained AS
SELECT c.month
FROM (
    SELECT date_trunc('month', effective_on)::date AS month, max(recorded_at) AS last
    FROM pendampingan_ledger WHERE note = '' GROUP BY 1
) l
JOIN pendampingan_monthclose c ON c.month >= l.month AND c.closed_at < l.last
GROUP BY c.month;

-- All of them in words, each with its business where it has one.
CREATE VIEW difference AS
SELECT business_id, format('stage %s, centre %s, effective %s, by %s %s: %s by the facts, %s in the ledger',
                           stage, centre_id, effective_on, evidence_kind, evidence_id, implied, posted) AS what
FROM ledger_difference
UNION ALL
SELECT business_id, 'progress is not what the facts say' FROM progress_difference
UNION ALL
SELECT NULL, format('tally of stage %s, centre %s, basis %s, %s: %s in the ledger, %s tallied', stage, centre_id, basis,
                    coalesce('day ' || day, 'month ' || to_char(month, 'YYYY-MM')), posted, tallied)
FROM tally_difference
UNION ALL
SELECT NULL, format('report of %s, stage %s, centre %s: %s in the ledger when it was closed, %s reported',
                    to_char(month, 'YYYY-MM'), stage, centre_id, posted, reported)
FROM report_difference
UNION ALL
SELECT NULL, format('report of %s: what came after its close does not say why', to_char(month, 'YYYY-MM')) FROM unexplained
UNION ALL
-- Whatever comes after the first day that does not fit follows from it.
(SELECT NULL, format('sealed days do not fit from %s on: %s', day, what) FROM seal_difference ORDER BY day LIMIT 1);
