"""How the counts grew, month by month."""

import calendar
import datetime
from collections import defaultdict
from dataclasses import dataclass

from pendampingan.counts.as_of import AsOf
from pendampingan.counts.city import Reached
from pendampingan.counts.tallied import tallied
from umkm.models import Centre


@dataclass(frozen=True)
class TrendPoint:
    """What had been reached by the end of one day, the last of its month or the one asked for."""

    as_of: AsOf
    reached: Reached


def trend(as_of: AsOf, centre: Centre | None = None) -> tuple[TrendPoint, ...]:
    """The count at the end of each month from the first change on, and of the day itself, in one query over tallies.

    As reported then, each point is what was reported at the end of its month; as known now, what is known of it now.
    """
    changes = defaultdict(lambda: defaultdict(int))
    for month, stage, net in tallied(as_of, "of_month", "stage", centre=centre):
        changes[month][stage] += net
    if not changes:
        return ()
    points, reached = [], defaultdict(int)
    for month in months(min(changes), as_of.per):
        for stage, net in changes[month].items():
            reached[stage] += net
        points.append(TrendPoint(as_of.on(min(end_of(month), as_of.per)), Reached(dict(reached))))
    return tuple(points)


def months(first: datetime.date, last: datetime.date):
    """The first day of each month from `first`, itself one, to the month of `last`."""
    month = first
    while month <= last:
        yield month
        month = end_of(month) + datetime.timedelta(days=1)


def end_of(month: datetime.date) -> datetime.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
