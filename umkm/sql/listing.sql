-- The listing of a business: all that lists are narrowed and sorted by, in one narrow row, so that no combination of
-- filters costs more than one walk over one index. It is brought level by whatever changes what it repeats.
--
-- Each trigger writes just the columns it knows from the rows it was given. Reading the other tables anew would bring back
-- what somebody else is changing at this moment.

-- PP 7/2021 Art. 35, as in umkm/scale.py; a test holds them together.
CREATE FUNCTION scale_of(capital bigint, annual_sales bigint) RETURNS listing_scale
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN capital <= 1000000000 THEN 'micro'::listing_scale WHEN capital <= 5000000000 THEN 'small'
    WHEN capital <= 10000000000 THEN 'medium' WHEN capital IS NOT NULL THEN 'large'
    WHEN annual_sales <= 2000000000 THEN 'micro' WHEN annual_sales <= 15000000000 THEN 'small'
    WHEN annual_sales <= 50000000000 THEN 'medium' WHEN annual_sales IS NOT NULL THEN 'large'
    ELSE 'unstated' END;

CREATE FUNCTION state_of(status text, voided_at timestamptz, merged_into bigint) RETURNS listing_state
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN voided_at IS NOT NULL THEN 'voided'::listing_state WHEN merged_into IS NOT NULL THEN 'merged'
            ELSE status::listing_state END;

-- A home outside Jakarta; of somebody whose home is not stated nobody knows (Participant.lives_outside).
CREATE FUNCTION home_is_outside(kelurahan_id smallint, home_city text, address text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN kelurahan_id IS NULL AND (home_city <> '' OR address <> '');

-- A name as an alphabetical list has it: in small letters, from its first letter or digit on.
CREATE FUNCTION called_by(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(lower(regexp_replace(name, '^[^[:alnum:]]+', '')), 120);

-- What each listing has to be.
CREATE VIEW listed AS
SELECT b.id AS business_id, substr(b.number, 4)::integer AS digits, called_by(b.name) AS called, b.name_key, b.registered_on,
       b.kelurahan_id, p.centre_id, b.sector::listing_sector,
       scale_of(b.capital, b.annual_sales) AS scale, state_of(b.status, b.voided_at, b.merged_into_id) AS state,
       b.nib <> '' AS has_nib, p.trained_on IS NOT NULL AS trained, p.mentored_on IS NOT NULL AS mentored,
       coalesce(o.name_key, lower(b.claimed_name)) AS owner_key, coalesce(o.sex::listing_sex, 'unstated') AS sex,
       o.id IS NOT NULL AND home_is_outside(o.kelurahan_id, o.home_city, o.address) AS lives_outside,
       b.channel::listing_channel, b.started_on, o.born_on
FROM umkm_business b
JOIN umkm_progress p ON p.business_id = b.id
LEFT JOIN umkm_participant o ON o.id = b.owner_id;

-- A business gets its place, and with it its Progress, right after it was registered. Its owner is held, so that whoever
-- edits that person at this moment is waited for.
CREATE FUNCTION list_new_businesses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM umkm_participant
    WHERE id IN (SELECT b.owner_id FROM new_rows n JOIN umkm_business b ON b.id = n.business_id) ORDER BY id FOR SHARE;
    INSERT INTO umkm_listing (business_id, digits, called, name_key, registered_on, kelurahan_id, centre_id, sector, scale,
                              state, has_nib, trained, mentored, owner_key, sex, lives_outside, channel, started_on, born_on)
    SELECT l.business_id, digits, called, name_key, l.registered_on, kelurahan_id, l.centre_id, sector, scale,
           state, has_nib, trained, mentored, owner_key, sex, lives_outside, channel, started_on, born_on
    FROM new_rows n JOIN listed l USING (business_id);
    RETURN NULL;
END $$;

CREATE FUNCTION list_progress() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE umkm_listing l
    SET centre_id = n.centre_id, trained = n.trained_on IS NOT NULL, mentored = n.mentored_on IS NOT NULL
    FROM new_rows n
    WHERE l.business_id = n.business_id AND (l.centre_id, l.trained, l.mentored)
          IS DISTINCT FROM (n.centre_id, n.trained_on IS NOT NULL, n.mentored_on IS NOT NULL);
    RETURN NULL;
END $$;

CREATE FUNCTION list_changed_businesses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    another_owner boolean;
BEGIN
    -- Another owner, which is rare: handed over, put right, a contest decided. Both people are held before the listing is
    -- written: an edit of the one before would else wait for the listing and then write its name over the new one's.
    PERFORM FROM umkm_participant WHERE id IN (
        SELECT unnest(ARRAY[o.owner_id, n.owner_id]) FROM old_rows o FULL JOIN new_rows n USING (id)
        WHERE o.owner_id IS DISTINCT FROM n.owner_id
    ) ORDER BY id FOR SHARE;
    another_owner := FOUND;
    UPDATE umkm_listing l
    SET called = called_by(n.name), name_key = n.name_key, registered_on = n.registered_on, kelurahan_id = n.kelurahan_id,
        sector = n.sector::listing_sector, scale = scale_of(n.capital, n.annual_sales),
        state = state_of(n.status, n.voided_at, n.merged_into_id), has_nib = n.nib <> '',
        channel = n.channel::listing_channel, started_on = n.started_on
    FROM new_rows n
    WHERE l.business_id = n.id
      AND (l.called, l.name_key, l.registered_on, l.kelurahan_id, l.sector, l.scale, l.state, l.has_nib, l.channel,
           l.started_on)
          IS DISTINCT FROM (called_by(n.name), n.name_key, n.registered_on, n.kelurahan_id, n.sector::listing_sector,
                            scale_of(n.capital, n.annual_sales), state_of(n.status, n.voided_at, n.merged_into_id),
                            n.nib <> '', n.channel::listing_channel, n.started_on);
    IF another_owner THEN
        UPDATE umkm_listing l
        SET owner_key = now.owner_key, sex = now.sex, lives_outside = now.lives_outside, born_on = now.born_on
        FROM new_rows n JOIN listed now ON now.business_id = n.id WHERE l.business_id = n.id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION list_changed_people() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE umkm_listing l
    SET owner_key = n.name_key, sex = n.sex::listing_sex,
        lives_outside = home_is_outside(n.kelurahan_id, n.home_city, n.address), born_on = n.born_on
    FROM new_rows n JOIN umkm_business b ON b.owner_id = n.id
    WHERE l.business_id = b.id AND (l.owner_key, l.sex, l.lives_outside, l.born_on)
          IS DISTINCT FROM (n.name_key, n.sex::listing_sex, home_is_outside(n.kelurahan_id, n.home_city, n.address),
                            n.born_on);
    RETURN NULL;
END $$;

CREATE TRIGGER list_insert AFTER INSERT ON umkm_progress REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_new_businesses();
CREATE TRIGGER list_update AFTER UPDATE ON umkm_progress REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_progress();
CREATE TRIGGER list_update AFTER UPDATE ON umkm_business REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_changed_businesses();
CREATE TRIGGER list_update AFTER UPDATE ON umkm_participant REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_changed_people();

-- The words that names are made of: whoever mistypes a name is led to the words it may have meant. A word that two enter at
-- once stands here twice, since a unique index would make one wait for the other.
CREATE FUNCTION learn_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO umkm_nameword (word)
    SELECT word FROM (SELECT DISTINCT word FROM new_rows, unnest(string_to_array(name_key, ' ')) word
                      WHERE word ~ '^[^[:digit:]]{3,}$') fresh
    WHERE NOT EXISTS (SELECT FROM umkm_nameword known WHERE known.word = fresh.word);
    RETURN NULL;
END $$;

CREATE TRIGGER learn_insert AFTER INSERT ON umkm_business REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION learn_words();
CREATE TRIGGER learn_update AFTER UPDATE ON umkm_business REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION learn_words();
CREATE TRIGGER learn_insert AFTER INSERT ON umkm_participant REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION learn_words();
CREATE TRIGGER learn_update AFTER UPDATE ON umkm_participant REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION learn_words();

-- Only the triggers above call them.
REVOKE EXECUTE ON FUNCTION
    list_new_businesses(), list_progress(), list_changed_businesses(), list_changed_people(), learn_words() FROM PUBLIC;
