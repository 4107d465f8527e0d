"""What the classes of some days came to: seats, attendance, and for how many businesses."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, OuterRef, Subquery, Sum

from pendampingan.counts.stand_ins import StandIns
from pendampingan.models import Attendance, Enrolment, SessionDay, TrainingSession
from umkm.models import Centre


@dataclass(frozen=True)
class HeldClass:
    """One class that is over: its seats and how many were taken, how often its people were there on its days, and which
    businesses they were there for. Its people are those with a seat, and those who were there without keeping one."""

    centre: int | None
    agency: int
    seats: int
    days: int
    ticks: int
    taken: int
    people: int
    businesses: frozenset[int]


@dataclass(frozen=True)
class Held:
    """What classes came to: in classes, seats, days of attendance, and businesses, each of these once."""

    classes: int
    #: For how many of them anybody was ticked; the days of attendance are of these alone.
    recorded: int
    seats: int
    taken: int
    expected: int
    attended: int
    businesses: int

    @classmethod
    def of(cls, classes: Iterable[HeldClass]) -> "Held":
        classes = list(classes)
        recorded = [each for each in classes if each.ticks]
        return cls(
            classes=len(classes),
            recorded=len(recorded),
            seats=sum(each.seats for each in classes),
            taken=sum(each.taken for each in classes),
            expected=sum(each.people * each.days for each in recorded),
            attended=sum(each.ticks for each in recorded),
            businesses=len(frozenset().union(*(each.businesses for each in classes))),
        )

    @property
    def filled(self) -> float | None:
        """Which part of the seats was taken; None without a class."""
        return self.taken / self.seats if self.seats else None

    @property
    def attendance(self) -> float | None:
        """How often people were there of how often they could have been; None where nobody was ticked."""
        return self.attended / self.expected if self.expected else None


def held_classes(
    first: datetime.date, last: datetime.date, stand_ins: StandIns, centre: Centre | None = None
) -> list[HeldClass]:
    """The classes whose last day lies in the span, of the centre or of all and the city's own; four queries however many.

    One that is cancelled or voided is none.
    """
    held = TrainingSession.objects.standing().taking_place().ended_between(first, last)
    if centre:
        held = held.filter(centre=centre)
    # Counted day by day, each from its own part of an index: joined, the database reads every tick there is.
    of_the_day = Attendance.objects.standing().filter(day=OuterRef("pk")).order_by().values("day")
    ticks = Sum(Subquery(of_the_day.annotate(ticks=Count("*")).values("ticks")), default=0)
    days = SessionDay.objects.standing().of(held).values_list("session").annotate(days=Count("*"), ticks=ticks)
    attended = {session: (days, ticks) for session, days, ticks in days}

    people = Enrolment.objects.standing().filter(session__in=held)
    seated = dict(people.enrolled().values_list("session").annotate(businesses=ArrayAgg("business")))
    others = defaultdict(list)
    came = Attendance.objects.standing().filter(enrolment__in=people.withdrawn(), day__voided_at=None)
    for _enrolment, session, business in came.values_list(
        "enrolment", "enrolment__session", "enrolment__business"
    ).distinct():
        others[session].append(business)

    def one(session: int, centre: int | None, agency: int, seats: int) -> HeldClass:
        taken, without = seated.get(session, []), others[session]
        businesses = stand_ins.of([*taken, *without])
        days, ticks = attended.get(session, (0, 0))  # none where it was put in since they were read
        return HeldClass(centre, agency, seats, days, ticks, len(taken), len(taken) + len(without), businesses)

    return [one(*row) for row in held.values_list("pk", "centre", "agency", "capacity")]
