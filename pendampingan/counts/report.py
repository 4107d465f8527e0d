"""The report of a month: as it was fixed when the month was closed, or as known now until then, and what became known since."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, DateField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth

from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.attainment import Attainment, targets
from pendampingan.counts.change import Cause, Part, parts
from pendampingan.counts.city import CityReached, city_counts
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.trend import end_of, trend
from pendampingan.models import LedgerLine, MonthClose, ReportedFigure, Tally
from umkm.models import Centre

DAY = datetime.timedelta(days=1)
#: So many days after the first of a month lies the next one.
LONGEST = datetime.timedelta(days=31)
STAGES = tuple(step.stage for step in STEPS)


@dataclass(frozen=True)
class MonthFigure:
    """How many businesses had taken a step by the end of the month, and by how many more than by its beginning."""

    value: int
    added: int


Figures = Mapping[Group, MonthFigure]


@dataclass(frozen=True)
class CentreFigures:
    centre: Centre
    figures: Figures


@dataclass(frozen=True)
class Done:
    """What was done in the month: classes whose last day lies in it, the people who came to them, and visits."""

    classes: int
    people: int
    visits: int


@dataclass(frozen=True)
class Report:
    """A month of the city and of each of its centres, in the order of their codes.

    Once the month is closed, all of it is what was fixed then; until then it is as known now, and provisional.
    """

    month: datetime.date
    close: MonthClose | None
    centres: tuple[CentreFigures, ...]
    target: int | None
    target_source: str
    done: Done

    @property
    def last_day(self) -> datetime.date:
        return end_of(self.month)

    @property
    def figures(self) -> Figures:
        """Of the city: the sums of its centres."""
        return {
            step: MonthFigure(
                sum(row.figures[step].value for row in self.centres),
                sum(row.figures[step].added for row in self.centres),
            )
            for step in STEPS
        }

    def attained(self, step: Group) -> Attainment:
        return Attainment(self.figures[step].value, self.target)


def report_of(month: datetime.date) -> Report:
    """The report of the month that begins that day: three queries once it is closed, five before."""
    close = MonthClose.objects.select_related("closed_by").filter(month=month).first()
    return _provisional(month) if close is None else _fixed(close)


def _fixed(close: MonthClose) -> Report:
    figures = defaultdict(dict)
    for figure in close.figures.order_by("stage"):
        figures[figure.centre_id][Group.of_stage(figure.stage)] = MonthFigure(figure.value, figure.added)
    centres = (centre for centre in Centre.objects.all() if centre.pk in figures)
    return Report(
        close.month,
        close,
        tuple(CentreFigures(centre, figures[centre.pk]) for centre in centres),
        close.target_value,
        close.target_source,
        Done(close.classes, close.people, close.visits),
    )


def _provisional(month: datetime.date) -> Report:
    end, before = known_now_of(month), AsOf(month - DAY, Basis.NOW)
    earlier = city_counts(before, [row.centre for row in end.centres])
    goal = targets(end_of(month)).main
    with connection.cursor() as cursor:
        cursor.execute("SELECT classes, people, visits FROM activity_of(%s)", [month])
        done = Done(*cursor.fetchone())
    return Report(
        month,
        None,
        tuple(_differences(end, earlier)),
        goal and goal.value,
        goal.source if goal else "",
        done,
    )


def _differences(end: CityReached, earlier: CityReached) -> Iterator[CentreFigures]:
    for row, before in zip(end.centres, earlier.centres, strict=True):
        values = {step: (row.reached.count(step), before.reached.count(step)) for step in STEPS}
        yield CentreFigures(row.centre, {step: MonthFigure(now, now - then) for step, (now, then) in values.items()})


def known_now_of(month: datetime.date) -> CityReached:
    """The city at the end of the month, as known now; two queries."""
    return city_counts(AsOf(end_of(month), Basis.NOW))


# What became known after the close


@dataclass(frozen=True)
class Revision:
    """What the lines of one cause change of the city's figures, by step, and how many lines these are."""

    cause: Cause
    nets: Mapping[Group, int]
    lines: int


@dataclass(frozen=True)
class Revisions:
    """All that was entered for a closed month after its close, by cause; nothing for one that is open."""

    by_cause: tuple[Revision, ...]

    @property
    def lines(self) -> int:
        return sum(revision.lines for revision in self.by_cause)

    @property
    def nets(self) -> Mapping[Group, int]:
        """By how much each of the city's figures is another one now."""
        return {step: sum(revision.nets[step] for revision in self.by_cause) for step in STEPS}


def after_close(close: MonthClose) -> QuerySet:
    """The lines of the ledger that the report of a closed month does not know of: effective by its end, recorded after its
    close. Each of them has a note, so the index of those that have one finds them."""
    return LedgerLine.objects.exclude(note="").filter(
        effective_on__lte=close.last_day, recorded_at__gt=close.closed_at, stage__in=STAGES
    )


def revisions_of(close: MonthClose) -> Revisions:
    """One query over the lines after the close."""
    counted = after_close(close).values_list("reason", "stage", "delta").annotate(Count("pk"))
    by_step: dict[Group, list[tuple[Cause, int, int]]] = {step: [] for step in STEPS}
    for reason, stage, delta, lines in counted:
        by_step[Group.of_stage(stage)].append((Cause.of(reason, is_fresh=False), delta, lines))
    found: dict[Group, dict[Cause, Part]] = {
        step: {part.cause: part for part in parts(effects)} for step, effects in by_step.items()
    }
    return Revisions(tuple(_revisions(found)))


def _revisions(found: Mapping[Group, Mapping[Cause, Part]]) -> Iterator[Revision]:
    for cause in Cause:
        of_cause = {step: found[step].get(cause, Part(cause, 0, 0)) for step in STEPS}
        if lines := sum(part.lines for part in of_cause.values()):
            yield Revision(cause, {step: part.net for step, part in of_cause.items()}, lines)


# The months there are


@dataclass(frozen=True)
class MonthState:
    """A month, whether it is closed, and the city's figures: those that were fixed, or as known now."""

    month: datetime.date
    close: MonthClose | None
    values: Mapping[Group, int]
    #: Lines entered after the close; None of a month that is open.
    after_close: int | None

    @property
    def as_of(self) -> AsOf:
        return AsOf(end_of(self.month), Basis.NOW)


def last_over(today: datetime.date) -> datetime.date:
    """The first day of the last month that is over on that day."""
    return (today.replace(day=1) - DAY).replace(day=1)


def there_is(month: datetime.date) -> bool:
    """Whether anything had taken effect by the end of that month."""
    return Tally.objects.filter(basis=Basis.NOW, month__lte=month).exists()


def month_states(today: datetime.date) -> list[MonthState]:
    """From the first month of the ledger to the last one over, the newest first; three queries."""
    points = trend(AsOf(end_of(last_over(today)), Basis.NOW))
    fixed = _fixed_sums()
    closes = {close.month: close for close in _with_lines_after_close()}
    states = []
    for point in points:
        month = point.as_of.per.replace(day=1)
        if close := closes.get(month):
            states.append(MonthState(month, close, fixed[close.pk], close.lines_after))
        else:
            values = {step: point.reached.count(step) for step in STEPS}
            states.append(MonthState(month, None, values, None))
    return states[::-1]


def _fixed_sums() -> Mapping[int, Mapping[Group, int]]:
    sums: dict[int, Counter] = defaultdict(Counter)
    for close, stage, value in (
        ReportedFigure.objects.order_by("stage").values_list("close", "stage").annotate(Sum("value"))
    ):
        sums[close][Group.of_stage(stage)] = value
    return sums


def _with_lines_after_close() -> QuerySet:
    """Every close, with the number of `lines_after` it."""
    known = Q(recorded_at__gt=OuterRef("closed_at"), effective_on__lt=OuterRef("next_month"))
    lines = LedgerLine.objects.exclude(note="").filter(known, stage__in=STAGES).order_by()
    return MonthClose.objects.annotate(
        next_month=TruncMonth(ExpressionWrapper(F("month") + Value(LONGEST), DateField())),
        lines_after=Coalesce(
            Subquery(lines.annotate(one=Value(1)).values("one").annotate(Count("pk")).values("pk__count")), 0
        ),
    )
