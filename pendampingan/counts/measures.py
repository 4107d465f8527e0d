"""The definitions of what counts, side by side, and what was last said in public of each."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from pendampingan.choices import Unit
from pendampingan.counts.group import Group
from pendampingan.models import Measure, PublishedFigure


@dataclass(frozen=True)
class Definition:
    """A measure, the businesses it counts (None where nothing of it is recorded yet), and what was last said of it.

    That is all of one day: sources contradict each other, and whoever reads one figure alone would not learn of it.
    """

    measure: Measure
    group: Group | None
    announced: tuple[PublishedFigure, ...]


def definitions(on: datetime.date) -> list[Definition]:
    """Those in use that day, as they were entered; with the figures said by then, in two queries."""
    announced = defaultdict(list)
    for figure in PublishedFigure.objects.last_by(on):
        announced[figure.stage].append(figure)
    return [
        Definition(
            measure=measure,
            group=Group.of_stage(measure.stage) if measure.unit == Unit.BUSINESS else None,
            announced=tuple(announced[measure.stage]),
        )
        for measure in Measure.objects.valid_on(on)
    ]


def wording_of(group: Group, on: datetime.date) -> Measure | None:
    """The measure in use that day that counts this group; None where none does."""
    return next((each.measure for each in definitions(on) if each.group == group), None)
