"""The axes of drawings: round steps of numbers, and days so far apart that their labels fit."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


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


def labelled(days: Sequence[datetime.date], most: int) -> list[datetime.date]:
    """At most so many of the days, counted back from the last one in months that divide or fill years."""
    every = next(gap for gap in (1, 2, 3, 6, *range(12, 12 * len(days), 12)) if len(days[::gap]) <= most)
    return sorted(days[::-1][::every])
