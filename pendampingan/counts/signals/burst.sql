-- Registrations that one clerk entered in one day, where more than %(most)s of them fell within 60 minutes. Whole files are
-- no burst: their rows come together. Days with too few are left out before anything is put in order.
WITH entered AS (
    SELECT id, kelurahan_id, recorded_by_id AS who, recorded_at, (recorded_at AT TIME ZONE 'Asia/Jakarta')::date AS day
    FROM umkm_business
    WHERE recorded_at >= (%(first)s::date)::timestamp AT TIME ZONE 'Asia/Jakarta'
      AND recorded_at < (%(last)s::date + 1)::timestamp AT TIME ZONE 'Asia/Jakarta'
      AND channel <> 'import' AND recorded_by_id IS NOT NULL
),
busy AS (
    SELECT who, day FROM entered GROUP BY who, day HAVING count(*) > %(most)s
),
dense AS (
    SELECT e.*, count(*) OVER (
        PARTITION BY e.who ORDER BY e.recorded_at RANGE BETWEEN '1 hour' PRECEDING AND CURRENT ROW
    ) AS within
    FROM entered e JOIN busy USING (who, day)
)
SELECT d.who || '-' || d.day AS key, d.who, array_agg(DISTINCT k.centre_id) AS centres, d.day AS first, d.day AS last,
       array_agg(d.id) AS ids, max(d.within) AS of, '' AS what
FROM dense d JOIN umkm_kelurahan k ON k.id = d.kelurahan_id
GROUP BY d.who, d.day
HAVING max(d.within) > %(most)s
