"""The sales of a business, as a bar a month."""

from collections.abc import Sequence
from dataclasses import dataclass

from pendampingan.charts.axis import Scale, Tick, labelled
from pendampingan.counts.sales import MonthSales


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
