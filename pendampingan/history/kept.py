"""What became of a target, a measure or a published figure, in words: who wrote what, when and why, and what stood before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jakpreneur.audit.models import Change
from jakpreneur.templatetags.jakpreneur import number
from pendampingan.models import Kept, Measure, PublishedFigure, Target
from umkm.history.actor import by_and_where
from umkm.history.columns import Names, in_words, told
from umkm.panels import Entry, Timeline

#: What each says, in the order in which it is told.
SAID = {
    Target: ("value", "starts_on", "ends_on", "source", "note"),
    Measure: ("indonesian", "english", "stage", "unit", "source", "valid_from", "valid_to"),
    PublishedFigure: ("as_of", "stage", "value", "source", "wording"),
}


@dataclass(frozen=True)
class Line:
    """All that stood and stands in one place, the first first: each but the last was replaced by the next."""

    rows: tuple[Kept, ...]

    @classmethod
    def of(cls, row: Kept) -> "Line":
        """In one query: these tables are short."""
        rows = (Target.objects.of_city() if isinstance(row, Target) else type(row).objects).in_bulk()
        after = {each.replaces_id: each for each in rows.values()}
        first = rows[row.pk]
        while before := rows.get(first.replaces_id):
            first = before
        line = [first]
        while following := after.get(line[-1].pk):
            line.append(following)
        return cls(tuple(line))

    @property
    def last(self) -> Kept:
        """What stands there now, or was voided without another one in its place."""
        return self.rows[-1]


def history_of(row: Kept) -> Timeline:
    """Of the whole line that the row belongs to, the newest first; of a target also what became of its shares."""
    line = Line.of(row)
    shares = _shares_of(line) if isinstance(row, Target) else {}
    changes = Change.objects.filter(table=row._meta.db_table, row__in=[*shares, *(each.pk for each in line.rows)])
    changes = list(changes.select_related("actor").prefetch_related("actor__posts__centre").order_by("id"))
    entries = [*_course(line, changes), *_shared_out(line, shares, changes)]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return Timeline(entries, total=len(entries))


def _course(line: Line, changes: Iterable[Change]) -> Iterator[Entry]:
    before = {after.pk: before for before, after in pairwise(line.rows)}
    rows = {each.pk: each for each in line.rows}
    for change in changes:
        row = rows.get(change.row)
        if row is None:
            continue
        if change.action == Change.Action.INSERT and row.pk in before:
            yield _entry(change, _("Corrected"), _because(_differences(before[row.pk], row), change))
        elif change.action == Change.Action.INSERT:
            yield _entry(change, _("Recorded"), _described(row))
        elif change.after.get("voided_at"):
            if row is line.last:
                yield _entry(change, _("Voided"), change.after.get("void_reason", row.void_reason))
        elif "voided_at" in change.after:
            yield _entry(change, _("Stands again"), change.reason)
        elif "is_main" in change.after:
            yield _entry(
                change, _("Made the main target") if change.after["is_main"] else _("No longer the main target")
            )
        elif said := told(change, type(row), Names(), open_to=None):
            yield _entry(change, capfirst(said), change.reason)


def _shares_of(line: Line) -> dict[int, Target]:
    keys = [each.pk for each in line.rows]
    return Target.objects.filter(city_target__in=keys).select_related("centre").order_by("centre__code").in_bulk()


def _shared_out(line: Line, shares: Mapping[int, Target], changes: Iterable[Change]) -> Iterator[Entry]:
    """What one statement did to shares is one line: entered or changed, or taken away. Those that a corrected target took
    along as they were are not told."""
    carried = _carried(line, shares.values())
    replaced = {share.replaces_id for share in shares.values()}
    of_shares = [change for change in changes if change.row in shares]
    for (_at, action), group in groupby(of_shares, key=lambda change: (change.at, change.action)):
        together = sorted(group, key=lambda change: shares[change.row].centre.code)
        if action == Change.Action.INSERT:
            title = _("Shares entered or changed")
            said = [_share(shares[each.row], carried, shares) for each in together]
        else:
            title = _("Shares taken away")
            gone = [shares[each.row] for each in together if each.after.get("voided_at") and each.row not in replaced]
            said = [f"{share.centre.name} {number(share.value)}" for share in gone]
        if any(said):
            yield _entry(together[0], title, _because("; ".join(filter(None, said)), together[0]))


def _carried(line: Line, shares: Iterable[Target]) -> dict[tuple[int, int], int]:
    """By target and centre the share that stood under the target before it."""
    standing = {(share.city_target_id, share.centre_id): share.value for share in shares if share.voided_at is None}
    return {
        (after.pk, centre): value
        for before, after in pairwise(line.rows)
        for (target, centre), value in standing.items()
        if target == before.pk
    }


def _share(share: Target, carried: Mapping[tuple[int, int], int], shares: Mapping[int, Target]) -> str:
    before = shares[share.replaces_id].value if share.replaces_id else None
    if before is None and carried.get((share.city_target_id, share.centre_id)) == share.value:
        return ""
    words = {"centre": share.centre.name, "from": number(before), "to": number(share.value)}
    return (_("%(centre)s %(to)s") if before is None else _("%(centre)s %(to)s instead of %(from)s")) % words


def _because(said: str, change: Change) -> str:
    return f"{said}. {_('Reason:')} {change.reason}" if change.reason else said


def _described(row: Kept) -> str:
    said = ((row._meta.get_field(name), getattr(row, name)) for name in SAID[type(row)])
    return "; ".join(
        f"{field.verbose_name}: {_words(field, value)}" for field, value in said if value not in (None, "")
    )


def _differences(before: Kept, after: Kept) -> str:
    parts = []
    for name in SAID[type(after)]:
        field, was, now = after._meta.get_field(name), getattr(before, name), getattr(after, name)
        if was != now:
            words = {"what": field.verbose_name, "from": _words(field, was), "to": _words(field, now)}
            parts.append(_("%(what)s changed from %(from)s to %(to)s") % words)
    return "; ".join(parts)


def _words(field, value) -> str:
    return in_words(field, value.isoformat() if isinstance(value, date) else value, Names())


def _entry(change: Change, title: str, text: str = "") -> Entry:
    return Entry(
        on=timezone.localdate(change.at),
        at=change.at,
        title=title,
        text=text,
        by=by_and_where(change.actor, change.request),
    )
