-- Visits of one mentor to at least %(least)s businesses whose notes are the same but for case and spaces, and hold at least
-- %(letters)s letters: short ones ("Kunjungan rutin") are the same by themselves.
WITH same AS (
    SELECT mentor_id, array_agg(id) AS visits
    FROM pendampingan_mentoringvisit
    WHERE voided_at IS NULL AND visited_on BETWEEN %(first)s AND %(last)s AND length(notes) >= %(letters)s
    GROUP BY mentor_id, hashtext(translate(lower(notes), E' \t\r\n', ''))
    HAVING count(*) >= %(least)s
)
SELECT v.mentor_id || '-' || left(md5(translate(lower(v.notes), E' \t\r\n', '')), 12) AS key, v.mentor_id AS who,
       array_agg(DISTINCT v.centre_id) AS centres, min(v.visited_on) AS first, max(v.visited_on) AS last,
       array_agg(v.id) AS ids, count(DISTINCT v.business_id) AS of, min(v.notes) AS what
FROM same JOIN pendampingan_mentoringvisit v ON v.id = ANY (same.visits)
GROUP BY v.mentor_id, translate(lower(v.notes), E' \t\r\n', '')
HAVING count(DISTINCT v.business_id) >= %(least)s
   AND length(regexp_replace(min(v.notes), '[^[:alpha:]]', '', 'g')) >= %(letters)s
