"""What gives a signal in some months: a grouped read for each kind, with the keys of exactly the rows behind each."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.templatetags.jakpreneur import number
from pendampingan.choices import Signal
from pendampingan.counts.signals.kinds import THRESHOLDS
from pendampingan.counts.signals.period import Period
from pendampingan.models import Attendance, MentoringVisit, SignalLook
from umkm.models import Business, Centre, Listing

#: Of a kind so many are shown, those with the most rows: nobody looks through more.
MOST = 100
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Found:
    """Something to look at: who (None where it is no one person's), at which centres, from when to when.

    `ids` are the rows behind it, `of` the other number that the kind speaks of, `what` the words that were found. `looks`
    are what people said who looked at it, the last first.
    """

    kind: Signal
    key: str
    who: User | None
    centres: Sequence[Centre]
    first: datetime.date
    last: datetime.date
    ids: Sequence[int]
    of: int
    what: str
    looks: Sequence[SignalLook]

    @property
    def number(self) -> int:
        return len(self.ids)

    @property
    def is_looked_at(self) -> bool:
        """Somebody looked, and no more rows have come since."""
        return any(look.number >= self.number for look in self.looks)

    @property
    def rows_are(self) -> str:
        """Of what kind its rows are: usaha, kunjungan or hadir."""
        return self.what if self.kind == Signal.EVENING else _ROWS_ARE[self.kind]

    @property
    def seen(self) -> str:
        """What was seen, in plain words with its numbers."""
        words = {"number": number(self.number), "of": number(self.of), "what": self.what}
        return _sentence(self.kind, self.rows_are) % words

    def rows(self) -> QuerySet:
        """Exactly the rows that were counted, with what a list of them shows."""
        if self.rows_are == "kunjungan":
            rows = MentoringVisit.objects.for_list()
        elif self.rows_are == "hadir":
            seat = ("enrolment__business", "enrolment__participant")
            sealed = ("enrolment__business__npwp", "enrolment__business__claimed_nik", "enrolment__participant__nik")
            rows = Attendance.objects.select_related(*seat, "day__session").defer(*sealed)
        else:
            rows = Business.objects.for_list()
        return rows.filter(pk__in=self.ids).select_related("recorded_by")


_ROWS_ARE = {
    Signal.BURST: "usaha",
    Signal.PHONE: "usaha",
    Signal.ADDRESS: "usaha",
    Signal.VISITS: "kunjungan",
    Signal.NOTES: "kunjungan",
    Signal.ATTENDANCE: "hadir",
}


def _sentence(kind: Signal, rows: str) -> str:
    if kind == Signal.EVENING:
        return {
            "usaha": _("%(number)s of %(of)s registrations of the month were entered on its last evening"),
            "kunjungan": _("%(number)s of %(of)s visits of the month were entered on its last evening"),
            "hadir": _("%(number)s of %(of)s ticks of the month were entered on its last evening"),
        }[rows]
    return {
        Signal.BURST: _("%(number)s registrations entered in one day, up to %(of)s of them within one hour"),
        Signal.PHONE: _("One phone number, ending in %(what)s, at %(number)s businesses of %(of)s owners"),
        Signal.ADDRESS: _("One address at %(number)s businesses of %(of)s owners: %(what)s"),
        Signal.VISITS: _("%(number)s visits to %(of)s businesses in one day"),
        Signal.NOTES: _("The same notes in %(number)s visits to %(of)s businesses: “%(what)s”"),
        Signal.ATTENDANCE: _("%(number)s people ticked on one day of a class with %(of)s seats: %(what)s"),
    }[kind]


def found_in(
    period: Period, centre: Centre | None = None, kinds: Sequence[Signal] = tuple(Signal)
) -> Mapping[Signal, list[Found]]:
    """What there is to look at of each kind, with the most rows first; one query a kind, and four for all of them."""
    rows = _read(kinds, period, centre)
    together = [row for of_kind in rows.values() for row in of_kind]
    people = User.objects.in_bulk({row["who"] for row in together if row["who"]})
    centres = Centre.objects.in_bulk({pk for row in together for pk in row["centres"] if pk})
    looks = defaultdict(list)
    for look in SignalLook.objects.filter(key__in=[row["key"] for row in together]).for_list():
        looks[look.kind, look.key].append(look)
    return {
        kind: [
            Found(
                **row
                | {
                    "kind": kind,
                    "who": people.get(row["who"]),
                    "centres": sorted((centres[pk] for pk in row["centres"] if pk), key=attrgetter("name")),
                    "looks": looks[kind, row["key"]],
                }
            )
            for row in of_kind
        ]
        for kind, of_kind in rows.items()
    }


def seen_no_longer(period: Period, found: Mapping[Signal, Sequence[Found]]) -> list[SignalLook]:
    """What people said who looked at what was of these months and is found no longer, as rows were voided since."""
    keys = {(kind, each.key) for kind, of_kind in found.items() for each in of_kind}
    looks = SignalLook.objects.of_days(period.first, period.last).for_list()[:MOST]
    return [look for look in looks if (look.kind, look.key) not in keys]


def last_before(day: datetime.date) -> datetime.date | None:
    """The last day up to this one on which somebody was registered: where to look when there is nothing."""
    return Listing.objects.filter(registered_on__lte=day).aggregate(last=Max("registered_on"))["last"]


def _read(kinds: Sequence[Signal], period: Period, centre: Centre | None) -> dict[Signal, list[dict]]:
    """With room to tell the 100,000 addresses of a year apart in memory, and nothing compiled, which takes longer than to
    run it."""
    values = {"first": period.first, "last": period.last, "centre": centre and centre.pk, "limit": MOST}
    rows = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', '32MB', true), set_config('jit', 'off', true)")
        for kind in kinds:
            cursor.execute(_statement(kind), {**THRESHOLDS[kind], **values})
            names = [column.name for column in cursor.description]
            rows[kind] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return rows


@cache
def _statement(kind: Signal) -> str:
    """The kind's own SQL, narrowed to a centre that any of its rows are of."""
    sql = (_FOLDER / f"{kind.name.lower()}.sql").read_text()
    return (
        f"SELECT key, who, centres::int[] AS centres, first, last, ids, of, what FROM ({sql}) found\n"
        "WHERE %(centre)s::int IS NULL OR %(centre)s = ANY (centres)\n"
        "ORDER BY cardinality(ids) DESC, last DESC, key LIMIT %(limit)s"
    )
