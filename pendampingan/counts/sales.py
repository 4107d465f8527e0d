"""The monthly sales of a business, as its owner told them at visits."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile

from django.db.models import QuerySet

#: So many months at most are looked back from the last one.
MOST = 24


@dataclass(frozen=True)
class MonthSales:
    """What was sold in the month that begins on this day, in rupiah; None where no visit says it."""

    month: datetime.date
    amount: int | None


def sales_by_month(visits: QuerySet) -> list[MonthSales]:
    """Every month from the first to the last that these visits tell of, those of which none does among them.

    A visit tells of the month before its own; of several the latest is believed.
    """
    told = visits.standing().exclude(monthly_sales=None).order_by("visited_on", "pk")
    amounts = {month_before(on): amount for on, amount in told.values_list("visited_on", "monthly_sales")}
    months = [MonthSales(month, amounts.get(month)) for month in _from_first_to_last(amounts)]
    return list(dropwhile(lambda each: each.amount is None, months[-MOST:]))


def month_before(day: datetime.date) -> datetime.date:
    """The first day of the month before that of this day."""
    return (day.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def _from_first_to_last(months: Iterable[datetime.date]) -> Iterator[datetime.date]:
    months = sorted(months)
    month = months[0] if months else None
    while month and month <= months[-1]:
        yield month
        month = (month + datetime.timedelta(days=31)).replace(day=1)
