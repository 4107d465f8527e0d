-- Days on which one mentor made more than %(most)s visits. Days are counted in an index alone.
WITH busy AS (
    SELECT mentor_id, visited_on FROM pendampingan_mentoringvisit
    WHERE voided_at IS NULL AND visited_on BETWEEN %(first)s AND %(last)s
    GROUP BY mentor_id, visited_on
    HAVING count(*) > %(most)s
)
SELECT mentor_id || '-' || visited_on AS key, mentor_id AS who, array_agg(DISTINCT centre_id) AS centres,
       visited_on AS first, visited_on AS last, array_agg(id) AS ids, count(DISTINCT business_id) AS of, '' AS what
FROM busy JOIN pendampingan_mentoringvisit v USING (mentor_id, visited_on)
WHERE v.voided_at IS NULL
GROUP BY mentor_id, visited_on
