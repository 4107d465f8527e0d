"""Counts as pages show them: each number with the address of its rows, where this reader may see them all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from pendampingan.access import OpenCounts
from pendampingan.charts.axis import Scale
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.aspect import Aspect
from pendampingan.counts.attainment import Attainment, CityTarget, Targets
from pendampingan.counts.breakdown import Breakdown
from pendampingan.counts.city import Reached
from pendampingan.counts.group import FUNNEL, STEPS, Group
from pendampingan.counts.growth import Growth
from pendampingan.counts.measures import Definition
from pendampingan.counts.narrowing import Narrowing
from pendampingan.counts.pace import Pace, pace_needed
from pendampingan.counts.people import Funnel
from pendampingan.counts.sampled import ErrorRate
from pendampingan.counts.strength import Strength, Strengths
from pendampingan.counts.trend import TrendPoint
from pendampingan.models import Target
from umkm.models import Centre


def said(as_of: AsOf) -> str:
    """What an address says of the day and the knowledge: "per=2021-10-25&diketahui=lalu"."""
    return f"per={as_of.per.isoformat()}&diketahui={as_of.word}"


@dataclass(frozen=True)
class Figure:
    """A number, and its rows' address, None where they are not all the reader's to see."""

    value: int
    url: str | None


@dataclass(frozen=True)
class Earlier:
    """The same count a year earlier, and how it grew since."""

    as_of: AsOf
    figure: Figure
    growth: Growth


@dataclass(frozen=True)
class Card:
    """One step against the target, with both in percent of a scale that the cards share."""

    group: Group
    figure: Figure
    attained: Attainment
    reached_at: float
    target_at: float | None
    pace: Pace | None
    #: None where a page does not look back.
    earlier: Earlier | None
    #: What the last sample of the figure came to, where one was drawn.
    error_rate: ErrorRate | None


@dataclass(frozen=True)
class GroupRow:
    """A group of businesses: how many, and what part of those they are shown with."""

    group: Group
    figure: Figure
    share: float | None
    #: What the last sample of the figure came to, where one was drawn and no card says it.
    error_rate: ErrorRate | None = None

    @property
    def percent(self) -> float:
        return round(100 * (self.share or 0), 2)


@dataclass(frozen=True)
class FunnelRow:
    """A group: how many businesses and people. People open no rows: a list of businesses has its own number."""

    group: Group
    businesses: Figure
    people: int
    share_of_businesses: float | None
    share_of_people: float | None


@dataclass(frozen=True)
class TargetRow:
    """One target of the city, and how far each step is against it; where that day lies in its period."""

    of_city: CityTarget
    attained: tuple[tuple[Group, Attainment], ...]
    is_over: bool
    is_to_come: bool


@dataclass(frozen=True)
class MeasureRow:
    """One definition of what counts: how many it counts, and of the target, both None where nothing is recorded yet."""

    definition: Definition
    figure: Figure | None
    share: float | None


@dataclass(frozen=True)
class KindRow:
    """One kind of business: how many have taken each step, and those registered in percent of all registered."""

    kind: Promise
    steps: tuple[Figure, ...]
    percent: float


@dataclass(frozen=True)
class StrengthRow:
    """What of each step rests on evidence of one strength; all of it where `strength` is None."""

    strength: Strength | None
    steps: tuple[GroupRow, ...]


@dataclass(frozen=True)
class KindTable:
    """The kinds of one aspect, such as the sectors, in their order."""

    aspect: Aspect
    rows: tuple[KindRow, ...]


@dataclass(frozen=True)
class MonthRow:
    """The three steps at the end of a month, or on the day asked for."""

    as_of: AsOf
    steps: tuple[Figure, ...]


@dataclass(frozen=True)
class Figures:
    """Makes the figures of one page: of one day and knowledge, for one reader, of one centre or the city."""

    as_of: AsOf
    open_counts: OpenCounts
    centre: Centre | None = None

    def figure(
        self, reached: Reached, group: Group, *, as_of: AsOf | None = None, centre: Centre | None = None
    ) -> Figure:
        centre = centre or self.centre
        opens = self.open_counts.includes(centre)
        return Figure(reached.count(group), self._rows(group, as_of or self.as_of, centre) if opens else None)

    def narrowed(self, value: int, group: Group, narrowing: Narrowing, *, centre: Centre | None = None) -> Figure:
        """A count of businesses as known now, those of some kind at their place of today."""
        centre = centre or self.centre
        opens = self.open_counts.includes(centre) and (self.open_counts.personal or not narrowing.is_personal)
        return Figure(value, self._rows(group, self.as_of, centre, narrowing) if opens else None)

    def cards(
        self,
        reached: Reached,
        target: Target | None,
        earlier: Reached | None = None,
        rates: Mapping[Group, ErrorRate] = MappingProxyType({}),
    ) -> list[Card]:
        """`earlier`: what had been reached a year before; `rates`: what samples of the figures came to."""
        value, then = target and target.value, self.as_of.a_year_earlier()
        scale = Scale.holding((reached.count(step) for step in STEPS), value)
        return [
            Card(
                group=step,
                figure=self.figure(reached, step),
                attained=Attainment(reached.count(step), value),
                reached_at=scale.percent(reached.count(step)),
                target_at=scale.percent(value),
                pace=target and pace_needed(reached.count(step), target, self.as_of.per),
                earlier=earlier
                and Earlier(
                    as_of=then,
                    figure=self.figure(earlier, step, as_of=then),
                    growth=Growth(reached.count(step), earlier.count(step)),
                ),
                error_rate=rates.get(step),
            )
            for step in STEPS
        ]

    def groups(self, reached: Reached, rates: Mapping[Group, ErrorRate]) -> list[GroupRow]:
        registered = reached.count(Group.REGISTERED)
        return [
            GroupRow(
                group,
                self.figure(reached, group),
                part(reached.count(group), registered),
                None if group in STEPS else rates.get(group),
            )
            for group in Group
        ]

    def funnel(self, funnel: Funnel) -> list[FunnelRow]:
        businesses, people = funnel.businesses, funnel.people
        registered, owners = businesses.count(Group.REGISTERED), people.count(Group.REGISTERED)
        return [
            FunnelRow(
                group,
                self.narrowed(businesses.count(group), group, Narrowing()),
                people.count(group),
                part(businesses.count(group), registered),
                part(people.count(group), owners),
            )
            for group in FUNNEL
        ]

    def targets(self, reached: Reached, targets: Targets) -> list[TargetRow]:
        return [
            TargetRow(
                of_city=each,
                attained=tuple((step, Attainment(reached.count(step), each.target.value)) for step in STEPS),
                is_over=each.target.ends_on < self.as_of.per,
                is_to_come=each.target.starts_on > self.as_of.per,
            )
            for each in targets.of_city
        ]

    def measures(self, reached: Reached, target: Target | None, definitions: Iterable[Definition]) -> list[MeasureRow]:
        return [
            MeasureRow(
                definition=each,
                figure=each.group and self.figure(reached, each.group),
                share=part(reached.count(each.group), target.value) if each.group and target else None,
            )
            for each in definitions
        ]

    def strengths(self, strengths: Strengths) -> list[StrengthRow]:
        """The strongest first, and below them all together."""
        return [StrengthRow(each, tuple(self._resting_on(each, strengths))) for each in (*Strength, None)]

    def _resting_on(self, strength: Strength | None, strengths: Strengths) -> Iterator[GroupRow]:
        for step, counted in strengths.items():
            whole = sum(counted.values())
            value = counted[strength] if strength else whole
            yield GroupRow(step, self.narrowed(value, step, Narrowing(strength=strength)), part(value, whole))

    def kinds(self, breakdown: Breakdown) -> list[KindTable]:
        return [KindTable(aspect, tuple(self._kinds_of(aspect, kinds))) for aspect, kinds in breakdown.items()]

    def _kinds_of(self, aspect: Aspect, kinds: Mapping[str, Reached]) -> Iterator[KindRow]:
        registered = sum(reached.count(Group.REGISTERED) for reached in kinds.values())
        for kind, reached in kinds.items():
            steps = (self.narrowed(reached.count(step), step, Narrowing({aspect: kind})) for step in STEPS)
            share = part(reached.count(Group.REGISTERED), registered)
            yield KindRow(aspect.kinds[kind], tuple(steps), round(100 * (share or 0), 2))

    def months(self, points: Iterable[TrendPoint]) -> list[MonthRow]:
        return [
            MonthRow(point.as_of, tuple(self.figure(point.reached, step, as_of=point.as_of) for step in STEPS))
            for point in points
        ]

    def _rows(self, group: Group, as_of: AsOf, centre: Centre | None, narrowing: Narrowing | None = None) -> str:
        place = f"&pusat={centre.code}" if centre else ""
        kinds = f"&{urlencode(narrowing.parameters)}" if narrowing else ""
        return f"{self._list}?tahap={group.value}{place}{kinds}&{said(as_of)}"

    @cached_property
    def _list(self) -> str:
        return reverse("count_list")


def part(some: int, whole: int) -> float | None:
    """Which part of the whole some are; None of nothing."""
    return some / whole if whole else None
