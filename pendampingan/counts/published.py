"""What was said in public, beside what the registry counts."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.group import STEPS
from pendampingan.models import PublishedFigure
from umkm.choices import Stage

#: The day of the speech whose figures the demo city adds up to.
SPEECH = datetime.date(2021, 10, 25)
#: The target that it named; staff may hold dashboards against another one since.
TARGET_OF_THE_SPEECH = 200_000


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


@dataclass(frozen=True)
class SaidOfStage:
    """What each source said of one stage on one day; None where it did not speak of it."""

    stage: Stage
    figures: Mapping[str, PublishedFigure | None]

    @property
    def is_contradictory(self) -> bool:
        return len({figure.value for figure in self.figures.values() if figure}) > 1


@dataclass(frozen=True)
class SaidOn:
    """All that was announced for one day: the sources in the order of entry, and a row for each stage."""

    as_of: AsOf
    sources: tuple[str, ...]
    stages: tuple[SaidOfStage, ...]


def announced() -> list[SaidOn]:
    """What was announced and stands, the newest day first; one query."""
    figures = PublishedFigure.objects.standing().for_list()
    return [_said_on(day, list(of_day)) for day, of_day in groupby(figures, key=attrgetter("as_of"))]


def _said_on(day: datetime.date, figures: Iterable[PublishedFigure]) -> SaidOn:
    entered = sorted(figures, key=attrgetter("pk"))
    sources = tuple(dict.fromkeys(figure.source for figure in entered))
    said = {(figure.stage, figure.source): figure for figure in entered}
    return SaidOn(
        AsOf(day, Basis.THEN),
        sources,
        tuple(
            SaidOfStage(Stage(stage), {source: said.get((stage, source)) for source in sources})
            for stage in sorted({figure.stage for figure in entered})
        ),
    )
