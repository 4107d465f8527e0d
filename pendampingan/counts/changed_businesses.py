"""Which businesses came into a count, went out of it, or stand in it otherwise, from one moment to another."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendampingan.choices import Reason
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.behind import standing
from pendampingan.counts.change import Cause, Change
from pendampingan.models import LedgerLine
from umkm.models import Business, Centre


class Fate(StrEnum):
    """What became of a business in a count; the value is its word in addresses."""

    CAME = "datang"
    WENT = "pergi"
    MOVED = "pindah"
    OTHER_DAY = "lain-hari"
    AS_BEFORE = "tetap"

    @property
    def label(self) -> Promise:
        return _LABELS[self]

    def is_told_of(self, centre: Centre | None) -> bool:
        """Whoever moves comes to one centre and goes from another; only in the city do they move."""
        return centre is None or self != Fate.MOVED


_LABELS = {
    Fate.CAME: _("came to be counted"),
    Fate.WENT: _("is counted no more"),
    Fate.MOVED: _("is counted at another centre"),
    Fate.OTHER_DAY: _("is counted from another day"),
    Fate.AS_BEFORE: _("as before: other evidence, or changed and changed back"),
}


class _DayNumber(Func):
    template = "(%(expressions)s - DATE '2000-01-01')"
    output_field = IntegerField()


def businesses_with(fate: Fate, change: Change) -> QuerySet:
    """A row with its `business_id` for each business that has this fate between the two moments."""
    rows = _chains(change) if fate == _plain_fate(change) else _tangled(change)
    return rows.filter(_is(fate, change))


def fates(change: Change, lines: int) -> Mapping[Fate, int]:
    """How many businesses have each fate that is told there; one query over the ledger. `lines`: how many the change has.

    Almost every business has one line, which was plainly recorded: those need not be told apart one by one.
    """
    told = [fate for fate in Fate if fate.is_told_of(change.centre)]
    counts = {fate.name: Count("business_id", filter=_is(fate, change)) for fate in told}
    sums = _tangled(change).aggregate(**counts, lines=Sum("touched", default=0))
    numbers = {fate: sums[fate.name] for fate in told}
    numbers[_plain_fate(change)] += lines - sums["lines"]
    return numbers


def _chains(change: Change) -> QuerySet:
    """The businesses that lines of the change are about, and at one centre all that either moment counts there: a row each, with
    what its lines add up to.

    Of one business a count sums a chain of lines: one more at a centre from a day on, and with each move one fewer there and one
    more elsewhere. So the sums of centres and of days, each line with its sign, are the centre where it stands and the day
    since when; where they differ between the moments, it has another. At one centre the chain of a business that was there in
    between, and at neither moment, leaves a difference of days too; so there it is asked whether it counted at the first.
    """
    lines = change.lines if change.centre is None else change.of_either
    rows = lines.values_list("business_id", named=True).annotate(
        net=Sum("effect"),
        otherwise=Sum(F("effect") * _DayNumber("effective_on")),
        touched=Count("business_id", filter=~Q(effect=0)),
    )
    if change.centre is None:
        return rows.annotate(elsewhere=Sum(F("effect") * F("centre_id")))
    return rows.annotate(counted=Sum("delta", filter=change.of_first, default=0))


def _tangled(change: Change) -> QuerySet:
    """Of the city those that have more than one plain line; a centre has so few lines that it is not worth asking."""
    rows = _chains(change)
    if change.centre:
        return rows
    plain = 1 if _plain_fate(change) == Fate.CAME else -1
    return rows.filter(business_id__in=change.lines.exclude(reason=Reason.RECORDED, effect=plain).values("business_id"))


def _plain_fate(change: Change) -> Fate:
    """What becomes of a business that has one line of the change, which was plainly recorded."""
    return Fate.CAME if change.second.per >= change.first.per else Fate.WENT


def _is(fate: Fate, change: Change) -> Q:
    """Whether a row of `_chains` has this fate."""
    touched, stayed = Q(touched__gt=0), Q(net=0)
    in_city = change.centre is None
    moved = stayed & ~Q(elsewhere=0) if in_city else Q(net=None)
    other_day = stayed & ~Q(otherwise=0) & (Q(elsewhere=0) if in_city else Q(counted__gt=0))
    return {
        Fate.CAME: Q(net__gt=0),
        Fate.WENT: Q(net__lt=0),
        Fate.MOVED: moved,
        Fate.OTHER_DAY: other_day,
        Fate.AS_BEFORE: touched & stayed & ~other_day & (Q(elsewhere=0) if in_city else Q()),
    }[fate]


@dataclass(frozen=True)
class Stand:
    """Where a business counts, and since when."""

    centre: Centre
    since: date


@dataclass(frozen=True)
class ChangedBusiness:
    """One business at both moments, None where it does not count, and why its lines differ."""

    business: Business
    before: Stand | None
    after: Stand | None
    causes: tuple[Cause, ...]


def changed_businesses(change: Change, businesses: Collection[int]) -> list[ChangedBusiness]:
    """These businesses at both moments, in order of id; two queries however many."""
    lines = defaultdict(list)
    of_either = change.of_either.filter(business__in=businesses).select_related("centre").order_by("id")
    for line in of_either:
        lines[line.business_id].append(line)
    rows = Business.objects.filter(pk__in=businesses).for_list().order_by("pk")
    return [_changed(business, change, lines[business.pk]) for business in rows]


def _changed(business: Business, change: Change, lines: list[LedgerLine]) -> ChangedBusiness:
    causes = {Cause.of(line.reason, is_fresh=line.effective_on > change.earlier) for line in lines if line.effect}
    return ChangedBusiness(
        business,
        before=_stand(lines, change.first),
        after=_stand(lines, change.second),
        causes=tuple(cause for cause in Cause if cause in causes),
    )


def _stand(lines: list[LedgerLine], moment: AsOf) -> Stand | None:
    known = [line for line in lines if line.is_summed(moment.per, moment.known_on)]
    reached = standing(known)
    if sum(line.delta for line in known) <= 0:
        return None
    return Stand(reached[-1].centre, reached[0].effective_on)
