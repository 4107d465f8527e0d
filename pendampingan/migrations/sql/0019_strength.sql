-- How well the evidence bears out that a business is trained or mentored: from which day on it would be, were nothing known
-- but what has a proof attached or a second person's word, and were nothing known but what has that word. That is the rule
-- of `reached` over fewer facts, so what is verified is proven, and what is proven is reached. A registration carries
-- neither proof nor word. No row, or NULL, where it would not be reached at all.
--
-- Grouped by business all the way down, so that a condition on business_id reaches the innermost index, and a load is one
-- walk over each table.
CREATE VIEW borne_out AS
SELECT business_id,
       min(day) FILTER (WHERE stage = 2 AND proven) AS trained_proven_on,
       min(day) FILTER (WHERE stage = 2 AND verified) AS trained_verified_on,
       min(day) FILTER (WHERE stage = 3 AND proven) AS mentored_proven_on,
       min(day) FILTER (WHERE stage = 3 AND verified) AS mentored_verified_on
FROM (
    -- One enrolment on one of its days: whether the days so far that are proven, or verified, are as many as its class asks.
    SELECT business_id, 2 AS stage, held_on AS day, proven_days >= days_needed AS proven, verified_days >= days_needed AS verified
    FROM (
        SELECT m.survivor AS business_id, d.held_on, s.days_needed, count(a.verified_by_id) OVER so_far AS verified_days,
               -- The signed sheet of a day, photographed, proves whoever is ticked on it.
               count(*) FILTER (WHERE a.verified_by_id IS NOT NULL OR a.proof <> 'none'
                                OR EXISTS (SELECT FROM pendampingan_sheetphoto p
                                           WHERE p.day_id = d.id AND p.voided_at IS NULL)) OVER so_far AS proven_days
        FROM umkm_business m
        JOIN pendampingan_enrolment e ON e.business_id = m.id AND e.voided_at IS NULL
        JOIN pendampingan_trainingsession s ON s.id = e.session_id AND s.status <> 'cancelled' AND s.voided_at IS NULL
        JOIN pendampingan_attendance a ON a.enrolment_id = e.id AND a.voided_at IS NULL
        JOIN pendampingan_sessionday d ON d.id = a.day_id AND d.voided_at IS NULL
        WHERE m.voided_at IS NULL AND m.status <> 'contested'
        WINDOW so_far AS (PARTITION BY m.survivor, e.id ORDER BY d.held_on, a.id)
    ) attended
    UNION ALL
    SELECT m.survivor, 3, v.visited_on, v.verified_by_id IS NOT NULL OR v.proof <> 'none', v.verified_by_id IS NOT NULL
    FROM umkm_business m JOIN pendampingan_mentoringvisit v ON v.business_id = m.id AND v.voided_at IS NULL
    WHERE m.voided_at IS NULL AND m.status <> 'contested'
) evidence
GROUP BY business_id;
