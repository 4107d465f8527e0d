-- The ledger lines that the facts imply now.
--
-- Four views, each a sentence about the facts, read from the bottom up by posting and by check_ledger. They stay views,
-- not materialised steps, so that a condition on business_id reaches the innermost index: one fact is posted in a few
-- milliseconds however large the city is.

-- A business that counts, with the earliest registration among it and those merged into it.
-- Merged rows are read through `survivor`; a merge moves no fact, so it can be undone.
CREATE VIEW counted AS
SELECT DISTINCT ON (survivor) survivor AS business_id, registered_on, id AS registration_id
FROM umkm_business
WHERE voided_at IS NULL AND status <> 'contested'
ORDER BY survivor, registered_on, id;

-- An enrolment that has attended as many days as its class asks for, with the attendance that completed it.
-- Days are one person's in one class, never pooled. Withdrawing, or a waiting list, does not undo days attended.
CREATE VIEW completed AS
SELECT e.business_id, last_needed.held_on AS completed_on, last_needed.attendance_id
FROM pendampingan_enrolment e
JOIN pendampingan_trainingsession s ON s.id = e.session_id AND s.status <> 'cancelled' AND s.voided_at IS NULL
CROSS JOIN LATERAL (
    SELECT d.held_on, a.id AS attendance_id
    FROM pendampingan_attendance a JOIN pendampingan_sessionday d ON d.id = a.day_id AND d.voided_at IS NULL
    WHERE a.enrolment_id = e.id AND a.voided_at IS NULL
    ORDER BY d.held_on, a.id
    OFFSET s.days_needed - 1 LIMIT 1
) last_needed
WHERE e.voided_at IS NULL;

-- The stages each business has reached, each on its own evidence, in any order. A fact from before the registration
-- counts from the registration on. Ties go to the fact recorded first, so that a later one changes nothing.
CREATE VIEW reached AS
SELECT c.business_id, stage.stage, stage.effective_on, stage.evidence_kind, stage.evidence_id
FROM counted c
LEFT JOIN LATERAL (
    SELECT greatest(k.completed_on, c.registered_on) AS effective_on, k.attendance_id
    FROM umkm_business m JOIN completed k ON k.business_id = m.id
    WHERE m.survivor = c.business_id AND m.voided_at IS NULL AND m.status <> 'contested'
    ORDER BY k.completed_on, k.attendance_id LIMIT 1
) trained ON true
LEFT JOIN LATERAL (
    SELECT greatest(v.visited_on, c.registered_on) AS effective_on, v.id AS visit_id
    FROM umkm_business m JOIN pendampingan_mentoringvisit v ON v.business_id = m.id AND v.voided_at IS NULL
    WHERE m.survivor = c.business_id AND m.voided_at IS NULL AND m.status <> 'contested'
    ORDER BY v.visited_on, v.id LIMIT 1
) mentored ON true
CROSS JOIN LATERAL (
    VALUES (1, c.registered_on, 'business', c.registration_id),
           (2, trained.effective_on, 'attendance', trained.attendance_id),
           (3, mentored.effective_on, 'visit', mentored.visit_id)
    UNION ALL
    -- Trained and mentored: on the later of the two, by the evidence that came later.
    (SELECT 23, later.effective_on, later.evidence_kind, later.evidence_id
    FROM (VALUES (trained.effective_on, 'attendance', trained.attendance_id),
                 (mentored.effective_on, 'visit', mentored.visit_id)) later (effective_on, evidence_kind, evidence_id)
    WHERE later.effective_on = CASE WHEN trained.effective_on IS NOT NULL AND mentored.effective_on IS NOT NULL
                                    THEN greatest(trained.effective_on, mentored.effective_on) END
    ORDER BY later.evidence_kind DESC LIMIT 1)
) stage (stage, effective_on, evidence_kind, evidence_id)
WHERE stage.effective_on IS NOT NULL;

-- Each reached stage stands at the centre where the business was that day, and follows it on each later move to another
-- centre. The place before a move is looked up one by one: a window over all placements cost 140 ms a fact.
CREATE VIEW implied AS
SELECT r.business_id, line.centre_id, r.stage, line.effective_on, line.delta, line.evidence_kind, line.evidence_id
FROM reached r
CROSS JOIN LATERAL (
    (SELECT k.centre_id, r.effective_on, 1, r.evidence_kind, r.evidence_id
     FROM umkm_placement p JOIN umkm_kelurahan k ON k.id = p.kelurahan_id
     WHERE p.business_id = r.business_id AND p.voided_at IS NULL
       AND (p.starts_on IS NULL OR p.starts_on <= r.effective_on)
     ORDER BY p.starts_on DESC NULLS LAST LIMIT 1)
    UNION ALL
    SELECT side.centre_id, p.starts_on, side.delta, 'placement', p.id
    FROM umkm_placement p
    JOIN umkm_kelurahan k ON k.id = p.kelurahan_id
    CROSS JOIN LATERAL (
        SELECT kb.centre_id
        FROM umkm_placement b JOIN umkm_kelurahan kb ON kb.id = b.kelurahan_id
        WHERE b.business_id = p.business_id AND b.voided_at IS NULL
          AND (b.starts_on IS NULL OR b.starts_on < p.starts_on)
        ORDER BY b.starts_on DESC NULLS LAST LIMIT 1
    ) before
    CROSS JOIN LATERAL (VALUES (before.centre_id, -1), (k.centre_id, 1)) side (centre_id, delta)
    WHERE p.business_id = r.business_id AND p.voided_at IS NULL AND p.starts_on > r.effective_on
      AND before.centre_id <> k.centre_id
) line (centre_id, effective_on, delta, evidence_kind, evidence_id);
