"""The city's table: a row for each centre, and the whole city below them."""

from dataclasses import dataclass

from pendampingan.counts.attainment import Attainment, Targets
from pendampingan.counts.city import CentreReached, CityReached
from pendampingan.counts.group import STEPS
from pendampingan.figures import Figure, Figures, part
from pendampingan.models import Target
from umkm.models import Centre


@dataclass(frozen=True)
class PlaceRow:
    """One centre in the city's table, or the whole city (no centre) below it."""

    centre: Centre | None
    steps: tuple[Figure, ...]
    share_trained: float | None
    share_mentored: float | None
    per_thousand: float | None
    attained: Attainment


def centre_rows(figures: Figures, city: CityReached, targets: Targets) -> list[PlaceRow]:
    return [_place(figures, row, row.centre, targets.shares.get(row.centre.pk)) for row in city.centres]


def whole_row(figures: Figures, city: CityReached, targets: Targets) -> PlaceRow:
    return _place(figures, city, None, targets.main)


def _place(
    figures: Figures, row: CentreReached | CityReached, centre: Centre | None, target: Target | None
) -> PlaceRow:
    reached = row.reached
    registered, trained, mentored = (reached.count(step) for step in STEPS)
    return PlaceRow(
        centre=centre,
        steps=tuple(figures.figure(reached, step, centre=centre) for step in STEPS),
        share_trained=part(trained, registered),
        share_mentored=part(mentored, registered),
        per_thousand=row.per_thousand,
        attained=Attainment(registered, target and target.value),
    )
