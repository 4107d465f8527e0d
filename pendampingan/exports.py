"""The businesses behind a number as a file: what the list of them says, all rows at once."""

import csv
import io
import json
from collections.abc import Iterable
from typing import IO

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg2 import sql

from jakpreneur.accounts.models import User
from pendampingan.choices import Evidence, Reason
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.group import Group
from pendampingan.models import LedgerLine
from umkm.access import may_see_people
from umkm.choices import BusinessStatus, Sector
from umkm.models import Business

#: The rows of `pendampingan.counts.behind.counted`, told in one statement: a file is of one moment, and memory stays flat
#: however many they are. `standing` are the lines that nothing has taken back; the first says since when and on what
#: evidence a business has reached the stage, the last where it stands. Of one whose record is not the reader's there are
#: number, name and date.
ROWS = """
WITH counted AS ({counted}),
standing AS (
    SELECT business_id, effective_on, evidence_kind, min(id) AS first, max(id) FILTER (WHERE delta > 0) AS last
    FROM ({lines}) AS line
    GROUP BY business_id, centre_id, effective_on, evidence_kind, evidence_id HAVING sum(delta) > 0
),
reached AS (
    SELECT DISTINCT business_id, first_value(effective_on) OVER course AS since,
        first_value(evidence_kind) OVER course AS evidence, last_value(last) OVER course AS last
    FROM standing WINDOW course AS (
        PARTITION BY business_id ORDER BY effective_on, first ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
)
SELECT business.number,
    {name},
    CASE WHEN seen.id IS NOT NULL THEN {owner} END,
    CASE WHEN seen.id IS NOT NULL THEN centre.name END,
    CASE WHEN seen.id IS NOT NULL THEN {sectors}::jsonb ->> business.sector END,
    reached.since,
    CASE WHEN seen.id IS NOT NULL THEN {evidence}::jsonb ->> reached.evidence END,
    CASE WHEN seen.id IS NOT NULL THEN {reasons}::jsonb ->> line.reason END,
    CASE WHEN seen.id IS NOT NULL THEN (line.recorded_at AT TIME ZONE 'Asia/Jakarta')::date END,
    CASE WHEN seen.id IS NOT NULL THEN {states}::jsonb ->> listing.state::text END,
    CASE WHEN seen.id IS NOT NULL THEN now_at.name END
FROM counted
JOIN reached USING (business_id)
JOIN pendampingan_ledger line ON line.id = reached.last
JOIN umkm_business business ON business.id = reached.business_id
JOIN umkm_listing listing ON listing.business_id = reached.business_id
JOIN umkm_centre centre ON centre.id = line.centre_id
LEFT JOIN umkm_participant owner ON owner.id = business.owner_id
LEFT JOIN umkm_progress progress ON progress.business_id = reached.business_id
LEFT JOIN umkm_centre now_at ON now_at.id = progress.centre_id
LEFT JOIN ({seen}) AS seen ON seen.id = reached.business_id
ORDER BY reached.business_id
"""
#: The planner cannot know how many businesses a sum leaves: it expects hundreds and would look up each by itself, which
#: takes two to three times as long for the whole city. It has minutes, since a file is asked for and waited for.
FOR_ALL_ROWS = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'; SET LOCAL statement_timeout = '2min'"
#: What a spreadsheet would take for a formula begins with an apostrophe, which it shows as text.
AS_TEXT = r"regexp_replace({column}, '^(?=[=+\-@\t\r])', '''')"
NAME = AS_TEXT.format(column="business.name")
OWNER = AS_TEXT.format(column="coalesce(owner.name, business.claimed_name)")
#: The first letter of each word, as `Participant.initials`.
INITIALS = r"rtrim(regexp_replace(upper(owner.name), '\s*(\S)\S*', '\1. ', 'g'))"
#: `state` of a listing → what its tag says.
STATES = (*BusinessStatus.choices, ("voided", gettext_lazy("voided")), ("merged", gettext_lazy("merged")))


def write_counted(file: IO[bytes], businesses: QuerySet, group: Group, as_of: AsOf, user: User) -> None:
    """Write a heading and a row for each of the businesses (rows with a `business_id`, all of them in the group that day)
    as CSV in UTF-8, in the order of the list, as this user may see them."""
    file.write(line(heading()))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FOR_ALL_ROWS)
        known = LedgerLine.objects.as_of(as_of.per, as_of.known_on).filter(stage=group.stage)
        parts = {
            "counted": filled_in(cursor, businesses.values("business_id")),
            "lines": filled_in(cursor, known),
            "seen": filled_in(cursor, Business.objects.visible_to(user).values("id")),
            "name": sql.SQL(NAME),
            "owner": sql.SQL(OWNER if may_see_people(user) else INITIALS),
            "sectors": words(Sector.choices),
            "evidence": words(Evidence.choices),
            "reasons": words(Reason.choices),
            "states": words(STATES),
        }
        rows = sql.SQL(ROWS).format(**parts).as_string(cursor.connection)
        cursor.copy_expert(f"COPY ({rows}) TO STDOUT (FORMAT csv)", file)


def heading() -> list[str]:
    return [
        _("Number"),
        _("Business"),
        _("Owner"),
        _("Centre"),
        _("Sector"),
        _("Since"),
        _("Evidence"),
        _("Counted because"),
        _("Entered on"),
        _("State now"),
        _("Centre now"),
    ]


def filled_in(cursor, rows: QuerySet) -> sql.SQL:
    """The statement of a query with its parameters in it, since COPY takes none."""
    return sql.SQL(cursor.mogrify(*rows.query.sql_with_params()).decode())


def words(choices: Iterable[tuple[str, str]]) -> sql.Literal:
    """What each code of a closed list is called, in the reader's language."""
    return sql.Literal(json.dumps({code: capfirst(str(label)) for code, label in choices}))


def line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()
