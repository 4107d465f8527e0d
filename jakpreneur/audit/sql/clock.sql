-- The one clock of the registry, and the day it shows in Jakarta.
--
-- A server's own time zone, Django's session zone (UTC) and the web server's clock are never asked: at 06.00 in Jakarta
-- current_date is still yesterday in UTC. Only in a database marked as test or demo may the setting jakpreneur.clock
-- stand in for the real time, so nobody can backdate a line where it matters.
--
-- Tables are written with their schema: the functions stand in CHECK constraints and defaults, which a restore
-- evaluates with an empty search path.

CREATE FUNCTION ledger_clock() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN CASE
    WHEN nullif(current_setting('jakpreneur.clock', true), '') IS NOT NULL
         AND EXISTS (SELECT FROM public.audit_installation WHERE kind IN ('demo', 'test'))
    THEN current_setting('jakpreneur.clock')::timestamptz
    ELSE clock_timestamp()
END;

CREATE FUNCTION jakarta_day(moment timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (moment AT TIME ZONE 'Asia/Jakarta')::date;

CREATE FUNCTION ledger_today() RETURNS date
LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN jakarta_day(ledger_clock());

-- Who acts in this transaction, as acting() has said; null for SQL typed by hand.
CREATE FUNCTION acting_user() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('jakpreneur.actor', true), '')::bigint;
