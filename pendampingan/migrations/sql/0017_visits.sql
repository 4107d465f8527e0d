-- What a visit says stays as it is once the day is over on which it was recorded, and what it is about stands in the list.

-- Later a visit is only voided, verified, or has its notes blanked with its owner's other data.
CREATE FUNCTION visit_changes_on_its_day() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    refused text;
    -- Whatever column a visit is given one day, it stays too, unless it is named here.
    later text[] := '{notes, proof, verified_by_id, voided_at, voided_by_id, void_reason}';
    -- A full join, as in every update that a bulk may write: its plan, once kept, is never a nested loop.
    changed bigint[] := ARRAY(
        SELECT id FROM old_rows o FULL JOIN new_rows n USING (id)
        WHERE to_jsonb(o) - later <> to_jsonb(n) - later OR n.notes NOT IN ('', o.notes));
    overdue bigint[] := ARRAY(
        SELECT id FROM old_rows WHERE (recorded_at AT TIME ZONE 'Asia/Jakarta')::date < ledger_today());
    moved bigint[] := ARRAY(
        SELECT id FROM old_rows o FULL JOIN new_rows n USING (id)
        WHERE (o.business_id, o.visited_on) IS DISTINCT FROM (n.business_id, n.visited_on));
BEGIN
    -- Held before they are looked at, as for a new visit.
    PERFORM hold_businesses(array_agg(business_id)) FROM new_rows WHERE id = ANY (changed);

    SELECT CASE WHEN n.id = ANY (overdue) THEN 'visit_changes_on_its_day' ELSE 'visit_after_registration' END
    INTO refused
    FROM new_rows n JOIN umkm_business b ON b.id = n.business_id
    WHERE n.id = ANY (changed)
      AND (n.id = ANY (overdue)
           -- A registration corrected afterwards to a later day leaves its visits alone.
           OR n.visited_on < b.registered_on AND n.id = ANY (moved))
    LIMIT 1;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'this change of a visit is impossible: %', refused
            USING ERRCODE = 'check_violation', CONSTRAINT = refused, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER a_visit_changes_on_its_day AFTER UPDATE ON pendampingan_mentoringvisit
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION visit_changes_on_its_day();

-- Each topic is one of the list, retired or not. An array refers to nothing by itself; codes are never taken away.
CREATE FUNCTION visit_topics_are_known() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows n CROSS JOIN unnest(n.topics) AS about (code)
               WHERE NOT EXISTS (SELECT FROM pendampingan_topic t WHERE t.code = about.code)) THEN
        RAISE EXCEPTION 'this visit is about a topic that is not in the list'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_topics_are_known', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER a_visit_topics_are_known AFTER INSERT ON pendampingan_mentoringvisit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION visit_topics_are_known();
CREATE TRIGGER a_visit_topics_stay_known AFTER UPDATE ON pendampingan_mentoringvisit REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION visit_topics_are_known();

REVOKE EXECUTE ON FUNCTION visit_changes_on_its_day(), visit_topics_are_known() FROM PUBLIC;
