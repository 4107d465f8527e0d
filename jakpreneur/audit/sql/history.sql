-- Facts keep their history: every insert and update of a fact table leaves a row in audit_change, and no fact is deleted.
--
-- Statement-level triggers, so that COPY and a queryset's update() are seen whole and cost little: 281,000 rows in one
-- statement are one call. Both functions run as their owner, because the web role may not write audit_change itself.

-- A new row is not copied: it stands in its own table, and whatever is changed later says what was there before, so its
-- first state can always be told. Copies took more room than all facts together, and half the time of a load.
CREATE FUNCTION audit_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO audit_change (at, action, table_name, row_id, actor_id, request, reason)
    SELECT moment.at, 'I', TG_TABLE_NAME, n.id, acting_user(), audit_request(), audit_reason()
    FROM (SELECT ledger_clock() AS at OFFSET 0) moment, new_rows n;
    RETURN NULL;
END $$;

-- Of a changed row both sides hold just the columns that differ. FULL JOIN, though keys stay: it is never a nested loop. The
-- plan is kept for the session, and one made for a single row would compare each old row of a bulk update with each new one.
CREATE FUNCTION audit_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO audit_change (at, action, table_name, row_id, actor_id, request, reason, before, after)
    SELECT moment.at, 'U', TG_TABLE_NAME, id, acting_user(), audit_request(), audit_reason(),
           difference.before, difference.after
    FROM (SELECT ledger_clock() AS at OFFSET 0) moment, old_rows o FULL JOIN new_rows n USING (id)
    CROSS JOIN LATERAL (
        SELECT jsonb_object_agg(key, was.value) AS before, jsonb_object_agg(key, is_now.value) AS after
        FROM jsonb_each(to_jsonb(o)) was JOIN jsonb_each(to_jsonb(n)) is_now USING (key)
        WHERE was.value <> is_now.value
    ) difference
    WHERE difference.after IS NOT NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION audit_reason() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('jakpreneur.reason', true), '');

-- The request or command that acting() named; else the database role that typed the statement.
CREATE FUNCTION audit_request() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(nullif(current_setting('jakpreneur.request', true), ''), 'sql by ' || session_user);

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: rows here are kept for ever', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_is_kept', TABLE = TG_TABLE_NAME;
END $$;

-- Put a fact table under these rules.
CREATE FUNCTION keep_history(fact regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION audit_insert()', fact);
    EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION audit_update()', fact);
    EXECUTE format('CREATE TRIGGER refuse_delete BEFORE DELETE OR TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', fact);
    -- A row under a new key would be another fact: audit and posting match the old row and the new by it.
    EXECUTE format('CREATE TRIGGER refuse_new_key BEFORE UPDATE OF id ON %s
                    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION refuse_change()', fact);
END $$;

-- Take a table from under these rules again: what a migration backwards needs.
CREATE FUNCTION drop_history(fact regclass) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['audit_insert', 'audit_update', 'refuse_delete', 'refuse_new_key'] LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', name, fact);
    END LOOP;
END $$;

-- Put a table under lock and key: written once, never changed (the ledger, the audit itself).
CREATE FUNCTION append_only(kept regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
END $$;

SELECT append_only('audit_change');

-- Whoever may use a trigger function may hang it on a temporary table and feed it rows of their own making.
REVOKE EXECUTE ON FUNCTION audit_insert(), audit_update() FROM PUBLIC;
