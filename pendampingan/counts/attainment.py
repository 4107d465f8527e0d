"""How far the city and its centres are against the main target."""

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
class Targets:
    """The city's main target, None where none is set, and the centres' shares of it in businesses by centre id."""

    main: Target | None
    shares: Mapping[int, int]

    @property
    def value(self) -> int | None:
        return self.main and self.main.value


def targets() -> Targets:
    """The main target and its shares, in one query."""
    rows = {target.centre_id: target for target in Target.objects.main_and_its_shares()}
    main = rows.pop(None, None)
    return Targets(main, {centre: target.value for centre, target in rows.items()})
