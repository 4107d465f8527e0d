"""Those registered in one quarter of a year, and how soon they took their next step."""

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendampingan.counts.group import Group
from pendampingan.counts.known_now import DATES

#: So many days from the registration on are looked at, to their end.
WINDOWS = (90, 180, 365)
#: What may be taken within so many days of the registration.
NEXT_STEPS = (Group.TRAINED, Group.MENTORED)


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year; the first quarter (1) begins in January."""

    year: int
    number: int

    @classmethod
    def of(cls, day: datetime.date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, word: str) -> "Quarter":
        """What an address calls it, "2021-1". Raises ValueError."""
        year, dash, number = word.partition("-")
        if dash and len(year) == 4 and (year + number).isdecimal() and int(year) and number in {"1", "2", "3", "4"}:
            return cls(int(year), int(number))
        raise ValueError(word)

    @property
    def word(self) -> str:
        return f"{self.year:04}-{self.number}"

    @property
    def label(self) -> str:
        """→ "quarter 1 of 2021" """
        return _("quarter %(number)d of %(year)d") % {"number": self.number, "year": self.year}

    @property
    def short(self) -> str:
        """→ "Q1 2021", where there is little room."""
        return _("Q%(number)d %(year)d") % {"number": self.number, "year": self.year}

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> datetime.date:
        month = 3 * self.number
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])

    def is_over(self, days: int, by: datetime.date) -> bool:
        """Whether so many days have gone by, at the end of that day, since whoever registered last in the quarter did."""
        return (by - self.last).days >= days


class Days(Func):
    """How many days lie from the first of two dates of a row to the second, fewer than none where that is the earlier one.

    Django's own difference of dates is an interval, three times as dear to work out."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()

    def __init__(self, first: str, second: str) -> None:
        super().__init__(second, first)


def within(days: int, group: Group) -> Q:
    """What holds of the Progress of a business that took the step at most so many days after its registration."""
    return Q(LessThanOrEqual(Days("registered_on", DATES[group.stage]), days))


@dataclass(frozen=True)
class Cohort:
    """The businesses registered in a quarter; of those in a count only who took its step within so many days, if any
    number is said."""

    quarter: Quarter
    days: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Cohort | None":
        """What an address asks for, ?kohort=2021-1&dalam=90; None where it asks for no quarter. Raises ValueError."""
        quarter, days = query.get("kohort"), query.get("dalam")
        if not quarter and not days:
            return None
        if days and days not in map(str, WINDOWS):
            raise ValueError(days)
        return cls(Quarter.read(quarter or ""), int(days) if days else None)

    @property
    def parameters(self) -> dict[str, str]:
        """The same as an address says it."""
        return {"kohort": self.quarter.word} | ({"dalam": str(self.days)} if self.days else {})

    @property
    def words(self) -> list[str]:
        """→ ["registered in quarter 1 of 2021", "within 90 days of the registration"]"""
        registered = _("registered in %(quarter)s") % {"quarter": self.quarter.label}
        soon = ngettext("within %(days)d day of registration", "within %(days)d days of registration", self.days or 0)
        return [registered, soon % {"days": self.days}] if self.days else [registered]

    def suits(self, group: Group) -> bool:
        """Whether the group can be asked for: everybody is registered within no day at all."""
        return self.days is None or group in NEXT_STEPS

    def of(self, group: Group) -> Q:
        """What holds of the Progress of each such business in the group."""
        registered = Q(registered_on__range=(self.quarter.first, self.quarter.last))
        return registered & within(self.days, group) if self.days else registered
