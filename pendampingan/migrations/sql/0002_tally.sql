-- Tallies: sums of ledger lines by stage, centre, basis and day or month, so that a count for any date reads a few
-- thousand small rows however many businesses there are.
--
-- A posting inserts its own rows and touches no other's: upserting one shared row made a clerk wait 8 s behind an import.

CREATE FUNCTION tally_ledger() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO pendampingan_tally (stage, centre_id, basis, month, day, net)
    SELECT n.stage, n.centre_id, filed.basis, filed.month, filed.day, sum(n.delta)
    FROM new_rows n
    CROSS JOIN LATERAL (
        SELECT basis, day, date_trunc('month', day)::date AS month
        FROM (VALUES ('now', n.effective_on), ('then', greatest(n.effective_on, jakarta_day(n.recorded_at)))) b (basis, day)
    ) filed
    GROUP BY GROUPING SETS ((n.stage, n.centre_id, filed.basis, filed.month),
                            (n.stage, n.centre_id, filed.basis, filed.month, filed.day))
    HAVING sum(n.delta) <> 0;
    RETURN NULL;
END $$;

CREATE TRIGGER tally_insert AFTER INSERT ON pendampingan_ledger REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_ledger();
REVOKE EXECUTE ON FUNCTION tally_ledger() FROM PUBLIC;

-- Merge rows of one key into one. Rows that another fold holds are left for it, so folds never wait nor count twice.
-- Returns how many rows it saved.
CREATE FUNCTION fold_tally() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH crowded AS (
        SELECT stage, centre_id, basis, month, day FROM pendampingan_tally
        GROUP BY stage, centre_id, basis, month, day HAVING count(*) > 1
    ), held AS (
        SELECT t.id FROM pendampingan_tally t JOIN crowded c USING (stage, centre_id, basis, month)
        WHERE t.day IS NOT DISTINCT FROM c.day
        FOR UPDATE OF t SKIP LOCKED
    ), gone AS (
        DELETE FROM pendampingan_tally t USING held WHERE t.id = held.id RETURNING t.*
    ), come AS (
        INSERT INTO pendampingan_tally (stage, centre_id, basis, month, day, net)
        SELECT stage, centre_id, basis, month, day, sum(net) FROM gone
        GROUP BY stage, centre_id, basis, month, day HAVING sum(net) <> 0
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) - (SELECT count(*) FROM come);
$$;
