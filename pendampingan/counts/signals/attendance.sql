-- Days of classes on which more people were ticked than the class has seats. Who comes without a seat may be ticked, so it
-- is no mistake by itself. Days are counted in an index alone; only the ticks of those with too many are read.
WITH crowded AS (
    SELECT d.id, d.held_on, s.centre_id, s.capacity, s.title
    FROM pendampingan_sessionday d
    JOIN pendampingan_trainingsession s ON s.id = d.session_id AND s.status <> 'cancelled' AND s.voided_at IS NULL
    CROSS JOIN LATERAL (
        SELECT count(*) AS people FROM pendampingan_attendance WHERE day_id = d.id AND voided_at IS NULL
    ) ticked
    WHERE d.voided_at IS NULL AND d.held_on BETWEEN %(first)s AND %(last)s AND ticked.people > s.capacity
)
SELECT c.id::text AS key, ticks.who, ARRAY[c.centre_id] AS centres, c.held_on AS first, c.held_on AS last, ticks.ids,
       c.capacity AS of, c.title AS what
FROM crowded c
CROSS JOIN LATERAL (
    -- Where several ticked it is no one person's.
    SELECT CASE WHEN count(DISTINCT recorded_by_id) = 1 THEN min(recorded_by_id) END AS who, array_agg(id) AS ids
    FROM pendampingan_attendance WHERE day_id = c.id AND voided_at IS NULL
) ticks
