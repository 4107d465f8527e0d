"""The businesses behind a number, read from the ledger, so that moved, voided and merged ones are among them."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, Sum, When

from pendampingan.choices import Evidence, Reason
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.group import Group
from pendampingan.models import LedgerLine
from umkm.models import Business, Centre


@dataclass(frozen=True)
class Counted:
    """One business as it stands in a count: where, since when, on what evidence, and by which line it came there."""

    business: Business
    centre: Centre
    since: datetime.date
    evidence: Evidence
    reason: Reason
    recorded_at: datetime.datetime

    @property
    def has_moved(self) -> bool:
        """It is at another centre now."""
        return self.business.progress.centre_id != self.centre.pk


def behind(group: Group, as_of: AsOf, centre: Centre | None = None) -> QuerySet:
    """The `business_id` of each business in the group that day, in the city or at one centre, by its lines' sum.

    In the order of business_id the database walks the ledger from business to business and stops after a page, or
    sums the whole count where that is small; never both.
    """
    return _standing_sums(group, as_of, centre, "business_id")


def placed_behind(group: Group, as_of: AsOf, centre: Centre | None = None) -> QuerySet:
    """The same businesses, each with the `centre_id` where it stood in the count: it stands at one of them."""
    return _standing_sums(group, as_of, centre, "business_id", "centre_id")


def _standing_sums(group: Group, as_of: AsOf, centre: Centre | None, *keys: str) -> QuerySet:
    lines = LedgerLine.objects.as_of(as_of.per, as_of.known_on).filter(stage__in=list(group.stages))
    if centre:
        lines = lines.filter(centre=centre)
    return lines.values_list(*keys, named=True).annotate(net=Sum(signed(group))).filter(net__gt=0)


def signed(group: Group) -> Case:
    """What a line of one of its stages adds to the group."""
    return Case(*(When(stage=stage, then=F("delta") * sign) for stage, sign in group.stages.items()))


def counted(businesses: Collection[int], group: Group, as_of: AsOf) -> list[Counted]:
    """The businesses with these ids as the count sees them, in order of id; two queries however many."""
    lines = defaultdict(list)
    known = LedgerLine.objects.as_of(as_of.per, as_of.known_on).filter(business__in=businesses, stage=group.stage)
    for line in known.select_related("centre").order_by("id"):
        lines[line.business_id].append(line)
    rows = Business.objects.filter(pk__in=businesses).for_list().order_by("pk")
    return [_counted(business, standing(lines[business.pk])) for business in rows]


def standing(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """The lines, out of one business's for one stage in the order of recording, that nothing has taken back.

    The first of them says since when it has reached the stage, the last one where it stands.
    """
    net, added = defaultdict(int), {}
    for line in lines:
        key = line.centre_id, line.effective_on, line.evidence_kind, line.evidence_id
        net[key] += line.delta
        if line.delta > 0:
            added[key] = line
    return sorted((added[key] for key, sum_ in net.items() if sum_ > 0), key=lambda line: line.effective_on)


def _counted(business: Business, lines: list[LedgerLine]) -> Counted:
    reached, here = lines[0], lines[-1]
    return Counted(
        business=business,
        centre=here.centre,
        since=reached.effective_on,
        evidence=Evidence(reached.evidence_kind),
        reason=Reason(here.reason),
        recorded_at=here.recorded_at,
    )
