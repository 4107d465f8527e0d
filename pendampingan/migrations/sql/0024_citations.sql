-- Figures that are cited: counted by the database itself, when they are written down and each time one is opened.

-- The stages that a figure adds and takes away: Group of counts/group.py, which a test holds against this.
CREATE FUNCTION stages_of(figure text) RETURNS TABLE (stage smallint, sign integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT stage, sign FROM (VALUES
        ('terdaftar', 1::smallint, 1),
        ('terlatih', 2, 1),
        ('didampingi', 3, 1),
        ('terlatih-dan-didampingi', 23, 1),
        ('terlatih-tanpa-pendampingan', 2, 1), ('terlatih-tanpa-pendampingan', 23, -1),
        ('didampingi-tanpa-pelatihan', 3, 1), ('didampingi-tanpa-pelatihan', 23, -1),
        ('terdaftar-saja', 1, 1), ('terdaftar-saja', 2, -1), ('terdaftar-saja', 3, -1), ('terdaftar-saja', 23, 1)
    ) figures (name, stage, sign) WHERE name = figure
$$;

-- A figure, of the city or of a centre, about the end of a day: how many businesses, with the knowledge of the end of `known_on`,
-- and the SHA-256 of their numbers, sorted by their bytes, joined by line feeds, in hexadecimal. And how many of the same figure
-- came since and how many went, as is known now.
CREATE FUNCTION recounted(figure text, centre smallint, day date, known_on date)
RETURNS TABLE (value bigint, sha256 text, came bigint, went bigint)
LANGUAGE sql STABLE SET work_mem = '64MB' AS $$
    SELECT count(*) FILTER (WHERE line.known > 0),
           encode(sha256(convert_to(coalesce(string_agg(b.number, E'\n' ORDER BY b.number COLLATE "C") FILTER (WHERE line.known > 0),
                                             ''), 'UTF8')), 'hex'),
           count(*) FILTER (WHERE line.now > 0 AND line.known <= 0),
           count(*) FILTER (WHERE line.now <= 0 AND line.known > 0)
    FROM (
        SELECT l.business_id, sum(l.delta * s.sign) AS now,
               coalesce(sum(l.delta * s.sign) FILTER (WHERE l.recorded_at < midnight_before(recounted.known_on + 1)), 0) AS known
        FROM pendampingan_ledger l JOIN stages_of(figure) s USING (stage)
        WHERE l.effective_on <= recounted.day AND (recounted.centre IS NULL OR l.centre_id = recounted.centre)
        GROUP BY l.business_id
    ) line
    JOIN umkm_business b ON b.id = line.business_id
    WHERE line.now > 0 OR line.known > 0
$$;

-- Whoever cites says what and when; how many it is and which is counted here, so that nobody can make a figure up.
CREATE FUNCTION citation_is_counted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT day_is_over(NEW.known_on) THEN
        RAISE EXCEPTION 'nothing is cited with the knowledge of a day that is not over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_knowledge_is_over', TABLE = TG_TABLE_NAME;
    END IF;
    SELECT r.value, r.sha256 INTO NEW.value, NEW.sha256
    FROM recounted(NEW.figure, NEW.centre_id, NEW.day, NEW.known_on) r;
    NEW.cited_at := ledger_clock();
    NEW.cited_by_id := acting_user();
    RETURN NEW;
END $$;

CREATE TRIGGER citation_is_counted BEFORE INSERT ON pendampingan_citation
    FOR EACH ROW EXECUTE FUNCTION citation_is_counted();

SELECT append_only('pendampingan_citation');
