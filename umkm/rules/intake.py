"""Businesses that come in a file: compared with those on record, and written, in sets.

What the file says stands in the temporary table `intake`, a row each, for one transaction. Each question about all of them
is one statement, so that 281,000 rows take seconds. The rules are those of `rules/business.py` and `rules/doubles.py`.

A row that is not whole, since a cell of it was refused, is compared like the others in what could be read of it, and never
written: all that is wrong with a row is told at once.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import IO, NamedTuple

from django.db import connection
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from jakpreneur.refusals import sentence_of
from umkm.choices import KBLI_VERSION
from umkm.rules.doubles import all_at_once
from umkm.rules.participant import same_name

#: The columns of `intake` that are filled from the file, in the order of COPY.
COLUMNS = (
    "row", "is_whole", "nomor", "name", "name_key", "nik", "owner", "owner_key", "sex", "born_on", "phone", "email", "address",
    "kelurahan_id", "centre_id", "sector", "sector_of_kbli", "kbli", "nib", "npwp", "started_on", "capital", "annual_sales",
    "workers_men", "workers_women", "registered_on",
)  # fmt: skip
TABLE = """
    CREATE TEMP TABLE intake (
        row integer PRIMARY KEY, is_whole boolean NOT NULL, nomor text, name text, name_key text COLLATE "C", nik bytea,
        owner text, owner_key text COLLATE "C", sex text, born_on date, phone text, email text, address text,
        kelurahan_id smallint, centre_id smallint, sector text, sector_of_kbli text, kbli text, nib text, npwp bytea,
        started_on date, capital bigint, annual_sales bigint, workers_men integer, workers_women integer, registered_on date,
        owner_id bigint, is_known boolean NOT NULL DEFAULT false, business_id bigint, verdict text,
        owner_phone text, owner_email text, changes_contact boolean, changes_business boolean, changes_address boolean
    );
    CREATE TEMP TABLE intake_fault (row integer, code text, told text);
    CREATE TEMP TABLE intake_double (row integer, business_id bigint, other_row integer);
"""


class Refusal(NamedTuple):
    """The column that a fault is told of, and the sentence, which has a gap where something is told."""

    column: str
    sentence: str | Promise


of_the_table = lazy(sentence_of, str)
REFUSALS = {
    "same row": Refusal("nama_usaha", _("Row %(told)s of this file is the same business.")),
    "no such number": Refusal("nomor", _("No business of yours has this number.")),
    "voided": Refusal("nomor", _("This registration was voided.")),
    "merged": Refusal("nomor", _("This registration was merged into %(told)s.")),
    "contested": Refusal("nomor", _("This registration is contested: city staff decide about it first.")),
    "another's NIB": Refusal("nib", of_the_table("business_nib_once")),
    "another's NIK": Refusal("nik_pemilik", _("This NIK is already that of %(told)s.")),
    "two names": Refusal("nik_pemilik", _("Row %(told)s of this file has this NIK beside another name.")),
    "another owner": Refusal(
        "nik_pemilik", _("On record %(told)s has another owner. Hand it over on its page, or put the NIK right.")
    ),
    "elsewhere": Refusal(
        "kelurahan", _("On record this business is in %(told)s. If it has moved, use “Record a move” on its page.")
    ),
    "name taken": Refusal("nama_usaha", of_the_table("business_once_an_owner_and_kelurahan")),
    "possible double": Refusal("nama_usaha", _("This may be a business that is registered already: %(told)s.")),
    "double in the file": Refusal("nama_usaha", _("This may be the business of row %(told)s of this file.")),
}  # fmt: skip

#: Two rows that say the same of which business they are; each names the other.
SAME_ROW = """
    INSERT INTO intake_fault
    SELECT row, 'same row', CASE WHEN row = first THEN last ELSE first END
    FROM (SELECT row, min(row) OVER same AS first, max(row) OVER same AS last FROM intake WHERE {said} WINDOW same AS
          (PARTITION BY {key})) twice
    WHERE first <> last
"""
SAME_ROWS = (
    ("nomor <> ''", "nomor"),
    ("nib <> ''", "nib"),
    ("nik IS NOT NULL AND name_key IS NOT NULL AND kelurahan_id IS NOT NULL", "nik, name_key, kelurahan_id"),
)
LIVING = "b.voided_at IS NULL AND b.merged_into_id IS NULL"
#: Whether somebody who enters for these centres, or for all where it is null, sees the business.
SEEN = """(%(centres)s::smallint[] IS NULL OR EXISTS (
    SELECT FROM umkm_progress p WHERE p.business_id = b.id AND p.centre_id = ANY (%(centres)s)))"""
#: One after another: by its number, else its NIB, else its owner, name key and kelurahan.
MATCHING = (
    f"UPDATE intake i SET business_id = b.id FROM umkm_business b WHERE i.nomor <> '' AND b.number = i.nomor AND {SEEN}",
    f"""UPDATE intake i SET business_id = b.id FROM umkm_business b
        WHERE i.nomor = '' AND i.nib <> '' AND b.nib = i.nib AND {LIVING} AND {SEEN}""",
    """UPDATE intake i SET owner_id = p.id, is_known = true FROM umkm_participant p
       WHERE p.nik = i.nik AND p.voided_at IS NULL""",
    f"""UPDATE intake i SET business_id = b.id FROM umkm_business b
        WHERE i.nomor = '' AND i.business_id IS NULL AND b.owner_id = i.owner_id AND b.name_key = i.name_key
          AND b.kelurahan_id = i.kelurahan_id AND {LIVING}""",
)
FAULTS = (
    "SELECT row, 'no such number', NULL FROM intake WHERE nomor <> '' AND business_id IS NULL",
    """SELECT i.row, CASE WHEN b.voided_at IS NOT NULL THEN 'voided' WHEN b.merged_into_id IS NOT NULL THEN 'merged'
                          ELSE 'contested' END, survivor.number
       FROM intake i JOIN umkm_business b ON b.id = i.business_id LEFT JOIN umkm_business survivor ON survivor.id = b.survivor
       WHERE b.voided_at IS NOT NULL OR b.merged_into_id IS NOT NULL OR b.status = 'contested'""",
    f"""SELECT i.row, 'another''s NIB', NULL FROM intake i JOIN umkm_business b ON b.nib = i.nib AND {LIVING}
        WHERE i.nib <> '' AND b.id IS DISTINCT FROM i.business_id""",
    """SELECT i.row, 'another owner', b.number FROM intake i JOIN umkm_business b ON b.id = i.business_id
       WHERE i.nik IS NOT NULL AND b.status <> 'contested' AND b.owner_id IS DISTINCT FROM i.owner_id""",
    """SELECT i.row, 'elsewhere', k.name || ', ' || c.name FROM intake i JOIN umkm_business b ON b.id = i.business_id
       JOIN umkm_kelurahan k ON k.id = b.kelurahan_id JOIN umkm_centre c ON c.id = k.centre_id
       WHERE b.kelurahan_id <> i.kelurahan_id""",
    f"""SELECT i.row, 'name taken', NULL FROM intake i
        JOIN umkm_business b ON b.owner_id = i.owner_id AND b.name_key = i.name_key AND b.kelurahan_id = i.kelurahan_id
        WHERE i.business_id IS NOT NULL AND b.id <> i.business_id AND {LIVING}""",
    """SELECT row, 'same row', CASE WHEN row = first THEN last ELSE first END
       FROM (SELECT row, min(row) OVER same AS first, max(row) OVER same AS last FROM intake WHERE business_id IS NOT NULL
             WINDOW same AS (PARTITION BY business_id)) twice WHERE first <> last""",
)
#: Names beside one NIK that are not letter for letter the same: whether they are one name, Python says.
OTHER_NAMES = """
    SELECT i.row, i.owner, p.name FROM intake i JOIN umkm_participant p ON p.id = i.owner_id WHERE p.name_key <> i.owner_key
"""
NAMES_IN_THE_FILE = """
    SELECT array_agg(row ORDER BY row), array_agg(owner ORDER BY row) FROM intake
    WHERE owner_id IS NULL AND nik IS NOT NULL AND owner IS NOT NULL GROUP BY nik HAVING min(owner_key) <> max(owner_key)
"""
#: A new one with the name of another in its kelurahan, or of another of its owner's, on record or further up in the file.
DOUBLES = (
    f"""SELECT i.row, b.id, NULL::integer FROM intake i
        JOIN umkm_business b ON b.kelurahan_id = i.kelurahan_id AND b.name_key = i.name_key AND {LIVING} WHERE {{new}}
        UNION
        SELECT i.row, b.id, NULL FROM intake i
        JOIN umkm_business b ON b.owner_id = i.owner_id AND b.name_key = i.name_key AND {LIVING} WHERE {{new}}""",
    """SELECT i.row, NULL::bigint, first FROM (
           SELECT *, min(row) OVER (PARTITION BY kelurahan_id, name_key) AS first FROM intake i WHERE {new}) i WHERE first < row
       UNION
       SELECT i.row, NULL, first FROM (
           SELECT *, min(row) OVER (PARTITION BY nik, name_key) AS first FROM intake i WHERE {new}) i WHERE first < row""",
)
#: Once they are accepted: each two new rows that are alike.
PAIRS = """
    SELECT i.row, NULL::bigint, earlier.row FROM intake i
    JOIN intake earlier ON earlier.name_key = i.name_key AND earlier.row < i.row
                       AND (earlier.kelurahan_id = i.kelurahan_id OR earlier.nik = i.nik)
    WHERE i.verdict = 'new' AND earlier.verdict = 'new'
"""
NEW = "i.is_whole AND i.business_id IS NULL AND NOT EXISTS (SELECT FROM intake_fault f WHERE f.row = i.row)"
#: The contact of a person is the one on record, or the first that the file has; the row that has it brings it.
CONTACT = """
    UPDATE intake i SET verdict = 'refused'
    WHERE NOT is_whole OR EXISTS (SELECT FROM intake_fault f WHERE f.row = i.row);
    UPDATE intake i SET owner_phone = said.phone, owner_email = said.email, changes_contact = said.is_missing
    FROM (
        SELECT i.row, coalesce(nullif(o.phone, ''), first_value(i.phone) OVER rows) AS phone,
               coalesce(nullif(o.email, ''), first_value(i.email) OVER emails) AS email,
               coalesce(o.phone = '' AND i.row = first_value(i.row) OVER rows
                        OR o.email = '' AND i.email <> '' AND i.row = first_value(i.row) OVER emails, false) AS is_missing
        FROM intake i LEFT JOIN umkm_participant o ON o.id = i.owner_id
        WHERE i.verdict IS NULL
        WINDOW rows AS (PARTITION BY i.nik ORDER BY i.row), emails AS (PARTITION BY i.nik ORDER BY i.email = '', i.row)
    ) said
    WHERE said.row = i.row;
"""
#: What a row says otherwise than the record; what it leaves empty stays.
VERDICTS = """
    UPDATE intake i SET
        changes_business = (
            i.name <> b.name OR (i.sector <> '' AND i.sector <> b.sector) OR (i.kbli <> '' AND i.kbli <> b.kbli)
            OR (i.nib <> '' AND i.nib <> b.nib) OR (i.npwp IS NOT NULL AND i.npwp IS DISTINCT FROM b.npwp)
            OR (i.started_on IS NOT NULL AND i.started_on IS DISTINCT FROM b.started_on)
            OR (i.capital IS NOT NULL AND i.capital IS DISTINCT FROM b.capital)
            OR (i.annual_sales IS NOT NULL AND i.annual_sales IS DISTINCT FROM b.annual_sales)
            OR (i.workers_men IS NOT NULL AND i.workers_men IS DISTINCT FROM b.workers_men)
            OR (i.workers_women IS NOT NULL AND i.workers_women IS DISTINCT FROM b.workers_women)
            OR i.registered_on <> b.registered_on
            OR i.phone NOT IN (i.owner_phone, b.phone) OR i.email NOT IN ('', i.owner_email, b.email)),
        changes_address = i.address <> '' AND i.address <> here.address
    FROM umkm_business b
    CROSS JOIN LATERAL (
        SELECT l.address FROM umkm_placement l WHERE l.business_id = b.id AND l.voided_at IS NULL
        ORDER BY l.starts_on DESC NULLS LAST LIMIT 1
    ) here
    WHERE b.id = i.business_id AND i.verdict IS NULL;
    UPDATE intake i SET verdict = CASE
        WHEN business_id IS NULL THEN 'new'
        WHEN changes_business OR changes_address OR changes_contact THEN 'updated'
        ELSE 'unchanged' END
    WHERE verdict IS NULL;
"""
#: Tables are counted anew in between: posting and lists are planned by what was there before, which may be nothing at all.
PEOPLE = """
    INSERT INTO umkm_participant (nik, name, name_key, sex, born_on, phone, email, address, home_city, disability)
    SELECT nik, owner, owner_key, sex, born_on, owner_phone, owner_email, '', '', 'unstated'
    FROM (SELECT DISTINCT ON (nik) * FROM intake WHERE verdict = 'new' AND owner_id IS NULL ORDER BY nik, row) first
    ORDER BY row
    ON CONFLICT DO NOTHING;
    ANALYZE umkm_participant;
    UPDATE intake i SET owner_id = p.id FROM umkm_participant p
    WHERE i.owner_id IS NULL AND i.verdict = 'new' AND p.nik = i.nik AND p.voided_at IS NULL;
"""
CONTACTS = """
    UPDATE umkm_participant o
    SET phone = coalesce(nullif(o.phone, ''), i.owner_phone), email = coalesce(nullif(o.email, ''), i.owner_email)
    FROM (SELECT DISTINCT ON (owner_id) * FROM intake WHERE verdict IN ('new', 'updated') AND changes_contact) i
    WHERE o.id = i.owner_id;
"""
#: The phone and the email of a row are its owner's; where the record has others, they are the business's own.
BUSINESSES = """
    UPDATE intake i SET business_id = numbered.id
    FROM (SELECT row, nextval(pg_get_serial_sequence('umkm_business', 'id')) AS id
          FROM (SELECT row FROM intake WHERE verdict = 'new' ORDER BY row) ordered) numbered
    WHERE numbered.row = i.row;
    INSERT INTO umkm_business (id, name, name_key, owner_id, claimed_name, kelurahan_id, sector, kbli, kbli_version, nib, npwp,
                               phone, email, shop_links, started_on, capital, annual_sales, workers_women, workers_men,
                               registered_on, channel, status)
    SELECT i.business_id, i.name, i.name_key, i.owner_id, '', i.kelurahan_id,
           coalesce(nullif(i.sector, ''), nullif(i.sector_of_kbli, ''), 'lainnya'), i.kbli,
           CASE WHEN i.kbli <> '' THEN %(kbli_version)s END, i.nib, i.npwp,
           CASE WHEN i.phone <> o.phone THEN i.phone ELSE '' END, CASE WHEN i.email <> o.email THEN i.email ELSE '' END, '{}',
           i.started_on, i.capital, i.annual_sales, i.workers_women, i.workers_men, i.registered_on, 'import', 'active'
    FROM intake i JOIN umkm_participant o ON o.id = i.owner_id
    WHERE i.verdict = 'new' ORDER BY i.row;
    ANALYZE umkm_business;
    INSERT INTO umkm_placement (business_id, kelurahan_id, address)
    SELECT business_id, kelurahan_id, address FROM intake WHERE verdict = 'new' ORDER BY row;
"""
CHANGES = """
    SELECT FROM umkm_business WHERE id IN (SELECT business_id FROM intake WHERE verdict = 'updated')
    ORDER BY id FOR NO KEY UPDATE;
    UPDATE umkm_business b SET
        name = i.name, name_key = i.name_key, sector = coalesce(nullif(i.sector, ''), b.sector),
        kbli = coalesce(nullif(i.kbli, ''), b.kbli),
        kbli_version = CASE WHEN i.kbli NOT IN ('', b.kbli) THEN %(kbli_version)s ELSE b.kbli_version END,
        nib = coalesce(nullif(i.nib, ''), b.nib), npwp = coalesce(i.npwp, b.npwp),
        started_on = coalesce(i.started_on, b.started_on), capital = coalesce(i.capital, b.capital),
        annual_sales = coalesce(i.annual_sales, b.annual_sales), workers_men = coalesce(i.workers_men, b.workers_men),
        workers_women = coalesce(i.workers_women, b.workers_women), registered_on = i.registered_on,
        phone = CASE WHEN i.phone <> i.owner_phone THEN i.phone ELSE b.phone END,
        email = CASE WHEN i.email NOT IN ('', i.owner_email) THEN i.email ELSE b.email END
    FROM intake i
    WHERE b.id = i.business_id AND i.verdict = 'updated' AND i.changes_business;
    UPDATE umkm_placement l SET address = i.address
    FROM intake i
    WHERE i.verdict = 'updated' AND i.changes_address AND l.id = (
        SELECT n.id FROM umkm_placement n WHERE n.business_id = i.business_id AND n.voided_at IS NULL
        ORDER BY n.starts_on DESC NULLS LAST LIMIT 1);
"""
TOLD_APART = """
    INSERT INTO umkm_distinction (first_id, second_id, reason)
    SELECT DISTINCT least(i.business_id, other.id), greatest(i.business_id, other.id), %(because)s
    FROM intake_double d
    JOIN intake i ON i.row = d.row AND i.verdict = 'new'
    LEFT JOIN intake further_up ON further_up.row = d.other_row
    CROSS JOIN LATERAL (SELECT coalesce(d.business_id, further_up.business_id) AS id) other
    WHERE other.id IS NOT NULL;
"""


@dataclass(frozen=True)
class Refused:
    """A row that the registry cannot take as it is: why, beside which column."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Taken:
    """How many rows are new, unchanged and updated, and those that are refused, in their order."""

    new: int
    unchanged: int
    updated: int
    refused: tuple[Refused, ...]


class MeanwhileTaken(Exception):
    """Somebody entered one of the file's people under another name at this moment: to be begun anew."""


@rule
def take_in(
    *,
    rows: Callable[[], IO[str]],
    centres: Collection[int] | None,
    accept_doubles: bool,
    because: str,
    write: bool,
    by: User | None,
) -> Taken:
    """Compare the rows, lines of COPY in the order of COLUMNS, with the registry, and write them unless `write` is false.

    `rows` begins them anew for each attempt. `centres`: those whose businesses may be entered, None for all. A possible double
    is refused, unless `accept_doubles`: then it is remembered, `because` of what, that the two are not one.
    """
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.copy_expert(f"COPY intake ({', '.join(COLUMNS)}) FROM STDIN", rows(), 1 << 16)
        cursor.execute("ANALYZE intake")
        if write:
            all_at_once()
        _compare(cursor, centres, accept_doubles)
        taken = _taken(cursor)
        if write:
            _write(cursor, because)
        cursor.execute("DROP TABLE intake, intake_fault, intake_double")
    return taken


def _compare(cursor, centres: Collection[int] | None, accept_doubles: bool) -> None:
    for said, key in SAME_ROWS:
        cursor.execute(SAME_ROW.format(said=said, key=key))
    for statement in MATCHING:
        cursor.execute(statement, {"centres": None if centres is None else list(centres)})
    cursor.execute("ANALYZE intake")
    for select in FAULTS:
        cursor.execute(f"INSERT INTO intake_fault {select}")
    _refuse_other_names(cursor)
    for select in DOUBLES:
        cursor.execute(f"INSERT INTO intake_double {select.replace('{new}', NEW)}")
    if not accept_doubles:
        cursor.execute(
            """INSERT INTO intake_fault
               SELECT d.row, CASE WHEN count(b.id) > 0 THEN 'possible double' ELSE 'double in the file' END,
                      coalesce(string_agg(b.number, ', ' ORDER BY b.number), min(d.other_row)::text)
               FROM intake_double d LEFT JOIN umkm_business b ON b.id = d.business_id GROUP BY d.row"""
        )
    cursor.execute(CONTACT)
    cursor.execute(VERDICTS)


def _refuse_other_names(cursor) -> None:
    cursor.execute(OTHER_NAMES)
    faults = [(row, "another's NIK", name) for row, given, name in cursor.fetchall() if not same_name(given, name)]
    cursor.execute(NAMES_IN_THE_FILE)
    for rows, names in cursor.fetchall():
        for row, name in zip(rows, names, strict=True):
            others = (other for other, given in zip(rows, names, strict=True) if not same_name(given, name))
            if other := next(others, None):
                faults.append((row, "two names", str(other)))
    if faults:
        values = ", ".join(["(%s, %s, %s)"] * len(faults))
        cursor.execute(f"INSERT INTO intake_fault VALUES {values}", [part for each in faults for part in each])


def _taken(cursor) -> Taken:
    cursor.execute("SELECT verdict, count(*) FROM intake GROUP BY verdict")
    counted = dict(cursor.fetchall())
    cursor.execute("SELECT DISTINCT row, code, told FROM intake_fault ORDER BY row, code")
    refused = tuple(
        Refused(row, REFUSALS[code].column, str(REFUSALS[code].sentence) % {"told": told})
        for row, code, told in cursor.fetchall()
    )
    return Taken(counted.get("new", 0), counted.get("unchanged", 0), counted.get("updated", 0), refused)


def _write(cursor, because: str) -> None:
    words = {"kbli_version": KBLI_VERSION, "because": because}
    # Counted before the verdicts were known, the table would seem to have none that is new, and each be compared with each.
    cursor.execute("ANALYZE intake")
    cursor.execute(PEOPLE)
    cursor.execute(
        """SELECT i.owner, p.name FROM intake i JOIN umkm_participant p ON p.id = i.owner_id
           WHERE i.verdict = 'new' AND NOT i.is_known AND p.name_key <> i.owner_key"""
    )
    if any(not same_name(given, name) for given, name in cursor.fetchall()):
        raise MeanwhileTaken
    cursor.execute(CONTACTS)
    cursor.execute(BUSINESSES, words)
    cursor.execute(f"INSERT INTO intake_double {PAIRS}")
    cursor.execute(TOLD_APART, words)
    cursor.execute(CHANGES, words)
