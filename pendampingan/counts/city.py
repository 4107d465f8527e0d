"""How many businesses have reached each stage: in the city, and at each of its centres."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pendampingan.counts.as_of import AsOf
from pendampingan.counts.group import Group
from pendampingan.counts.tallied import tallied
from umkm.models import Centre


@dataclass(frozen=True)
class Reached:
    """How many businesses have reached each stage, in businesses by stage; a stage left out is reached by none."""

    by_stage: Mapping[int, int]

    def count(self, group: Group) -> int:
        return sum(sign * self.by_stage.get(stage, 0) for stage, sign in group.stages.items())


@dataclass(frozen=True)
class CentreReached:
    """What the businesses have reached that stood in this centre's kecamatan that day."""

    centre: Centre
    reached: Reached

    @property
    def per_thousand(self) -> float | None:
        return per_thousand(self.reached, self.centre.population)


@dataclass(frozen=True)
class CityReached:
    """The centres in the order of their codes, those without a business too; a business stands at one of them."""

    centres: tuple[CentreReached, ...]

    @property
    def reached(self) -> Reached:
        total = defaultdict(int)
        for centre in self.centres:
            for stage, businesses in centre.reached.by_stage.items():
                total[stage] += businesses
        return Reached(total)

    @property
    def per_thousand(self) -> float | None:
        return per_thousand(self.reached, sum(centre.centre.population for centre in self.centres))


def per_thousand(reached: Reached, inhabitants: int) -> float | None:
    """Registered businesses per 1,000 inhabitants; None where nobody is registered or nobody lives."""
    registered = reached.count(Group.REGISTERED)
    return 1000 * registered / inhabitants if registered and inhabitants else None


def city_counts(as_of: AsOf, centres: Iterable[Centre] | None = None) -> CityReached:
    """Every centre and stage as of a day: one query over the tallies, one for the centres unless they are at hand."""
    sums = defaultdict(lambda: defaultdict(int))
    for centre, stage, net in tallied(as_of, "centre_id", "stage"):
        sums[centre][stage] += net
    centres = Centre.objects.all() if centres is None else centres
    return CityReached(tuple(CentreReached(centre, Reached(sums[centre.pk])) for centre in centres))


def reached_as_of(as_of: AsOf, centre: Centre | None = None) -> Reached:
    """Every stage of the city, or of one centre, as of a day: one query over the tallies."""
    sums = defaultdict(int)
    for stage, net in tallied(as_of, "stage", centre=centre):
        sums[stage] += net
    return Reached(sums)
