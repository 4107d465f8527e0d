"""What was announced in public against the ledger: what it counted then, what it knows now, and why these are three numbers."""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, product
from operator import attrgetter

from django.db.models import Count, F, Func, IntegerField, Value

from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.change import Account, Cause, Change, parts
from pendampingan.counts.group import Group
from pendampingan.models import LedgerLine, PublishedFigure
from pendampingan.models.ledger import midnight_after
from umkm.choices import Stage

#: The registry knows of a day where anything took effect within so many days up to it: centres work every week, so a longer
#: silence is not a quiet month but a time that nobody recorded.
SILENCE = datetime.timedelta(days=31)


@dataclass(frozen=True)
class Step:
    """From one announced figure to the next one of its stage: how far they lie apart, and how far the registry moved."""

    first: PublishedFigure
    second: PublishedFigure
    moved: int

    @property
    def difference(self) -> int:
        return self.second.value - self.first.value

    @property
    def unexplained(self) -> int:
        """What of the step the ledger does not account for."""
        return self.difference - self.moved


@dataclass(frozen=True)
class Reconciled:
    """The figures of one stage on one day, which may contradict each other, and the accounts that lead on from them."""

    stage: Stage
    figures: tuple[PublishedFigure, ...]
    #: From what was reported then to what is known now. None where the registry has no facts of that day.
    since: Account | None
    #: From the last day before of which there are facts and a figure, as each was reported then; None where there is none.
    step: Account | None
    steps: tuple[Step, ...]

    @property
    def is_contradictory(self) -> bool:
        return len({figure.value for figure in self.figures}) > 1


@dataclass(frozen=True)
class ReconciledDay:
    """All that was announced for one day."""

    as_of: AsOf
    stages: tuple[Reconciled, ...]


def reconciliation() -> list[ReconciledDay]:
    """What was announced and stands, the earliest day first; two queries, one of them over the ledger, however much it is."""
    figures = list(PublishedFigure.objects.standing().order_by("as_of", "stage", "pk"))
    ledger = _Ledger.read({figure.as_of for figure in figures})
    days, before = [], {}
    for day, of_day in groupby(figures, key=attrgetter("as_of")):
        stages = []
        for stage, of_stage in groupby(of_day, key=attrgetter("stage")):
            stages.append(_reconciled(ledger, Stage(stage), day, tuple(of_stage), before.get(stage)))
            if stages[-1].since:
                before[stage] = stages[-1]
        days.append(ReconciledDay(AsOf(day, Basis.THEN), tuple(stages)))
    return days


def _reconciled(
    ledger: "_Ledger",
    stage: Stage,
    day: datetime.date,
    figures: tuple[PublishedFigure, ...],
    before: Reconciled | None,
) -> Reconciled:
    group, as_of = Group.of_stage(stage), AsOf(day, Basis.THEN)
    if group is None or not ledger.knows_of(day):
        return Reconciled(stage, figures, since=None, step=None, steps=())
    since = ledger.account(Change(as_of, as_of.known(Basis.NOW), group))
    if before is None:
        return Reconciled(stage, figures, since, step=None, steps=())
    step = ledger.account(Change(before.since.change.first, as_of, group))
    steps = (Step(*pair, step.difference) for pair in product(before.figures, figures))
    return Reconciled(stage, figures, since, step, tuple(steps))


@dataclass(frozen=True)
class _Pile:
    """Lines of the ledger that no count of a published day can tell apart: how many of one reason and delta took effect
    after one of the bounds and up to the next, and were recorded likewise."""

    effective: int
    recorded: int
    reason: str
    delta: int
    number: int


@dataclass(frozen=True)
class _Ledger:
    """The whole ledger in piles, read in one walk whatever is then asked of it.

    `bounds` are the days of the figures, and those with which the silence before each would begin, in order.
    """

    bounds: tuple[datetime.date, ...]
    piles: Mapping[int, list[_Pile]]

    @classmethod
    def read(cls, days: Iterable[datetime.date]) -> "_Ledger":
        bounds = tuple(sorted({bound for day in days for bound in (day, day - SILENCE)}))
        piles = defaultdict(list)
        if bounds:
            midnights = [midnight_after(bound) for bound in bounds]
            nexts = [bound + datetime.timedelta(days=1) for bound in bounds]
            lines = LedgerLine.objects.annotate(
                effective=_past(nexts, "effective_on"), recorded=_past(midnights, "recorded_at")
            )
            read = lines.values_list("stage", "effective", "recorded", "reason", "delta").annotate(Count("business_id"))
            for stage, *pile in read:
                piles[stage].append(_Pile(*pile))
        return cls(bounds, piles)

    def knows_of(self, day: datetime.date) -> bool:
        """Whether anything took effect on the day or in the silence that it could follow."""
        after, until = self._at(day - SILENCE), self._at(day)
        return any(after < pile.effective <= until for piles in self.piles.values() for pile in piles)

    def account(self, change: Change) -> Account:
        """As `parts_of` would, and the counts with it."""
        counts, effects, earlier = [0, 0], [], self._at(change.earlier)
        for pile in self.piles[change.group.stage]:
            summed = [self._sums(pile, as_of) for as_of in (change.first, change.second)]
            for moment, is_in in enumerate(summed):
                counts[moment] += is_in * pile.delta * pile.number
            if summed[0] != summed[1]:
                cause = Cause.of(pile.reason, is_fresh=pile.effective > earlier)
                effects.append((cause, pile.delta if summed[1] else -pile.delta, pile.number))
        return Account(change, *counts, parts(effects))

    def _sums(self, pile: _Pile, as_of: AsOf) -> bool:
        known = as_of.known_on is None or pile.recorded <= self._at(as_of.known_on)
        return known and pile.effective <= self._at(as_of.per)

    def _at(self, bound: datetime.date) -> int:
        return bisect_left(self.bounds, bound)


def _past(bounds: list, column: str) -> Func:
    """How many of the bounds, which are in order, the column has reached."""
    return Func(F(column), Value(bounds), function="width_bucket", output_field=IntegerField())
