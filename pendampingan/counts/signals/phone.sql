-- Businesses of at least %(least)s owners that name one phone number, where one of them registered in the period. The
-- index of phones says which are named so often; only their businesses are read.
WITH often AS (
    SELECT phone FROM umkm_business WHERE NOT phone = '' GROUP BY phone HAVING count(*) >= %(least)s
)
SELECT min(b.number) AS key, NULL::bigint AS who, array_agg(DISTINCT k.centre_id) AS centres,
       min(b.registered_on) AS first, max(b.registered_on) AS last,
       array_agg(b.id) AS ids, count(DISTINCT b.owner_id) AS of, right(b.phone, 4) AS what
FROM often
JOIN umkm_business b ON b.phone = often.phone AND NOT b.phone = ''
JOIN umkm_kelurahan k ON k.id = b.kelurahan_id
WHERE b.voided_at IS NULL AND b.merged_into_id IS NULL AND b.owner_id IS NOT NULL
GROUP BY b.phone
HAVING count(DISTINCT b.owner_id) >= %(least)s AND bool_or(b.registered_on BETWEEN %(first)s AND %(last)s)
