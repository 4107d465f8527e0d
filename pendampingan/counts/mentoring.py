"""What the visits of some days came to: mentors, businesses, and the sales that these told of."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet

from pendampingan.counts.stand_ins import StandIns
from pendampingan.models import MentoringVisit
from umkm.models import Centre, CentreStaff

#: Of fewer businesses no sum of sales is told: it would tell what one of them sells.
FEWEST = 3


@dataclass
class Sales:
    """What businesses told at visits: which of them, of how many months together, and how much in these, in rupiah."""

    businesses: set[int] = field(default_factory=set)
    months: int = 0
    amount: int = 0


@dataclass(frozen=True)
class MentorsVisits:
    """What one mentor did at one centre. `agency` is None where they work there no longer."""

    centre: int
    agency: int | None
    mentor: int
    visits: int
    businesses: frozenset[int]
    sales: Sales


@dataclass(frozen=True)
class Mentoring:
    """What visits came to: in visits, mentors and businesses, each of the latter two once."""

    visits: int
    mentors: int
    businesses: int
    #: How many of the businesses told of their sales, of how many months together, and how much in these, in rupiah.
    telling: int
    months: int
    sales: int

    @classmethod
    def of(cls, made: Iterable[MentorsVisits]) -> "Mentoring":
        made = list(made)
        return cls(
            visits=sum(each.visits for each in made),
            mentors=len({each.mentor for each in made}),
            businesses=len(frozenset().union(*(each.businesses for each in made))),
            telling=len(frozenset().union(*(each.sales.businesses for each in made))),
            months=sum(each.sales.months for each in made),
            sales=sum(each.sales.amount for each in made),
        )

    @property
    def reporting(self) -> float | None:
        """Which part of the businesses visited told of their sales; None of none."""
        return self.telling / self.businesses if self.businesses else None

    @property
    def sales_told(self) -> int | None:
        """The sum of sales, None where it would give away what one business sells."""
        return self.sales if self.telling >= FEWEST else None

    @property
    def millions(self) -> int | None:
        """The same in million rupiah, where there is little room."""
        return None if self.sales_told is None else round(self.sales_told / 1_000_000)


def mentors_visits(
    first: datetime.date, last: datetime.date, stand_ins: StandIns, centre: Centre | None = None
) -> list[MentorsVisits]:
    """The visits of the span that stand, made by the centre or by all, of each mentor at each centre; three queries."""
    standing = MentoringVisit.objects.standing().made_between(first, last)
    visits = standing.filter(centre=centre) if centre else standing
    told = standing.filter(business__survivor__in=visits.values("business__survivor")) if centre else standing
    sales = _sales(told, stand_ins)
    agencies = {(user, at): agency for user, at, agency in CentreStaff.objects.values_list("user", "centre", "agency")}
    return [
        MentorsVisits(at, agencies.get((mentor, at)), mentor, made, stand_ins.of(businesses), sales[at, mentor])
        for at, mentor, made, businesses in visits.values_list("centre", "mentor")
        .order_by()
        .annotate(made=Count("*"), businesses=ArrayAgg("business"))
    ]


def _sales(visits: QuerySet, stand_ins: StandIns) -> dict[tuple[int, int], Sales]:
    """What was told at each centre to each mentor. Of several figures for a month of a business the latest is believed,
    wherever it was told."""
    told = visits.exclude(monthly_sales=None).order_by("visited_on", "pk")
    believed = {
        (stand_ins.one(business), on.year, on.month): (centre, mentor, amount)
        for business, on, centre, mentor, amount in told.values_list(
            "business", "visited_on", "centre", "mentor", "monthly_sales"
        )
    }
    sales = defaultdict(Sales)
    for (business, _year, _month), (centre, mentor, amount) in believed.items():
        if business is not None:
            to = sales[centre, mentor]
            to.businesses.add(business)
            to.months += 1
            to.amount += amount
    return sales
