-- Samples: who may not enter a result, and that what was drawn stays as it was drawn.

-- The stages whose evidence a figure's businesses are asked about. Trained and mentored is both: the ledger names only the
-- later of the two.
CREATE FUNCTION stages_asked_about(figure text) RETURNS smallint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE figure
    WHEN 'terlatih' THEN '{2}' WHEN 'terlatih-tanpa-pendampingan' THEN '{2}'
    WHEN 'didampingi' THEN '{3}' WHEN 'didampingi-tanpa-pelatihan' THEN '{3}'
    WHEN 'terlatih-dan-didampingi' THEN '{2,3}'
    ELSE '{1}' END::smallint[];

-- What one business counted by, at a sample's moment: the evidence of its lines that nothing had taken back by then. A move
-- is no evidence of a stage, it only says where.
CREATE FUNCTION evidence_of_sampled(sample bigint, drawn bigint)
RETURNS TABLE (stage smallint, evidence_kind text, evidence_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.stage, l.evidence_kind, l.evidence_id
    FROM pendampingan_sample s JOIN pendampingan_ledger l ON l.business_id = drawn
    WHERE s.id = sample AND l.stage = ANY (stages_asked_about(s."group")) AND l.evidence_kind <> 'placement'
      AND l.effective_on <= s.per
      AND l.recorded_at < ((s.known_on + 1)::timestamp AT TIME ZONE 'Asia/Jakarta')
    GROUP BY l.stage, l.evidence_kind, l.evidence_id
    HAVING sum(l.delta) > 0;
$$;

-- Who made those entries: who recorded the registration, who ticked any day of that class, who recorded the visit and the
-- mentor who made it. None of them enters the result (sampled_result_by_another).
CREATE FUNCTION sampled_knows_its_makers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.made_by := ARRAY(
        SELECT DISTINCT maker.id
        FROM evidence_of_sampled(NEW.sample_id, NEW.business_id) e
        CROSS JOIN LATERAL (
            SELECT b.recorded_by_id FROM umkm_business b WHERE e.evidence_kind = 'business' AND b.id = e.evidence_id
            UNION ALL
            SELECT last.recorded_by_id FROM pendampingan_attendance last
            WHERE e.evidence_kind = 'attendance' AND last.id = e.evidence_id
            UNION ALL
            SELECT day.recorded_by_id FROM pendampingan_attendance last
            JOIN pendampingan_attendance day ON day.enrolment_id = last.enrolment_id AND day.voided_at IS NULL
            WHERE e.evidence_kind = 'attendance' AND last.id = e.evidence_id
            UNION ALL
            SELECT unnest(ARRAY[v.recorded_by_id, v.mentor_id]) FROM pendampingan_mentoringvisit v
            WHERE e.evidence_kind = 'visit' AND v.id = e.evidence_id
        ) maker (id)
        WHERE maker.id IS NOT NULL ORDER BY maker.id);
    RETURN NEW;
END $$;

CREATE TRIGGER sampled_knows_its_makers BEFORE INSERT ON pendampingan_sampled
    FOR EACH ROW EXECUTE FUNCTION sampled_knows_its_makers();

-- Who was drawn from what never changes, nor who may not enter the result.
CREATE FUNCTION sample_keeps_its_draw() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    later text[] := '{result, note, entered_by_id, entered_at, voided_at, voided_by_id, void_reason}';
BEGIN
    IF to_jsonb(OLD) - later <> to_jsonb(NEW) - later THEN
        RAISE EXCEPTION '% % would be another draw', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sample_keeps_its_draw', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER sample_keeps_its_draw BEFORE UPDATE ON pendampingan_sample
    FOR EACH ROW EXECUTE FUNCTION sample_keeps_its_draw();
CREATE TRIGGER sample_keeps_its_draw BEFORE UPDATE ON pendampingan_sampled
    FOR EACH ROW EXECUTE FUNCTION sample_keeps_its_draw();

-- As many as were asked for, or all there are; checked at commit, so that nobody is added or left out.
CREATE FUNCTION sample_is_whole() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    drawn bigint;
BEGIN
    IF TG_TABLE_NAME = 'pendampingan_sample' THEN drawn := NEW.id; ELSE drawn := NEW.sample_id; END IF;
    IF EXISTS (
        SELECT FROM pendampingan_sample s WHERE s.id = drawn
        AND least(s.size, s.population) <> (SELECT count(*) FROM pendampingan_sampled b WHERE b.sample_id = s.id)
    ) THEN
        RAISE EXCEPTION 'sample % has not as many businesses as it says', drawn
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sample_is_whole', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER sample_is_whole AFTER INSERT ON pendampingan_sample
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sample_is_whole();
CREATE CONSTRAINT TRIGGER sample_is_whole AFTER INSERT ON pendampingan_sampled
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sample_is_whole();

REVOKE EXECUTE ON FUNCTION evidence_of_sampled(bigint, bigint), sampled_knows_its_makers(), sample_keeps_its_draw(),
    sample_is_whole() FROM PUBLIC;
