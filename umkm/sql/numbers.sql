-- Business numbers and slip codes: made by the database, so a form, a file and a bulk load draw from one source.

CREATE SEQUENCE umkm_business_number MAXVALUE 9999999;

-- The check digit of H. Michael Damm ("Total anti-symmetrische Quasigruppen", 2004): it finds every single wrong digit
-- and every swap of neighbours. A number followed by its check digit gives 0.
CREATE FUNCTION damm(digits text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    quasigroup CONSTANT text :=
        '03175986427092154863420687135917509834266123045978'
        '36742095815869720134894536201794386172052581436790';
    interim integer := 0;
BEGIN
    FOR place IN 1 .. length(digits) LOOP
        interim := substr(quasigroup, interim * 10 + substr(digits, place, 1)::integer + 1, 1)::integer;
    END LOOP;
    RETURN interim;
END $$;

CREATE FUNCTION business_number() RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    digits CONSTANT text := lpad(nextval('public.umkm_business_number')::text, 7, '0');
BEGIN
    RETURN 'JP-' || digits || public.damm(digits);
END $$;

-- 48 random bits as twelve letters and digits that are not mistaken for one another when read out.
CREATE FUNCTION slip_code() RETURNS text
LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN translate(left(replace(gen_random_uuid()::text, '-', ''), 12), '01abcdef', 'XYHJKMRT');
