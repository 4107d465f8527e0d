"""The city's table: a row for each centre, in the order that the reader chose, and the whole city below them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.http import QueryDict

from jakpreneur.sorting import Sorting
from pendampingan.charts.axis import Scale
from pendampingan.counts.attainment import Attainment
from pendampingan.counts.comparison import Comparison
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.growth import Growth
from pendampingan.counts.rank import Rank
from pendampingan.figures import Figure, Figures, part
from umkm.models import Centre

#: Word in an address → what of a row it sorts by. Rows of one value keep the order of their codes.
ORDERS = {
    "pusat": ("centre.name",),
    "kota": ("centre.code",),
    "peringkat": ("rank.now",),
    "terdaftar": ("registered.figure.value",),
    "pertumbuhan": ("growth.share",),
    "terlatih": ("trained.figure.value",),
    "didampingi": ("mentored.figure.value",),
    "bagian_terlatih": ("share_trained",),
    "bagian_didampingi": ("share_mentored",),
    "penduduk": ("per_thousand",),
    "target": ("attained.share",),
}
#: Of what is counted the most comes first.
FALLING = ORDERS.keys() - {"pusat", "kota", "peringkat"}


@dataclass(frozen=True)
class StepCell:
    """How many have taken a step, and their bar in percent of a scale that all centres share."""

    group: Group
    figure: Figure
    #: None for the city, beside which no centre could be seen.
    at: float | None


@dataclass(frozen=True)
class PlaceRow:
    """One centre in the city's table, or the whole city (no centre, no rank) below it."""

    centre: Centre | None
    rank: Rank | None
    registered: StepCell
    trained: StepCell
    mentored: StepCell
    share_trained: float | None
    share_mentored: float | None
    per_thousand: float | None
    growth: Growth
    attained: Attainment
    #: What is reached of the target, and the target, in percent of a scale that all rows share.
    attained_at: float
    target_at: float | None

    @property
    def steps(self) -> tuple[StepCell, ...]:
        return self.registered, self.trained, self.mentored


@dataclass(frozen=True)
class CentreTable:
    """The rows in order, the whole city, and how the table is sorted."""

    rows: Sequence[PlaceRow]
    whole: PlaceRow
    sorting: Sorting


def centre_table(figures: Figures, centres: Sequence[Comparison], whole: Comparison, query: QueryDict) -> CentreTable:
    businesses = Scale(max(1, *(row.growth.now for row in centres)), steps=1)
    shares = Scale(max(100, *(percent_reached(row) for row in (*centres, whole))), steps=1)

    def placed(row: Comparison, centre: Centre | None) -> PlaceRow:
        reached = row.now.reached
        registered, trained, mentored = (
            StepCell(
                step,
                figures.figure(reached, step, centre=centre),
                at=businesses.percent(reached.count(step)) if centre else None,
            )
            for step in STEPS
        )
        return PlaceRow(
            centre,
            row.rank,
            registered,
            trained,
            mentored,
            share_trained=part(trained.figure.value, registered.figure.value),
            share_mentored=part(mentored.figure.value, registered.figure.value),
            per_thousand=row.now.per_thousand,
            growth=row.growth,
            attained=row.attained,
            attained_at=shares.percent(percent_reached(row)),
            target_at=shares.percent(100) if row.target else None,
        )

    sorting = Sorting(ORDERS, "kota", query, FALLING)
    return CentreTable(
        in_order([placed(row, row.now.centre) for row in centres], sorting), placed(whole, None), sorting
    )


def in_order(rows: Iterable[PlaceRow], sorting: Sorting) -> list[PlaceRow]:
    """Whichever way round they are sorted, the rows without a value come last."""
    (name,) = sorting.key
    value = attrgetter(name.lstrip("-"))
    told, untold = [], []
    for row in rows:
        (untold if value(row) is None else told).append(row)
    return sorted(told, key=value, reverse=name.startswith("-")) + untold


def percent_reached(row: Comparison) -> int:
    """Of its target, in whole percent; nothing where it has none."""
    return round(100 * (row.attained.share or 0))
