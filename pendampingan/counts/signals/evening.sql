-- People of whose entries of one kind about a month at least %(share)s percent, at least %(least)s of at least %(days)s days,
-- were typed after 17.00 on the last day of that month. What is of that very day was typed in time. Those typed so late
-- are found first, evening by evening in an index (OFFSET keeps the planner from walking the tables instead); all entries of a month are counted only for whoever typed so many.
WITH evening AS MATERIALIZED (
    SELECT month::date AS month, (month + interval '1 month' - interval '1 day')::date AS last,
           (month + interval '1 month' - interval '7 hours') AT TIME ZONE 'Asia/Jakarta' AS starts,
           (month + interval '1 month') AT TIME ZONE 'Asia/Jakarta' AS ends
    FROM generate_series(date_trunc('month', %(first)s::timestamp), %(last)s::timestamp, '1 month') month
),
late AS (
    SELECT 'kunjungan' AS kind, e.month, e.last, v.recorded_by_id AS who, array_agg(DISTINCT v.centre_id::int) AS centres,
           array_agg(v.id) AS ids
    FROM evening e JOIN pendampingan_mentoringvisit v ON v.recorded_at >= e.starts AND v.recorded_at < e.ends
        AND v.visited_on >= e.month AND v.visited_on < e.last
    WHERE v.voided_at IS NULL AND v.recorded_by_id IS NOT NULL
    GROUP BY e.month, e.last, v.recorded_by_id
    HAVING count(*) >= %(least)s AND count(DISTINCT v.visited_on) >= %(days)s
    UNION ALL
    SELECT 'usaha', e.month, e.last, b.recorded_by_id, array_agg(DISTINCT k.centre_id::int), array_agg(b.id)
    FROM evening e
    CROSS JOIN LATERAL (
        SELECT * FROM umkm_business t WHERE t.recorded_at >= e.starts AND t.recorded_at < e.ends OFFSET 0
    ) b
    JOIN umkm_kelurahan k ON k.id = b.kelurahan_id
    WHERE b.voided_at IS NULL AND b.recorded_by_id IS NOT NULL AND b.channel <> 'import'
      AND b.registered_on >= e.month AND b.registered_on < e.last
    GROUP BY e.month, e.last, b.recorded_by_id
    HAVING count(*) >= %(least)s AND count(DISTINCT b.registered_on) >= %(days)s
    UNION ALL
    SELECT 'hadir', e.month, e.last, a.recorded_by_id, array_agg(DISTINCT s.centre_id::int), array_agg(a.id)
    FROM evening e
    CROSS JOIN LATERAL (
        SELECT * FROM pendampingan_attendance t WHERE t.recorded_at >= e.starts AND t.recorded_at < e.ends OFFSET 0
    ) a
    JOIN pendampingan_sessionday d ON d.id = a.day_id AND d.held_on >= e.month AND d.held_on < e.last
    JOIN pendampingan_trainingsession s ON s.id = d.session_id
    WHERE a.voided_at IS NULL AND a.recorded_by_id IS NOT NULL AND a.source <> 'import'
    GROUP BY e.month, e.last, a.recorded_by_id
    HAVING count(*) >= %(least)s AND count(DISTINCT d.held_on) >= %(days)s
)
SELECT late.who || '-' || to_char(late.month, 'YYYY-MM') || '-' || late.kind AS key, late.who, late.centres,
       late.month AS first, late.last, late.ids, everything.entries AS of, late.kind AS what
FROM late
CROSS JOIN LATERAL (
    SELECT count(*) AS entries FROM pendampingan_mentoringvisit v
    WHERE late.kind = 'kunjungan' AND v.voided_at IS NULL AND v.recorded_by_id = late.who
      AND v.visited_on BETWEEN late.month AND late.last
    UNION ALL
    SELECT count(*) FROM umkm_listing l JOIN umkm_business b ON b.id = l.business_id
    WHERE late.kind = 'usaha' AND l.registered_on BETWEEN late.month AND late.last
      AND b.voided_at IS NULL AND b.recorded_by_id = late.who AND b.channel <> 'import'
    UNION ALL
    SELECT count(*) FROM pendampingan_sessionday d JOIN pendampingan_attendance a ON a.day_id = d.id
    WHERE late.kind = 'hadir' AND d.voided_at IS NULL AND d.held_on BETWEEN late.month AND late.last
      AND a.voided_at IS NULL AND a.recorded_by_id = late.who AND a.source <> 'import'
) everything
WHERE everything.entries > 0 AND 100 * cardinality(late.ids) >= %(share)s * everything.entries
