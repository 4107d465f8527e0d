-- The listing of a person: all that lists of people are narrowed and sorted by, in one narrow row. It is brought level by
-- whatever changes what it repeats.

CREATE FUNCTION home_of(kelurahan_id smallint, home_city text, address text) RETURNS person_home
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN kelurahan_id IS NOT NULL THEN 'jakarta'::person_home
            WHEN home_city <> '' OR address <> '' THEN 'outside' ELSE 'unstated' END;

-- Who takes part in which living business, and where it is: the owner, or who belongs to it.
CREATE VIEW taking_part AS
SELECT b.owner_id AS participant_id, p.centre_id, false AS as_member
FROM umkm_business b JOIN umkm_progress p ON p.business_id = b.id
WHERE b.voided_at IS NULL AND b.merged_into_id IS NULL
UNION ALL
SELECT m.participant_id, p.centre_id, true
FROM umkm_membership m
JOIN umkm_business b ON b.id = m.business_id AND b.voided_at IS NULL AND b.merged_into_id IS NULL
JOIN umkm_progress p ON p.business_id = b.id
WHERE m.voided_at IS NULL;

-- What each listing has to be.
CREATE VIEW listed_people AS
SELECT o.id AS participant_id, o.name_key, o.sex::listing_sex, o.disability::person_disability,
       home_of(o.kelurahan_id, o.home_city, o.address) AS home, o.voided_at IS NULL AS standing,
       coalesce(t.owns, false) AS owns, coalesce(t.owns_several, false) AS owns_several,
       coalesce(t.belongs, false) AS belongs, coalesce(t.parts, '{}') AS parts
FROM umkm_participant o
LEFT JOIN LATERAL (
    SELECT bool_or(NOT as_member) AS owns, count(*) FILTER (WHERE NOT as_member) > 1 AS owns_several,
           bool_or(as_member) AS belongs,
           array_agg(DISTINCT (2 * centre_id + as_member::integer)::smallint) AS parts
    FROM taking_part WHERE participant_id = o.id
) t ON true;

-- Nobody takes part in anything when they are written down.
CREATE FUNCTION list_new_people() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO umkm_personlisting (participant_id, name_key, sex, disability, home, standing, owns, owns_several, belongs,
                                    parts)
    SELECT id, name_key, sex::listing_sex, disability::person_disability, home_of(kelurahan_id, home_city, address),
           voided_at IS NULL, false, false, false, '{}'
    FROM new_rows;
    RETURN NULL;
END $$;

CREATE FUNCTION list_people_as_they_are() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE umkm_personlisting l
    SET name_key = n.name_key, sex = n.sex::listing_sex, disability = n.disability::person_disability,
        home = home_of(n.kelurahan_id, n.home_city, n.address), standing = n.voided_at IS NULL
    FROM new_rows n
    WHERE l.participant_id = n.id AND (l.name_key, l.sex, l.disability, l.home, l.standing)
          IS DISTINCT FROM (n.name_key, n.sex::listing_sex, n.disability::person_disability,
                            home_of(n.kelurahan_id, n.home_city, n.address), n.voided_at IS NULL);
    RETURN NULL;
END $$;

-- Their listings are held before it is read what they take part in: whoever changes that at this moment is waited for, and
-- the second statement sees what they wrote.
CREATE FUNCTION list_what_they_take_part_in(people bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM umkm_personlisting WHERE participant_id = ANY (people) ORDER BY participant_id FOR NO KEY UPDATE;
    UPDATE umkm_personlisting l
    SET owns = now.owns, owns_several = now.owns_several, belongs = now.belongs, parts = now.parts
    FROM listed_people now
    WHERE now.participant_id = ANY (people) AND l.participant_id = now.participant_id
      AND (l.owns, l.owns_several, l.belongs, l.parts)
          IS DISTINCT FROM (now.owns, now.owns_several, now.belongs, now.parts);
END $$;

-- A business gets its place, and with it its Progress, right after it was registered.
CREATE FUNCTION list_people_of_new_businesses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM list_what_they_take_part_in(array_agg(person))
    FROM (
        SELECT owner_id FROM umkm_business WHERE id IN (SELECT business_id FROM new_rows)
        UNION
        SELECT participant_id FROM umkm_membership WHERE business_id IN (SELECT business_id FROM new_rows)
    ) touched (person);
    RETURN NULL;
END $$;

CREATE FUNCTION list_people_of_moved_businesses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM list_what_they_take_part_in(array_agg(person))
    FROM (
        WITH moved AS (
            SELECT business_id AS id FROM old_rows o FULL JOIN new_rows n USING (business_id)
            WHERE o.centre_id IS DISTINCT FROM n.centre_id
        )
        SELECT owner_id FROM umkm_business JOIN moved USING (id)
        UNION SELECT m.participant_id FROM umkm_membership m JOIN moved ON moved.id = m.business_id
    ) touched (person)
    HAVING count(person) > 0;
    RETURN NULL;
END $$;

-- Another owner, voided, merged, or taken apart again. Most changes of a business touch nobody's listing.
CREATE FUNCTION list_people_of_changed_businesses() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM list_what_they_take_part_in(array_agg(person))
    FROM (
        WITH changed AS (
            SELECT id, o.owner_id AS before, n.owner_id AS after FROM old_rows o FULL JOIN new_rows n USING (id)
            WHERE (o.owner_id, o.voided_at IS NULL, o.merged_into_id IS NULL)
                  IS DISTINCT FROM (n.owner_id, n.voided_at IS NULL, n.merged_into_id IS NULL)
        )
        SELECT before FROM changed UNION SELECT after FROM changed
        UNION SELECT m.participant_id FROM changed JOIN umkm_membership m ON m.business_id = changed.id
    ) touched (person)
    HAVING count(person) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION list_members() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM list_what_they_take_part_in(array_agg(DISTINCT participant_id)) FROM new_rows;
    RETURN NULL;
END $$;

-- Named to come after the triggers of listing.sql, which hold owners: everybody holds a person before the person's listing.
CREATE TRIGGER list_insert_people AFTER INSERT ON umkm_participant REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_new_people();
CREATE TRIGGER list_update_people AFTER UPDATE ON umkm_participant REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_people_as_they_are();
CREATE TRIGGER list_insert_people AFTER INSERT ON umkm_progress REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_people_of_new_businesses();
CREATE TRIGGER list_update_people AFTER UPDATE ON umkm_progress REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_people_of_moved_businesses();
CREATE TRIGGER list_update_people AFTER UPDATE ON umkm_business REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_people_of_changed_businesses();
CREATE TRIGGER list_insert_people AFTER INSERT ON umkm_membership REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_members();
CREATE TRIGGER list_update_people AFTER UPDATE ON umkm_membership REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_members();

-- Only the triggers above call them.
REVOKE EXECUTE ON FUNCTION
    list_new_people(), list_people_as_they_are(), list_what_they_take_part_in(bigint[]), list_people_of_new_businesses(),
    list_people_of_moved_businesses(), list_people_of_changed_businesses(), list_members() FROM PUBLIC;
