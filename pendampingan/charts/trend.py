"""How counts grew, as lines over time."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from pendampingan.charts.axis import Scale, Tick, labelled
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.trend import TrendPoint

#: The room between two labels on top of each other, in units of the drawing: a line of its text.
LINE = 15


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


def spread(heights: dict[Group, float]) -> dict[Group, float]:
    """The heights of labels, moved down as far as each needs to stand clear of the one above."""
    spread_out, free = {}, float("-inf")
    for group, at in sorted(heights.items(), key=lambda item: item[1]):
        spread_out[group] = free = max(at, free)
        free += LINE
    return spread_out
