-- Businesses of at least %(least)s owners that were put at one address of a kelurahan in the period, whatever the case,
-- spaces, dots and commas. An address that says that it is a market has many owners by its nature. All of a year are told apart by
-- numbers first, in which two addresses may fall together; only those that come often are read.
WITH put AS MATERIALIZED (
    SELECT id, hashtext(replace(replace(replace(lower(address), ' ', ''), '.', ''), ',', '')) AS spelt
    FROM umkm_placement
    WHERE recorded_at >= (%(first)s::date)::timestamp AT TIME ZONE 'Asia/Jakarta'
      AND recorded_at < (%(last)s::date + 1)::timestamp AT TIME ZONE 'Asia/Jakarta'
      AND voided_at IS NULL
),
often AS (
    SELECT array_agg(id) AS placements
    FROM put WHERE spelt IN (SELECT spelt FROM put GROUP BY spelt HAVING count(*) >= %(least)s)
    GROUP BY spelt
)
SELECT min(b.number) AS key, NULL::bigint AS who, ARRAY[k.centre_id] AS centres,
       min(b.registered_on) AS first, max(b.registered_on) AS last,
       array_agg(DISTINCT b.id) AS ids, count(DISTINCT b.owner_id) AS of, min(p.address) AS what
FROM often
JOIN umkm_placement p ON p.id = ANY (often.placements)
JOIN umkm_business b ON b.id = p.business_id
JOIN umkm_kelurahan k ON k.id = p.kelurahan_id
WHERE b.voided_at IS NULL AND b.merged_into_id IS NULL AND b.owner_id IS NOT NULL
  AND p.address !~* '\m(pasar|lokbin|loksem|lokasi binaan|lokasi sementara|pujasera)\M'
GROUP BY p.kelurahan_id, k.centre_id, replace(replace(replace(lower(p.address), ' ', ''), '.', ''), ',', '')
HAVING count(DISTINCT b.owner_id) >= %(least)s
