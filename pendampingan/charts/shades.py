"""The centres shaded by what they are compared by, in classes of equally many: as tiles, and as areas of a map."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pendampingan.counts.comparison import Comparison, Yardstick
from umkm.models import Centre

#: Into how many classes the centres are divided.
CLASSES = 5


@dataclass(frozen=True)
class Shade:
    """A centre in the map: its value, and its class, 0 where there is nothing to class."""

    centre: Centre
    value: float | None
    quantile: int

    @property
    def name(self) -> str:
        """The centre's name as it fits a tile."""
        return self.centre.name.replace("Kepulauan", "Kep.")


@dataclass(frozen=True)
class QuantileClass:
    """One class of the legend: from the lowest to the highest value in it."""

    number: int
    lowest: float
    highest: float


@dataclass(frozen=True)
class Shades:
    """Row by row of the tiles, each from left to right."""

    yardstick: Yardstick
    centres: tuple[Shade, ...]
    classes: tuple[QuantileClass, ...]

    @property
    def has_gaps(self) -> bool:
        return any(shade.quantile == 0 for shade in self.centres)


def as_read(value: float | None) -> float | None:
    """As tiles and legend write it, businesses whole and the rest to one decimal: else one number would have two shades."""
    if value is None or isinstance(value, int):
        return value
    return float(Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def shaded(comparisons: Sequence[Comparison], yardstick: Yardstick) -> Shades:
    """The centres in five classes of equally many; who reads the same is in the same."""
    values = [(row.now.centre, as_read(row.by(yardstick))) for row in comparisons]
    told = sorted(value for _centre, value in values if value is not None)

    def quantile(value: float | None) -> int:
        return 0 if value is None else 1 + CLASSES * bisect_left(told, value) // len(told)

    members: dict[int, list[float]] = {}
    for value in told:
        members.setdefault(quantile(value), []).append(value)
    by_place = sorted(values, key=lambda pair: (pair[0].tile_row, pair[0].tile_column))
    return Shades(
        yardstick,
        tuple(Shade(centre, value, quantile(value)) for centre, value in by_place),
        tuple(QuantileClass(number, told[0], told[-1]) for number, told in members.items()),
    )
