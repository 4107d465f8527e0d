-- Visits of one mentor to at least %(least)s businesses whose notes are the same but for case and spaces, and hold at least
-- %(letters)s letters: short ones ("Kunjungan rutin") are the same by themselves. All of a year are told apart by numbers
-- first, in which two notes may fall together; only those that come often are read.
WITH noted AS MATERIALIZED (
    SELECT id, hashtext(mentor_id || replace(replace(replace(replace(lower(notes), ' ', ''), E'\n', ''), E'\r', ''), E'\t', ''))
        AS said
    FROM pendampingan_mentoringvisit
    WHERE voided_at IS NULL AND visited_on BETWEEN %(first)s AND %(last)s AND octet_length(notes) >= %(letters)s
),
often AS (
    SELECT array_agg(id) AS visits
    FROM noted WHERE said IN (SELECT said FROM noted GROUP BY said HAVING count(*) >= %(least)s)
    GROUP BY said
)
SELECT v.mentor_id || '-' || left(md5(lower(regexp_replace(v.notes, '\s+', '', 'g'))), 12) AS key, v.mentor_id AS who,
       array_agg(DISTINCT v.centre_id) AS centres, min(v.visited_on) AS first, max(v.visited_on) AS last,
       array_agg(v.id) AS ids, count(DISTINCT v.business_id) AS of, min(v.notes) AS what
FROM often JOIN pendampingan_mentoringvisit v ON v.id = ANY (often.visits)
GROUP BY v.mentor_id, lower(regexp_replace(v.notes, '\s+', '', 'g'))
HAVING count(DISTINCT v.business_id) >= %(least)s
   AND length(regexp_replace(min(v.notes), '[^[:alpha:]]', '', 'g')) >= %(letters)s
