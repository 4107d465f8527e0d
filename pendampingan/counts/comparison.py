"""The centres beside each other, and each beside itself a year earlier."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pendampingan.counts.attainment import Attainment, Targets
from pendampingan.counts.city import CentreReached, CityReached
from pendampingan.counts.group import Group
from pendampingan.counts.growth import Growth
from pendampingan.counts.rank import Rank, places


class Yardstick(StrEnum):
    """What centres are compared by; the value is its word in addresses."""

    NUMBER = "jumlah"
    SHARE = "target"
    PER_THOUSAND = "penduduk"
    GROWTH = "pertumbuhan"

    @classmethod
    def asked(cls, word: str | None) -> "Yardstick":
        """What the word names; where it names nothing, what is fair to small centres and needs no target."""
        return cls(word) if word in set(cls) else cls.PER_THOUSAND

    @property
    def label(self) -> Promise:
        return _LABELS[self]

    @property
    def title(self) -> Promise:
        """What it measures, and in what."""
        return _TITLES[self]

    @property
    def lacking(self) -> Promise:
        """Why a centre has no value."""
        return _LACKING[self]


_LABELS = {
    Yardstick.NUMBER: pgettext_lazy("how many", "Number"),
    Yardstick.SHARE: _("Of the target"),
    Yardstick.PER_THOUSAND: _("Per 1,000"),
    Yardstick.GROWTH: _("Growth"),
}
_TITLES = {
    Yardstick.NUMBER: _("Registered businesses"),
    Yardstick.SHARE: _("Registered, in percent of the centre's share of the target"),
    Yardstick.PER_THOUSAND: _("Registered per 1,000 inhabitants"),
    Yardstick.GROWTH: _("Registered: growth in a year, in percent"),
}
_LACKING = {
    Yardstick.NUMBER: _("nobody registered"),
    Yardstick.SHARE: _("no share of the target"),
    Yardstick.PER_THOUSAND: _("nobody registered"),
    Yardstick.GROWTH: _("nobody registered a year earlier"),
}


@dataclass(frozen=True)
class Comparison:
    """A centre, or the city, on a day and on the same day a year earlier; with its target, in businesses."""

    now: CentreReached | CityReached
    before: CentreReached | CityReached
    target: int | None
    rank: Rank | None = None

    @property
    def attained(self) -> Attainment:
        return Attainment(self.now.reached.count(Group.REGISTERED), self.target)

    @property
    def growth(self) -> Growth:
        return Growth(self.now.reached.count(Group.REGISTERED), self.before.reached.count(Group.REGISTERED))

    def by(self, yardstick: Yardstick) -> float | None:
        """In businesses, percent, businesses per 1,000 inhabitants, or percent; None where it cannot be said."""
        match yardstick:
            case Yardstick.NUMBER:
                return self.growth.now
            case Yardstick.SHARE:
                return percent(self.attained.share)
            case Yardstick.PER_THOUSAND:
                return self.now.per_thousand
            case Yardstick.GROWTH:
                return percent(self.growth.share)


def compared(city: CityReached, earlier: CityReached, targets: Targets) -> list[Comparison]:
    """The centres, each with its share of the main target and its rank among all."""
    shares = {centre: share.value for centre, share in targets.shares.items()}
    now, before = (ranked(day, shares) for day in (city, earlier))
    return [
        Comparison(row, was, shares.get(row.centre.pk), Rank(now[row.centre.pk], before[row.centre.pk]))
        for row, was in zip(city.centres, earlier.centres, strict=True)
    ]


def ranked(city: CityReached, shares: Mapping[int, int]) -> dict[int, int | None]:
    """Each centre's place by the part of its share that is reached; per inhabitant, where the target is not shared out.

    A centre where nobody is registered has none: before the programme began all would be first.
    """

    def worth(row: CentreReached) -> float | None:
        if not shares:
            return row.per_thousand
        return Attainment(row.reached.count(Group.REGISTERED), shares.get(row.centre.pk)).share or None

    return places({row.centre.pk: worth(row) for row in city.centres})


def percent(part: float | None) -> float | None:
    return None if part is None else 100 * part
