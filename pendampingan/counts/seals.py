"""The chain of sealed days, as it is kept elsewhere."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from pendampingan.models import Seal

#: The heading of a file of the chain.
COLUMNS = ("day", "lines", "sha256")


@dataclass(frozen=True)
class Chain:
    """How many days are sealed, from the first to the last; none are before anything was recorded."""

    days: int
    first: datetime.date | None
    last: datetime.date | None


def chain() -> Chain:
    return Chain(**Seal.objects.aggregate(days=Count("day"), first=Min("day"), last=Max("day")))


def seal_of(day: datetime.date) -> Seal | None:
    """The seal of a day; None where it has none yet."""
    return Seal.objects.filter(day=day).first()


def links() -> Iterator[tuple[str, str, str]]:
    """Day, number of lines and seal of each day, in order, as a file has them."""
    sealed = Seal.objects.in_order().values_list(*COLUMNS)
    return ((day.isoformat(), str(lines), sha256) for day, lines, sha256 in sealed.iterator())


def first_unlike(kept: Iterable[tuple[str, ...]]) -> str | None:
    """The first of these links that the chain does not have, as the day they say; None where it has all of them."""
    there = set(links())
    return next((" ".join(link[:1]) for link in kept if link not in there), None)
