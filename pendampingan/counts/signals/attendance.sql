-- Days of classes on which more people were ticked than the class has seats. Who comes without a seat may be ticked, so it
-- is no mistake by itself. Days are counted in an index alone; only those with too many are read.
WITH crowded AS (
    SELECT d.id, d.held_on, d.session_id
    FROM pendampingan_sessionday d
    JOIN pendampingan_trainingsession s ON s.id = d.session_id AND s.status <> 'cancelled' AND s.voided_at IS NULL
    JOIN pendampingan_attendance a ON a.day_id = d.id AND a.voided_at IS NULL
    WHERE d.voided_at IS NULL AND d.held_on BETWEEN %(first)s AND %(last)s
    GROUP BY d.id, s.id
    HAVING count(*) > s.capacity
)
SELECT c.id::text AS key, min(a.recorded_by_id) AS who, ARRAY[s.centre_id] AS centres, c.held_on AS first,
       c.held_on AS last, array_agg(a.id) AS ids, s.capacity AS of, s.title AS what
FROM crowded c
JOIN pendampingan_trainingsession s ON s.id = c.session_id
JOIN pendampingan_attendance a ON a.day_id = c.id AND a.voided_at IS NULL
GROUP BY c.id, c.held_on, s.id
