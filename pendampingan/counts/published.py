"""What was said in public, beside what the registry counts."""

import datetime
from dataclasses import dataclass

from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.group import STEPS
from pendampingan.models import PublishedFigure

#: The day of the speech whose figures the demo city adds up to.
SPEECH = datetime.date(2021, 10, 25)


@dataclass(frozen=True)
class Published:
    """The figures that one source published for one day, in the order of STEPS."""

    as_of: AsOf
    figures: tuple[int, ...]


def published_on(day: datetime.date) -> Published | None:
    """The figures of the three steps on that day, by the first source that gave them all."""
    stages = [step.stage for step in STEPS]
    said: dict[str, dict[int, int]] = {}
    for figure in PublishedFigure.objects.standing().filter(as_of=day, stage__in=stages).order_by("pk"):
        said.setdefault(figure.source, {})[figure.stage] = figure.value
    whole = (figures for figures in said.values() if len(figures) == len(stages))
    figures = next(whole, None)
    return figures and Published(AsOf(day, Basis.THEN), tuple(figures[stage] for stage in stages))
