"""The months that signals are looked for in."""

import calendar
import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """Whole months, from the first day to the last."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def month_of(cls, day: datetime.date) -> "Period":
        return cls(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))

    def reaching_back(self, months: int) -> "Period":
        """So many months with the same last one."""
        before = self.last.year * 12 + self.last.month - months
        return Period(datetime.date(before // 12, before % 12 + 1, 1), self.last)

    @property
    def day_before(self) -> datetime.date:
        return self.first - datetime.timedelta(days=1)
