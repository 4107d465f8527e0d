"""The classes of one month, day by day, in whole weeks from Monday on."""

import datetime
from calendar import Calendar, monthrange
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from pendampingan.models import SessionDay, TrainingSession

#: Of one day so many are named, and the others counted.
MOST = 5


@dataclass(frozen=True)
class CalendarDay:
    """One day: the classes held on it, the first few, and how many more."""

    on: datetime.date
    sessions: list[TrainingSession]
    more: int


def weeks_of(first: datetime.date, sessions: QuerySet) -> list[list[CalendarDay]]:
    """The month that begins on `first`, with those of these classes that are not cancelled; one query. The days of other
    months that fill its weeks stay empty."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    held = SessionDay.objects.standing().of(sessions.taking_place()).between(first, last)
    classes = defaultdict(list)
    for day in held.select_related("session__centre").order_by("starts_at", "session__title", "pk"):
        classes[day.held_on].append(day.session)
    return [[CalendarDay(on, classes[on][:MOST], max(len(classes[on]) - MOST, 0)) for on in week] for week in weeks]
