"""Which place a centre has among all, and which it had a year earlier."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rank:
    """A place, 1 for the first; None where there is nothing to have a place by."""

    now: int | None
    before: int | None

    @property
    def climbed(self) -> int | None:
        """By how many places it is further up; negative where it fell back, None where it had or has no place."""
        return None if self.now is None or self.before is None else self.before - self.now


def places(values: Mapping[int, float | None]) -> dict[int, int | None]:
    """1 for the highest; equals share a place, and the next one is as much further down: 1, 2, 2, 4."""
    told = [value for value in values.values() if value is not None]
    return {key: None if value is None else 1 + sum(other > value for other in told) for key, value in values.items()}
