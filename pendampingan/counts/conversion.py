"""How many of those registered in a quarter took the next steps, how soon, and how long it took: as known now."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from pendampingan.counts.aspect import CLASS_FIRST, ORDER
from pendampingan.counts.cohort import NEXT_STEPS, WINDOWS, Days, Quarter, within
from pendampingan.counts.group import Group
from pendampingan.counts.known_now import known_now
from pendampingan.counts.narrowing import Narrowing
from umkm.models import Centre

#: So many quarters at most are told, the last in which anybody registered.
MOST = 12


@dataclass(frozen=True)
class CohortReached:
    """Of those registered in a quarter by a day: how many took which step within how many days, in businesses."""

    quarter: Quarter
    registered: int
    taken: Mapping[tuple[Group, int], int]
    by: datetime.date

    def within(self, step: Group, days: int) -> int | None:
        """None while the time of some of them still runs: what is so low then says nothing."""
        return self.taken[step, days] if self.quarter.is_over(days, self.by) else None


def cohorts(day: datetime.date, centre: Centre | None = None) -> list[CohortReached]:
    """The last quarters in which anybody registered who counts, the newest first; one query.

    Counted by day of registration and added up here, since to name the quarter of each business cost the database more
    than to count it. Nobody asks whether a step was taken by that day: it was, where the time is over.
    """
    taken = {f"{step}_{days}": Count("pk", filter=within(days, step)) for step in NEXT_STEPS for days in WINDOWS}
    quarters = defaultdict(Counter)
    for row in known_now(Group.REGISTERED, day, centre).values("registered_on").annotate(of=Count("*"), **taken):
        quarters[Quarter.of(row.pop("registered_on"))].update(row)
    return [
        CohortReached(
            quarter,
            quarters[quarter]["of"],
            {(step, days): quarters[quarter][f"{step}_{days}"] for step in NEXT_STEPS for days in WINDOWS},
            day,
        )
        for quarter in sorted(quarters, reverse=True)[:MOST]
    ]


@dataclass(frozen=True)
class Wait:
    """How many days lay between two steps of businesses, by how many there are of each number."""

    days: Mapping[int, int] = field(default_factory=dict)

    @property
    def businesses(self) -> int:
        return sum(self.days.values())

    @property
    def median(self) -> float | None:
        """Half of them took no longer, in days; the mean of the two in the middle where their number is even, None of
        nobody."""
        if not self.days:
            return None
        return (self._of((self.businesses + 1) // 2) + self._of(self.businesses // 2 + 1)) / 2

    def _of(self, place: int) -> int:
        """The days of whoever stands at this place, from 1 on, in the order of their days."""
        for days in sorted(self.days):
            place -= self.days[days]
            if place <= 0:
                return days
        raise IndexError(place)


#: Who was trained and, not before that, mentored: of all others no time lies between the two. In a query it is
#: `trained_first`, which says the same and takes the database a third of the time.
TRAINED_FIRST = Narrowing({ORDER: CLASS_FIRST})
trained_first = Q(trained_on__lte=F("mentored_on"))


@dataclass(frozen=True)
class Waits:
    """From the registration to the class that made a business trained, and from that class to the first visit."""

    trained: Wait = Wait()
    mentored: Wait = Wait()

    @classmethod
    def of_all(cls, waits: Iterable["Waits"]) -> "Waits":
        """Those of several centres taken together."""
        trained, mentored = Counter(), Counter()
        for each in waits:
            trained.update(each.trained.days)
            mentored.update(each.mentored.days)
        return cls(Wait(trained), Wait(mentored))


def waits(day: datetime.date, centre: Centre | None = None) -> dict[int, Waits]:
    """How long it took by that day, by id of each centre where somebody is trained; two queries.

    They bring how many took how many days: to order the businesses of each centre took the database three times as long.
    """
    trained = _by_days(known_now(Group.TRAINED, day, centre), "registered_on", "trained_on")
    mentored = _by_days(known_now(Group.BOTH, day, centre).filter(trained_first), "trained_on", "mentored_on")
    return {centre: Waits(Wait(days), Wait(mentored[centre])) for centre, days in trained.items()}


def _by_days(rows: QuerySet, first: str, second: str) -> dict[int, Counter[int]]:
    """How many businesses of each centre took how many days from the one date to the other."""
    found = defaultdict(Counter)
    for centre, days, businesses in rows.values_list("centre", Days(first, second)).annotate(of=Count("*")):
        found[centre][days] = businesses
    return found
