-- The pairs of registered businesses that may be one, found when either is written, by whatever path: a list of them over
-- the whole city is then a few rows of an index, where looking for them each time took 240 ms of 281,000 businesses.
--
-- This is the equality of umkm/rules/doubles.py, which asks it of what is being typed; a test holds the two together. A
-- contested one is left out until it is decided whose it is, and the same NIB needs no row, since the tables refuse it.
CREATE VIEW may_be_one AS
SELECT one.id AS one_id, other.id AS other_id
FROM umkm_business one
JOIN umkm_business other ON other.kelurahan_id = one.kelurahan_id AND other.name_key = one.name_key AND other.id <> one.id
WHERE one.voided_at IS NULL AND one.merged_into_id IS NULL AND one.status <> 'contested'
  AND other.voided_at IS NULL AND other.merged_into_id IS NULL AND other.status <> 'contested'
UNION
SELECT one.id, other.id
FROM umkm_business one
JOIN umkm_business other ON other.owner_id = one.owner_id AND other.name_key = one.name_key AND other.id <> one.id
WHERE one.voided_at IS NULL AND one.merged_into_id IS NULL AND one.status <> 'contested'
  AND other.voided_at IS NULL AND other.merged_into_id IS NULL AND other.status <> 'contested';

-- Write down anew the pairs of these businesses. As in post_ledger, the plan for a few is kept and a load is planned anew:
-- by hashes alone. Into tables that were counted while they were empty, or never, it would otherwise compare each row with
-- each other one for hours: in nested loops, or merged along an index that names the owner and not the name.
CREATE FUNCTION find_doubles(touched bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_nestloop = on SET enable_mergejoin = on
SET random_page_cost = 1.1 SET jit = off AS $$
BEGIN
    IF cardinality(touched) > 100 THEN
        PERFORM set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_nestloop', 'off', true),
                set_config('enable_mergejoin', 'off', true);
    END IF;
    DELETE FROM umkm_possibledouble WHERE first_id = ANY (touched);
    DELETE FROM umkm_possibledouble WHERE second_id = ANY (touched);
    -- In one order, so that two who write the same pairs wait and do not deadlock.
    INSERT INTO umkm_possibledouble (first_id, second_id)
    SELECT DISTINCT least(one_id, other_id), greatest(one_id, other_id) FROM may_be_one WHERE one_id = ANY (touched)
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION find_doubles_of_new() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM find_doubles(array_agg(id)) FROM new_rows;
    RETURN NULL;
END $$;

-- Most changes of a business touch nothing that makes it like another one.
CREATE FUNCTION find_doubles_of_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM find_doubles(touched)
    FROM (
        SELECT array_agg(id) AS touched FROM old_rows o FULL JOIN new_rows n USING (id)
        WHERE (o.name_key, o.kelurahan_id, o.owner_id, o.voided_at IS NULL, o.merged_into_id, o.status)
              IS DISTINCT FROM (n.name_key, n.kelurahan_id, n.owner_id, n.voided_at IS NULL, n.merged_into_id, n.status)
    ) changed
    WHERE touched IS NOT NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER find_doubles_of_new AFTER INSERT ON umkm_business REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION find_doubles_of_new();
CREATE TRIGGER find_doubles_of_changed AFTER UPDATE ON umkm_business REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION find_doubles_of_changed();

REVOKE EXECUTE ON FUNCTION find_doubles(bigint[]), find_doubles_of_new(), find_doubles_of_changed() FROM PUBLIC;
