"""A change, its lines and the reconciliation as files: what the pages say, whole."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import IO

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from psycopg2 import sql

from jakpreneur.accounts.models import Role, User
from pendampingan.change_table import why
from pendampingan.choices import Evidence, Reason
from pendampingan.counts.change import Account, Cause, Change
from pendampingan.counts.reconciliation import Reconciled, ReconciledDay
from pendampingan.exports import FOR_ALL_ROWS, INITIALS, NAME, OWNER, filled_in, line, words
from pendampingan.templatetags.dashboard import in_words
from umkm.access import may_see_people
from umkm.models import Business

Row = list[str | int | None]

#: The rows of `pendampingan.counts.changed_lines`, in one statement, so that the file is of one moment. Of a business whose
#: record is not the reader's there are number, name, days and reason.
LINES = """
SELECT line.id,
    business.number,
    {name},
    CASE WHEN seen.id IS NOT NULL THEN {owner} END,
    centre.name,
    told.effect,
    line.effective_on,
    to_char(line.recorded_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI:SS'),
    CASE WHEN line.reason <> 'recorded' THEN {reasons}::jsonb ->> line.reason
         WHEN line.effective_on > {earlier} THEN {new} ELSE {late} END,
    CASE WHEN seen.id IS NOT NULL THEN {evidence}::jsonb ->> line.evidence_kind END,
    CASE WHEN seen.id IS NOT NULL THEN {actor} END
FROM ({lines}) AS told
JOIN pendampingan_ledger line ON line.id = told.id
JOIN umkm_business business ON business.id = line.business_id
JOIN umkm_centre centre ON centre.id = line.centre_id
LEFT JOIN umkm_participant owner ON owner.id = business.owner_id
LEFT JOIN accounts_user actor ON actor.id = line.actor_id
LEFT JOIN ({seen}) AS seen ON seen.id = line.business_id
ORDER BY line.id
"""
#: The rows of `pendampingan.counts.changed_businesses`, likewise. `stood` are the lines that nothing had taken back at each
#: moment, as in `pendampingan.exports.ROWS`, of those businesses that counted at it.
BUSINESSES = """
WITH chosen AS MATERIALIZED ({businesses}),
summed AS (
    SELECT line.*
    FROM (SELECT 1 AS moment, first.* FROM ({first}) AS first UNION ALL SELECT 2, second.* FROM ({second}) AS second) line
    JOIN chosen USING (business_id)
),
counts AS (SELECT moment, business_id FROM summed GROUP BY moment, business_id HAVING sum(delta) > 0),
stood AS (
    SELECT moment, business_id, centre_id, effective_on, min(id) AS first
    FROM summed JOIN counts USING (moment, business_id)
    GROUP BY moment, business_id, centre_id, effective_on, evidence_kind, evidence_id HAVING sum(delta) > 0
),
stand AS (
    SELECT DISTINCT moment, business_id, first_value(effective_on) OVER course AS since, last_value(centre.name) OVER course AS at
    FROM stood JOIN umkm_centre centre ON centre.id = centre_id
    WINDOW course AS (PARTITION BY moment, business_id ORDER BY effective_on, first
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
why AS (
    SELECT business_id, string_agg({causes}::jsonb ->> place, ', ' ORDER BY place) AS causes
    FROM (
        SELECT DISTINCT told.business_id,
            CASE WHEN line.reason = 'recorded' AND line.effective_on <= {earlier} THEN {late}
                 ELSE ({places}::jsonb ->> line.reason)::integer END AS place
        FROM ({lines}) AS told JOIN chosen USING (business_id) JOIN pendampingan_ledger line ON line.id = told.id
    ) cause
    GROUP BY business_id
)
SELECT business.number,
    {name},
    CASE WHEN seen.id IS NOT NULL THEN {owner} END,
    before.at, before.since, after.at, after.since, why.causes
FROM chosen
JOIN umkm_business business ON business.id = chosen.business_id
LEFT JOIN umkm_participant owner ON owner.id = business.owner_id
LEFT JOIN stand before ON before.business_id = chosen.business_id AND before.moment = 1
LEFT JOIN stand after ON after.business_id = chosen.business_id AND after.moment = 2
LEFT JOIN why ON why.business_id = chosen.business_id
LEFT JOIN ({seen}) AS seen ON seen.id = chosen.business_id
ORDER BY chosen.business_id
"""
#: As `jakpreneur.templatetags.jakpreneur.who`; for those who see no people the role stands for the person.
WHO = "coalesce(nullif(trim(concat(actor.first_name, ' ', actor.last_name)), ''), actor.username)"
ROLE = "{roles}::jsonb ->> actor.role"


def sums(account: Account) -> bytes:
    """The first count, a row for each part, the second count."""
    change = account.change
    rows: list[Row] = [
        [_("Why"), _("What it is"), _("Added"), _("Taken away"), _("Difference"), _("Lines"), _("Count")],
        [capfirst(in_words(change.first)), "", None, None, None, None, account.before],
        *(
            [
                capfirst(str(part.cause.label)),
                why(part.cause, change),
                part.added,
                part.taken,
                part.net,
                part.lines,
                None,
            ]
            for part in account.parts
        ),
        [capfirst(in_words(change.second)), "", None, None, account.difference, account.lines, account.after],
    ]
    return _csv(rows)


def reconciled_rows(days: Iterable[ReconciledDay]) -> bytes:
    """For each announced figure what the registry counts, and a row for each part that leads to it and on from it."""
    heading = [
        _("Day"),
        _("What was counted"),
        _("What the row says"),
        _("Source"),
        _("Why"),
        _("Number"),
        _("Lines"),
    ]
    stages = (stage for day in days for stage in _stages(day))
    return _csv([heading, *(row for stage in stages for row in stage)])


def _stages(day: ReconciledDay) -> Iterator[Iterator[Row]]:
    for reconciled in day.stages:
        yield ([day.as_of.per.isoformat(), capfirst(str(reconciled.stage.label)), *row] for row in _rows(reconciled))


def _rows(reconciled: Reconciled) -> Iterator[Row]:
    for figure in reconciled.figures:
        yield [pgettext("of a figure", "Announced"), _as_text(figure.source), "", figure.value, None]
        if reconciled.since:
            yield [_("Unexplained"), _as_text(figure.source), "", figure.value - reconciled.since.before, None]
    if reconciled.since is None:
        yield [_("No facts"), "", "", None, None]
        return
    yield [_("As reported then"), "", "", reconciled.since.before, None]
    if reconciled.step:
        begun = _("Since %(day)s") % {"day": reconciled.step.change.first.per.isoformat()}
        yield from _parts(reconciled.step, begun)
    for step in reconciled.steps:
        sources = f"{step.first.source} → {step.second.source}"
        yield [_("Unexplained since the figure before"), _as_text(sources), "", step.unexplained, None]
    yield from _parts(reconciled.since, _("Known since then"))
    yield [_("As known now"), "", "", reconciled.since.after, None]


def _parts(account: Account, words: str) -> Iterator[Row]:
    for part in account.parts:
        yield [words, "", capfirst(str(part.cause.label)), part.net, part.lines]


def write_lines(file: IO[bytes], lines: QuerySet, change: Change, user: User) -> None:
    """Write a heading and a row for each of these lines of the change as CSV in UTF-8, in the order of the list, as this user may
    see them."""
    file.write(line(_heading()))
    named = may_see_people(user)
    roles = words(Role.choices)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FOR_ALL_ROWS)
        rows = sql.SQL(LINES).format(
            lines=filled_in(cursor, lines.order_by().values("id", "effect")),
            seen=filled_in(cursor, Business.objects.visible_to(user).values("id")),
            name=sql.SQL(NAME),
            owner=sql.SQL(OWNER if named else INITIALS),
            actor=sql.SQL(WHO) if named else sql.SQL(ROLE).format(roles=roles),
            reasons=words(Reason.choices),
            evidence=words(Evidence.choices),
            earlier=sql.Literal(change.earlier),
            new=sql.Literal(capfirst(str(Cause.NEW.label))),
            late=sql.Literal(capfirst(str(Cause.LATE.label))),
        )
        cursor.copy_expert(f"COPY ({rows.as_string(cursor.connection)}) TO STDOUT (FORMAT csv)", file)


def write_businesses(file: IO[bytes], businesses: QuerySet, change: Change, user: User) -> None:
    """Write a heading and a row for each of these businesses of the change as CSV in UTF-8, as `write_lines`."""
    file.write(line(_heading_of_businesses()))
    causes = list(Cause)
    places = {cause.reason.value: place for place, cause in enumerate(causes) if cause != Cause.LATE}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FOR_ALL_ROWS)
        rows = sql.SQL(BUSINESSES).format(
            businesses=filled_in(cursor, businesses.values("business_id")),
            first=filled_in(cursor, change.summed_at_first),
            second=filled_in(cursor, change.summed_at_second),
            lines=filled_in(cursor, change.lines.values("id", "business_id")),
            seen=filled_in(cursor, Business.objects.visible_to(user).values("id")),
            name=sql.SQL(NAME),
            owner=sql.SQL(OWNER if may_see_people(user) else INITIALS),
            causes=sql.Literal(json.dumps([str(cause.label) for cause in causes])),
            places=sql.Literal(json.dumps(places)),
            late=sql.Literal(causes.index(Cause.LATE)),
            earlier=sql.Literal(change.earlier),
        )
        cursor.copy_expert(f"COPY ({rows.as_string(cursor.connection)}) TO STDOUT (FORMAT csv)", file)


def _heading_of_businesses() -> list[str]:
    return [
        pgettext("of a business", "Number"),
        _("Business"),
        _("Owner"),
        _("Centre at the first moment"),
        _("Since, at the first moment"),
        _("Centre at the second moment"),
        _("Since, at the second moment"),
        _("Why"),
    ]


def _heading() -> list[str]:
    return [
        _("Line"),
        pgettext("of a business", "Number"),
        _("Business"),
        _("Owner"),
        _("Centre"),
        _("Counts"),
        _("Took effect"),
        _("Entered"),
        _("Why"),
        _("Evidence"),
        _("By whom"),
    ]


def _csv(rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _as_text(typed: str) -> str:
    """What a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{typed}" if typed.startswith(("=", "+", "-", "@", "\t", "\r")) else typed
