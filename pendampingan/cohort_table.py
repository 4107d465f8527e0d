"""How the businesses of each quarter went on, and how long they took, as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pendampingan.counts.cohort import NEXT_STEPS, WINDOWS, Cohort, Quarter
from pendampingan.counts.conversion import TRAINED_FIRST, CohortReached, Wait, Waits
from pendampingan.counts.group import Group
from pendampingan.counts.narrowing import Narrowing
from pendampingan.figures import Figure, Figures, part
from umkm.models import Centre


@dataclass(frozen=True)
class Within:
    """Who took a step within so many days of the registration, and what part of all registered; both None while that
    time still runs."""

    figure: Figure | None = None
    share: float | None = None


@dataclass(frozen=True)
class CohortRow:
    """A quarter: how many registered in it, and how many of them took a step how soon, one for each of WINDOWS."""

    quarter: Quarter
    registered: Figure
    windows: tuple[Within, ...]


@dataclass(frozen=True)
class CohortTable:
    """One of the next steps, quarter by quarter."""

    step: Group
    rows: tuple[CohortRow, ...]


@dataclass(frozen=True)
class WaitFigure:
    """The median of the days between two steps, and of how many businesses it is."""

    median: float | None
    businesses: Figure


@dataclass(frozen=True)
class WaitRow:
    """How long the businesses of a centre, or of the whole page (no centre), took from step to step."""

    centre: Centre | None
    trained: WaitFigure
    mentored: WaitFigure


def cohort_tables(figures: Figures, cohorts: Iterable[CohortReached]) -> list[CohortTable]:
    return [CohortTable(step, tuple(_cohort(figures, each, step) for each in cohorts)) for step in NEXT_STEPS]


def _cohort(figures: Figures, cohort: CohortReached, step: Group) -> CohortRow:
    everybody = Narrowing(cohort=Cohort(cohort.quarter))
    return CohortRow(
        quarter=cohort.quarter,
        registered=figures.narrowed(cohort.registered, Group.REGISTERED, everybody),
        windows=tuple(_within(figures, cohort, step, days) for days in WINDOWS),
    )


def _within(figures: Figures, cohort: CohortReached, step: Group, days: int) -> Within:
    taken = cohort.within(step, days)
    if taken is None:
        return Within()
    soon = Narrowing(cohort=Cohort(cohort.quarter, days))
    return Within(figures.narrowed(taken, step, soon), part(taken, cohort.registered))


def wait_row(figures: Figures, waits: Waits, centre: Centre | None = None) -> WaitRow:
    return WaitRow(
        centre=centre,
        trained=_wait(figures, waits.trained, Group.TRAINED, Narrowing(), centre),
        mentored=_wait(figures, waits.mentored, Group.BOTH, TRAINED_FIRST, centre),
    )


def _wait(figures: Figures, wait: Wait, group: Group, narrowing: Narrowing, centre: Centre | None) -> WaitFigure:
    return WaitFigure(wait.median, figures.narrowed(wait.businesses, group, narrowing, centre=centre))
