"""Reports of a month as pages and paper show them: what is known now opens its rows, what was fixed has none that stay."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from pendampingan.access import OpenCounts
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.attainment import Attainment
from pendampingan.counts.change import Cause
from pendampingan.counts.city import CityReached, Reached
from pendampingan.counts.group import Group
from pendampingan.counts.report import MonthFigure, MonthState, Report, Revisions, after_close
from pendampingan.counts.sampled import ErrorRate
from pendampingan.figures import Figure, Figures
from pendampingan.models import LedgerLine, MonthClose
from umkm.models import Centre


@dataclass(frozen=True)
class Cell:
    """A figure of a report. Its address is None where it was fixed at a moment within a day, since no list has its rows."""

    value: int
    added: int
    url: str | None
    is_fixed: bool


@dataclass(frozen=True)
class StepRow:
    """A step in the city: what the report says, and for a closed month what is known now."""

    step: Group
    cell: Cell
    attained: Attainment
    now: Figure | None
    error_rate: ErrorRate | None

    @property
    def since(self) -> int:
        return self.now.value - self.cell.value if self.now else 0


@dataclass(frozen=True)
class CentreRow:
    centre: Centre
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class StepNet:
    step: Group
    net: int


@dataclass(frozen=True)
class RevisionRow:
    cause: Cause
    nets: tuple[StepNet, ...]
    lines: int


@dataclass(frozen=True)
class StepFigure:
    step: Group
    figure: Figure


@dataclass(frozen=True)
class StateRow:
    """A month of the list; figures of an open one open their rows, as do the lines after the close of a closed one."""

    state: MonthState
    cells: tuple[StepFigure, ...]
    after_close: Figure | None


@dataclass(frozen=True)
class LineRow:
    """A line entered after the close, and why; the business's page is the reader's or not."""

    line: LedgerLine
    cause: Cause
    step: Group
    opens: bool


@dataclass(frozen=True)
class ReportTables:
    """Makes the tables of one page for one reader."""

    open_counts: OpenCounts

    def steps(self, report: Report, now: CityReached | None, rates: Mapping[Group, ErrorRate]) -> list[StepRow]:
        """`now`: the same day as known now, where the report is fixed."""
        figures = self._figures(report)
        return [
            StepRow(
                step,
                self._cell(report, step, cell),
                report.attained(step),
                now and figures.figure(now.reached, step),
                rates.get(step),
            )
            for step, cell in report.figures.items()
        ]

    def centres(self, report: Report) -> list[CentreRow]:
        return [
            CentreRow(
                row.centre, tuple(self._cell(report, step, cell, row.centre) for step, cell in row.figures.items())
            )
            for row in report.centres
        ]

    def revisions(self, revisions: Revisions) -> list[RevisionRow]:
        return [
            RevisionRow(each.cause, tuple(StepNet(*net) for net in each.nets.items()), each.lines)
            for each in revisions.by_cause
        ]

    def states(self, states: Iterable[MonthState]) -> list[StateRow]:
        return [self._state(state) for state in states]

    def lines_after(self, close: MonthClose) -> QuerySet:
        """Those of the lines after the close whose rows are the reader's to see."""
        lines = after_close(close)
        return lines if self.open_counts.whole_city else lines.filter(centre__in=self.open_counts.centres)

    def lines(self, lines: Iterable[LedgerLine], seen: Collection[int]) -> list[LineRow]:
        """`seen`: the businesses whose pages the reader may open."""
        return [
            LineRow(
                line,
                Cause.of(line.reason, is_fresh=False),
                Group.of_stage(line.stage),
                opens=line.business_id in seen,
            )
            for line in lines
        ]

    def _state(self, state: MonthState) -> StateRow:
        figures = Figures(state.as_of, self.open_counts)
        cells = tuple(
            StepFigure(step, figures.figure(Reached({step.stage: value}), step)) for step, value in state.values.items()
        )
        if state.close is None:
            return StateRow(state, cells, None)
        url = reverse("report_lines", args=[state.close]) if self.open_counts.whole_city else None
        return StateRow(state, cells, Figure(state.after_close, url))

    def _figures(self, report: Report) -> Figures:
        return Figures(AsOf(report.last_day, Basis.NOW), self.open_counts)

    def _cell(self, report: Report, step: Group, cell: MonthFigure, centre: Centre | None = None) -> Cell:
        if report.close:
            return Cell(cell.value, cell.added, None, is_fixed=True)
        known = self._figures(report).figure(Reached({step.stage: cell.value}), step, centre=centre)
        return Cell(cell.value, cell.added, known.url, is_fixed=False)
