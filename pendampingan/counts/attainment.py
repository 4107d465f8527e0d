"""How far the city and its centres are against their targets."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pendampingan.models import Target


@dataclass(frozen=True)
class Attainment:
    """How far one count is against one target, in businesses."""

    reached: int
    target: int | None

    @property
    def share(self) -> float | None:
        """1.405 for 281,000 of 200,000; None without a target."""
        return self.reached / self.target if self.target else None

    @property
    def passed(self) -> bool:
        return self.target is not None and self.reached > self.target

    @property
    def met(self) -> bool:
        """The target to the very business."""
        return self.target is not None and self.reached == self.target

    @property
    def short(self) -> bool:
        return self.target is not None and self.reached < self.target


@dataclass(frozen=True)
class CityTarget:
    """One target of the city, and the centres' shares of it by centre id."""

    target: Target
    shares: Mapping[int, Target]

    @property
    def shared_out(self) -> int | None:
        """What the shares add up to, in businesses; None where it is not shared out."""
        return sum(share.value for share in self.shares.values()) if self.shares else None

    @property
    def missing(self) -> int:
        """By how much the shares fall short of the target; nothing is missing where it is not shared out."""
        return max(0, self.target.value - self.shared_out) if self.shares else 0

    @property
    def surplus(self) -> int:
        """By how much the shares exceed the target."""
        return max(0, self.shared_out - self.target.value) if self.shares else 0


@dataclass(frozen=True)
class Targets:
    """All targets of the city that stand, the main one first, if one is set: the one that cards and charts show.

    On a day before the main one began, it is the one that had begun last by then: what was reported of 2021 is not held
    against a target that the city set itself in 2023.
    """

    of_city: tuple[CityTarget, ...]
    #: None for whichever staff have made the main one.
    day: datetime.date | None = None

    @property
    def main(self) -> Target | None:
        return self._main and self._main.target

    @property
    def value(self) -> int | None:
        return self.main and self.main.value

    @property
    def shares(self) -> Mapping[int, Target]:
        """The centres' shares of the main target, by centre id."""
        return self._main.shares if self._main else {}

    @property
    def _main(self) -> CityTarget | None:
        chosen = next((each for each in self.of_city if each.target.is_main), None)
        if self.day is None or chosen is None:
            return chosen
        return next((each for each in self.of_city if each.target.starts_on <= self.day), chosen)


def targets(day: datetime.date | None = None) -> Targets:
    """The city's targets and the centres' shares of them, as dashboards of that day show them, in one query."""
    of_city, shares = [], defaultdict(dict)
    for target in Target.objects.of_city_and_shares():
        if target.centre_id is None:
            of_city.append(target)
        else:
            shares[target.city_target_id][target.centre_id] = target
    return Targets(tuple(CityTarget(target, shares[target.pk]) for target in of_city), day)


def city_target(target: Target) -> CityTarget:
    """One target of the city, voided or not, with the shares of it that stand; one query."""
    return CityTarget(target, {share.centre_id: share for share in target.shares.standing()})
