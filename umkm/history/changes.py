"""Every change of a business's record in words: who wrote it, when, where and why, and from what to what."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.audit.models import Change
from jakpreneur.templatetags.jakpreneur import day, who
from umkm.access import may_see_people
from umkm.choices import BusinessStatus
from umkm.history.actor import by_and_where
from umkm.history.columns import Names, told
from umkm.models import Assignment, Business, Consent, Distinction, Fact, Membership, Participant, Placement
from umkm.panels import Entry, timeline

TABLES: dict[str, type[Fact]] = {
    model._meta.db_table: model
    for model in (Business, Placement, Membership, Assignment, Consent, Distinction, Participant)
}
#: Of a business, what an official reads too (the design's section 2).
OPEN_TO_ALL = {"name", "sector", "registered_on"}


def changes_of(business: Business, user: User) -> Iterator[Entry]:
    """Of the business and all merged into it: the registration, places, people, mentors, consents, and the owner.

    Of one that was merged into it and stands by itself again, that it did both.

    An official reads what was changed, and the values of what they see anyway; no reason, and no name of a person.
    """
    family = Business.objects.defer("npwp", "claimed_nik").in_bulk(business.family)
    rows = {(row._meta.db_table, row.pk): row for row in _rows_of(family)}
    changes = [change for change in _changes_in(rows) if _concerns(change, rows, family)]
    writers = _writers(changes, rows.values())
    names = Names.of(changes, TABLES)
    named = may_see_people(user)
    for change in changes:
        row = rows[change.table, change.row]
        title = _recorded(row, named) if change.action == Change.Action.INSERT else _changed(change, row, names, named)
        if title:
            at, writer = _written(change, row)
            yield Entry(
                on=timezone.localdate(at),
                at=at,
                title=capfirst(_of_which(row, business, family) % {"what": title}),
                text=_reason(change, row) if named else "",
                by=by_and_where(writers.get(writer), change.request, named=named),
                is_change=not isinstance(row, Membership | Consent),
            )


def _rows_of(family: dict[int, Business]) -> Iterator[Fact]:
    """The rows whose changes are the history of these businesses."""
    yield from family.values()
    for stands in (True, False):  # an index each
        yield from Placement.objects.filter(business__in=family, voided_at__isnull=stands)
    yield from Membership.objects.filter(business__in=family).select_related("participant").defer("participant__nik")
    yield from Assignment.objects.filter(business__in=family).select_related("mentor")
    yield from Consent.objects.filter(business__in=family)
    pairs = Distinction.objects.filter(Q(first__in=family) | Q(second__in=family)).select_related("first", "second")
    of_each = [f"{side}__{column}" for side in ("first", "second") for column in ("number", "recorded_by")]
    for pair in pairs.only("recorded_at", "recorded_by", "reason", *of_each):
        yield pair
        # Whoever is taken apart is told apart.
        yield from (each for each in (pair.first, pair.second) if each.pk not in family)
    yield from Participant.objects.filter(businesses__in=family).distinct().defer("nik")


def _changes_in(rows: dict[tuple[str, int], Fact]) -> Any:
    """The newest first. Asked for table by table and key by key, so that each is found by the audit's index."""
    wanted = Q()
    for table in TABLES:
        if keys := [key for of_table, key in rows if of_table == table]:
            wanted |= Q(table=table, row__in=keys)
    return Change.objects.filter(wanted).order_by("-id")


def _concerns(change: Change, rows: dict[tuple[str, int], Fact], family: dict[int, Business]) -> bool:
    """Of a business outside the family only what joined it to the family, and took it apart again."""
    row = rows[change.table, change.row]
    if not isinstance(row, Business) or row.pk in family:
        return True
    return any(side.get("same_as_id") in family for side in (change.before, change.after) if side)


def _written(change: Change, row: Fact) -> tuple[datetime, int | None]:
    """When, and by whom. A new row says so itself, which is truer where old records were loaded."""
    if change.action == Change.Action.INSERT and row.recorded_by_id:
        return row.recorded_at, row.recorded_by_id
    return change.at, change.actor_id


def _writers(changes: Iterable[Change], rows: Iterable[Fact]) -> dict[int, User]:
    keys = {change.actor_id for change in changes} | {row.recorded_by_id for row in rows}
    return User.objects.prefetch_related("posts__centre").in_bulk(keys - {None})


def _of_which(row: Fact, business: Business, family: dict[int, Business]) -> str:
    """What belongs to one that was merged into the business names it; what is the owner's says so."""
    if isinstance(row, Participant):
        return _("Owner: %(what)s")
    if isinstance(row, Distinction):
        return "%(what)s"
    of = row if isinstance(row, Business) else family[row.business_id]
    return "%(what)s" if of.pk == business.pk else f"{of.number}: %(what)s"


def _reason(change: Change, row: Fact) -> str:
    """As given with the write; else as it stands in the row itself."""
    kept = row.reason if isinstance(row, Distinction) else (change.after or {}).get("void_reason", "")
    return change.reason or kept


def _recorded(row: Fact, named: bool) -> str:
    """What a new row is. The first place and the owner come with the registration."""
    match row:
        case Business():
            return _("Registration recorded")
        case Placement(starts_on=date() as start):
            return _("Move recorded, from %(day)s") % {"day": day(start)}
        case Assignment() if named:
            return _("Mentor assigned: %(mentor)s") % {"mentor": who(row.mentor)}
        case Assignment():
            return _("Mentor assigned")
        case Membership() if named:
            return _("%(name)s recorded as %(tie)s") % {"name": row.participant.name, "tie": row.get_tie_display()}
        case Consent():
            said = _("Consent given: %(purpose)s") if row.given else _("Consent withdrawn: %(purpose)s")
            return said % {"purpose": row.get_purpose_display()}
        case Distinction():
            return _("%(first)s and %(second)s are two businesses") % _pair(row)
    return ""


def _changed(change: Change, row: Fact, names: Names, named: bool) -> str:
    """An event, where the change is one; else what changed, column by column."""
    before, after = change.before, change.after
    if after.get("voided_at"):
        return _voided(row, named)
    match row:
        case Business() if "same_as_id" in after:
            joined = after["same_as_id"]
            said = _("Merged into %(number)s") if joined else _("Taken apart from %(number)s")
            return said % {"number": names.name(Business, joined or before["same_as_id"])}
        case Business() if after.get("status") == BusinessStatus.CLOSED:
            return _("Closed, from %(day)s") % {"day": day(date.fromisoformat(after["closed_on"]))}
        case Business() if "status" in after:
            if before["status"] != BusinessStatus.CONTESTED:
                return _("Opened again")
            if not named or "owner_id" not in after:
                return _("Contest decided")
            words = {"owner": names.name(Participant, after["owner_id"])}
            return _("Contest decided: it is the business of %(owner)s") % words
        case Business() if "kelurahan_id" in after:
            return ""  # it follows the newest place, whose own change is told
        case Assignment() if after.get("ends_on"):
            words = {"mentor": who(row.mentor), "day": day(date.fromisoformat(after["ends_on"]))}
            return (_("Followed by %(mentor)s until %(day)s") if named else _("Mentor until %(day)s")) % words
    open_to = None if named else OPEN_TO_ALL if isinstance(row, Business) else ()
    said = told(change, type(row), names, open_to=open_to)
    return f"{row.participant.name}: {said}" if named and isinstance(row, Membership) else said


def _pair(row: Distinction) -> dict[str, str]:
    return {"first": row.first.number, "second": row.second.number}


def _voided(row: Fact, named: bool) -> str:
    match row:
        case Business():
            return ""  # told as a fact, with who and why
        case Placement():
            return _("Move of %(day)s voided") % {"day": day(row.starts_on)}
        case Membership() if named:
            return _("%(name)s no longer belongs to it") % {"name": row.participant.name}
        case Membership():
            return ""
        case Distinction():
            return _("%(first)s and %(second)s may be one business after all") % _pair(row)
    return _("%(what)s voided") % {"what": row._meta.verbose_name}


timeline.append(changes_of)
