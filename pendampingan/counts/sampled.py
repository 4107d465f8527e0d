"""How often the registry was wrong, by the samples that were drawn of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pendampingan.choices import SampleResult
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.group import Group
from pendampingan.counts.wilson import Interval, wilson
from pendampingan.models import Sample
from umkm.models import Centre


@dataclass(frozen=True)
class ErrorRate:
    """What asking the businesses of one sample came to, in businesses.

    Of a sample that is stratified in proportion each business stands for as many as in a plain one, so both are estimated
    alike, and the interval is at worst a little too wide.
    """

    sample: Sample
    drawn: int
    confirmed: int
    wrong: int
    not_reached: int

    @classmethod
    def of(cls, sample: Sample) -> "ErrorRate":
        """Of a sample that came `with_results`."""
        return cls(sample, sample.drawn, *(getattr(sample, result.value) for result in _TOLD))

    @property
    def group(self) -> Group:
        return Group(self.sample.group)

    @property
    def entered(self) -> int:
        return self.confirmed + self.wrong + self.not_reached

    @property
    def is_whole(self) -> bool:
        """Every result is entered; before that, those that are may be the easy ones."""
        return self.entered == self.drawn

    @property
    def reached(self) -> int:
        return self.confirmed + self.wrong

    @property
    def share(self) -> float | None:
        """The share of those reached of whom the registry was wrong; None where nobody was."""
        return self.wrong / self.reached if self.reached else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.wrong, self.reached)

    @property
    def share_not_reached(self) -> float | None:
        return self.not_reached / self.entered if self.entered else None


_TOLD = (SampleResult.CONFIRMED, SampleResult.WRONG, SampleResult.NOT_REACHED)


def moment_of(sample: Sample) -> AsOf:
    """The moment of the figure that the sample was drawn from."""
    return AsOf.known_at(sample.per, sample.known_on)


def latest(groups: Iterable[Group], centre: Centre | None = None) -> dict[Group, ErrorRate]:
    """Of each group's figure, at one centre or in the city, the sample that was drawn last: of those whose results are all
    entered; where there is none, of those that anything was entered of. One query however many groups."""
    found: dict[Group, ErrorRate] = {}
    for sample in Sample.objects.of(groups, centre).with_results().order_by("pk"):
        rate = ErrorRate.of(sample)
        before = found.get(rate.group)
        if rate.entered and (rate.is_whole or before is None or not before.is_whole):
            found[rate.group] = rate
    return found
