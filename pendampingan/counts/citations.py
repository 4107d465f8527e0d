"""Which figures can be cited, and what became of those that were."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection
from django.db.models import Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from pendampingan.counts.as_of import AsOf
from pendampingan.counts.behind import signed
from pendampingan.counts.group import Group
from pendampingan.models import Citation, LedgerLine
from pendampingan.models.ledger import midnight_after
from umkm.models import Business, Centre

#: Business numbers are given out one after another: of fewer than these somebody could try all of them until the hash fits.
FEWEST_HASHED = 5


class Way(StrEnum):
    """Into a figure, or out of it; the value is its word in addresses."""

    CAME = "bertambah"
    WENT = "berkurang"


@dataclass(frozen=True)
class Recounted:
    """A cited figure counted anew, in businesses: with the same knowledge, and how many came and went since."""

    citation: Citation
    value: int
    sha256: str
    came: int
    went: int

    @property
    def intact(self) -> bool:
        """The ledger says what it said."""
        return (self.value, self.sha256) == (self.citation.value, self.citation.sha256)

    @property
    def unchanged(self) -> bool:
        """As is known now it is the same businesses."""
        return self.intact and not self.came and not self.went

    @property
    def value_now(self) -> int:
        return self.value + self.came - self.went


@dataclass(frozen=True)
class Changed:
    """A business that came into a figure or went out of it, and the line that last moved it."""

    business: Business
    line: LedgerLine


def citable(as_of: AsOf, *, today: datetime.date) -> AsOf:
    """What is cited where this is shown: with the knowledge of the last day that was over, and about no later day."""
    known_on = min(as_of.known_on or today, today - datetime.timedelta(days=1))
    return AsOf.known_at(min(as_of.per, known_on), known_on)


def as_of_cited(citation: Citation) -> AsOf:
    return AsOf.known_at(citation.day, citation.known_on)


def cited(as_of: AsOf, centre: Centre | None) -> dict[Group, Citation]:
    """What was cited of one day, knowledge and place, by figure; one query."""
    found = Citation.objects.of(day=as_of.per, known_on=as_of.known_on, centre=centre)
    return {Group(citation.figure): citation for citation in found}


def recounted(citation: Citation) -> Recounted:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT value, sha256, came, went FROM recounted(%s, %s::smallint, %s, %s)",
            [citation.figure, citation.centre_id, citation.day, citation.known_on],
        )
        return Recounted(citation, *cursor.fetchone())


def changed(citation: Citation, way: Way) -> QuerySet:
    """The `business_id` of each business that came or went since, as is known now."""
    group = Group(citation.figure)
    lines = _lines(citation).filter(effective_on__lte=citation.day)
    then = Sum(signed(group), filter=Q(recorded_at__lt=midnight_after(citation.known_on)))
    sums = lines.values_list("business_id", named=True).annotate(now=Sum(signed(group)), known=Coalesce(then, Value(0)))
    if way == Way.CAME:
        return sums.filter(now__gt=0, known__lte=0)
    return sums.filter(now__lte=0, known__gt=0)


def told(businesses: Collection[int], citation: Citation) -> Iterable[Changed]:
    """These businesses in order of id, each with the last line that moved it; two queries however many."""
    since = _lines(citation).filter(business__in=businesses, recorded_at__gte=midnight_after(citation.known_on))
    last = {line.business_id: line for line in since.order_by("id")}
    rows = Business.objects.filter(pk__in=businesses).for_list().order_by("pk")
    return [Changed(business, last[business.pk]) for business in rows]


def _lines(citation: Citation) -> QuerySet:
    lines = LedgerLine.objects.filter(stage__in=list(Group(citation.figure).stages))
    return lines.filter(centre=citation.centre_id) if citation.centre_id else lines
