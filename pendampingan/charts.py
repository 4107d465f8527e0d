"""The shapes of drawings: where each line, bar, tick and tile lies. Templates write them down as SVG."""

import datetime
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pendampingan.counts.city import CentreReached
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.sales import MonthSales
from pendampingan.counts.trend import TrendPoint
from umkm.models import Centre

#: The room between two labels on top of each other, in units of the drawing: a line of its text.
LINE = 15
#: Into how many classes a tile map is divided.
CLASSES = 5


@dataclass(frozen=True)
class Scale:
    """An axis from nothing to a round number, in round steps."""

    step: int
    steps: int

    @classmethod
    def holding(cls, values: Iterable[int], target: int | None) -> "Scale":
        """The shortest axis of at most five steps of 1, 2 or 5 times a power of ten; the target lies within it."""
        highest = max(1, *values, (target or 0) + 1)
        power = 1
        while True:
            for step in (power, 2 * power, 5 * power):
                if (steps := -(-highest // step)) <= 5:
                    return cls(step, steps)
            power *= 10

    @property
    def top(self) -> int:
        return self.step * self.steps

    @property
    def ticks(self) -> range:
        return range(0, self.top + 1, self.step)

    def percent(self, value: int | None) -> float | None:
        """Where a value lies, in percent of the axis."""
        return None if value is None else round(100 * value / self.top, 2)


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where, and what stands beside it."""

    at: float
    value: object


@dataclass(frozen=True)
class Line:
    """The growth of one group: its path, and the height at which its name stands beside the last point."""

    group: Group
    path: str
    label_at: float


@dataclass(frozen=True)
class TrendChart:
    """A trend drawn in `width` by `height`, its axes at `left`, `right` and `bottom`."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    counts: tuple[Tick, ...]
    days: tuple[Tick, ...]
    target: Tick | None
    lines: tuple[Line, ...]


def trend_chart(
    points: Sequence[TrendPoint], target: int | None, *, width: int, height: int, right: int, labels: int
) -> TrendChart | None:
    """Draw the three steps over the days, from nothing before the first month; None where there is no point.

    `right` is the room for the names of the lines and `labels` how many days fit below the axis.
    """
    if not points:
        return None
    left, top, bottom, right = 58, 22, height - 28, width - right
    scale = Scale.holding((point.reached.count(step) for point in points for step in STEPS), target)
    before = points[0].as_of.per.replace(day=1) - datetime.timedelta(days=1)
    days = [before, *(point.as_of.per for point in points)]

    def x(day: datetime.date) -> float:
        return round(left + (right - left) * ((day - before) / (days[-1] - before)), 1)

    def y(value: int) -> float:
        return round(bottom - (bottom - top) * value / scale.top, 1)

    heights = {step: [y(0), *(y(point.reached.count(step)) for point in points)] for step in STEPS}
    label_at = spread({step: line[-1] for step, line in heights.items()})
    return TrendChart(
        width=width,
        height=height,
        left=left,
        right=right,
        bottom=bottom,
        counts=tuple(Tick(y(value), value) for value in scale.ticks),
        days=tuple(Tick(x(day), day) for day in labelled(days, labels)),
        target=None if target is None else Tick(y(target), target),
        lines=tuple(
            Line(
                step,
                "M" + " ".join(f"{x(day)},{at}" for day, at in zip(days, heights[step], strict=True)),
                label_at[step],
            )
            for step in STEPS
        ),
    )


def labelled(days: Sequence[datetime.date], most: int) -> list[datetime.date]:
    """At most so many of the days, counted back from the last one in months that divide or fill years."""
    every = next(gap for gap in (1, 2, 3, 6, *range(12, 12 * len(days), 12)) if len(days[::gap]) <= most)
    return sorted(days[::-1][::every])


def spread(heights: dict[Group, float]) -> dict[Group, float]:
    """The heights of labels, moved down as far as each needs to stand clear of the one above."""
    spread_out, free = {}, float("-inf")
    for group, at in sorted(heights.items(), key=lambda item: item[1]):
        spread_out[group] = free = max(at, free)
        free += LINE
    return spread_out


@dataclass(frozen=True)
class Bar:
    """One month: its place across, and the top and height of its bar, both None where nothing is known of it."""

    month: MonthSales
    x: float
    y: float | None
    height: float | None


@dataclass(frozen=True)
class SalesChart:
    """Sales by month drawn in `width` by `height`: a bar each, `thick`; a month without a figure is left empty."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    thick: float
    amounts: tuple[Tick, ...]
    labels: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def sales_chart(months: Sequence[MonthSales], *, width: int, height: int, labels: int) -> SalesChart:
    """Draw the months side by side; `labels` is how many of them fit below the axis by name."""
    left, top, bottom, right = 92, 12, height - 28, width - 8
    scale = Scale.holding((each.amount for each in months if each.amount is not None), None)
    room = (right - left) / max(len(months), 6)
    named = labelled([each.month for each in months], labels)

    def drawn(place: int, each: MonthSales) -> Bar:
        x = round(left + room * (place + 0.15), 1)
        if each.amount is None:
            return Bar(each, x, None, None)
        # Nothing sold is told apart from nothing known: it has a bar, if one like a line.
        tall = max(1.5, round((bottom - top) * each.amount / scale.top, 1))
        return Bar(each, x, round(bottom - tall, 1), tall)

    bars = tuple(drawn(place, each) for place, each in enumerate(months))
    return SalesChart(
        width=width,
        height=height,
        left=left,
        right=right,
        bottom=bottom,
        thick=round(room * 0.7, 1),
        amounts=tuple(Tick(round(bottom - (bottom - top) * value / scale.top, 1), value) for value in scale.ticks),
        labels=tuple(Tick(round(bar.x + room * 0.35, 1), bar.month.month) for bar in bars if bar.month.month in named),
        bars=bars,
    )


@dataclass(frozen=True)
class Tile:
    """A centre in the map: its rate, and its class, 0 where there is nothing to class."""

    centre: Centre
    rate: float | None
    quantile: int

    @property
    def name(self) -> str:
        """The centre's name as it fits a tile."""
        return self.centre.name.replace("Kepulauan", "Kep.")


@dataclass(frozen=True)
class QuantileClass:
    """One class of the legend: from the lowest to the highest rate in it, as precise as tiles say them."""

    number: int
    lowest: float
    highest: float


@dataclass(frozen=True)
class TileMap:
    tiles: tuple[Tile, ...]
    classes: tuple[QuantileClass, ...]

    @property
    def has_gaps(self) -> bool:
        return any(tile.quantile == 0 for tile in self.tiles)


def tile_map(centres: Sequence[CentreReached]) -> TileMap:
    """The centres in five classes of equally many, by registered businesses per 1,000 inhabitants; equals together."""
    rates = sorted(centre.per_thousand for centre in centres if centre.per_thousand is not None)

    def quantile(rate: float | None) -> int:
        return 0 if rate is None else 1 + CLASSES * bisect_left(rates, rate) // len(rates)

    members: dict[int, list[float]] = {}
    for rate in rates:
        members.setdefault(quantile(rate), []).append(rate)
    by_place = sorted(centres, key=lambda row: (row.centre.tile_row, row.centre.tile_column))
    return TileMap(
        tuple(Tile(row.centre, row.per_thousand, quantile(row.per_thousand)) for row in by_place),
        tuple(QuantileClass(number, round(rates[0], 1), round(rates[-1], 1)) for number, rates in members.items()),
    )
