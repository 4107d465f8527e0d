"""The centres as equal tiles in the shape of the city, in classes of equally many."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pendampingan.counts.city import CentreReached
from umkm.models import Centre

#: Into how many classes a tile map is divided.
CLASSES = 5


@dataclass(frozen=True)
class Tile:
    """A centre in the map: its rate, and its class, 0 where there is nothing to class."""

    centre: Centre
    rate: float | None
    quantile: int

    @property
    def name(self) -> str:
        """The centre's name as it fits a tile."""
        return self.centre.name.replace("Kepulauan", "Kep.")


@dataclass(frozen=True)
class QuantileClass:
    """One class of the legend: from the lowest to the highest rate in it, as precise as tiles say them."""

    number: int
    lowest: float
    highest: float


@dataclass(frozen=True)
class TileMap:
    tiles: tuple[Tile, ...]
    classes: tuple[QuantileClass, ...]

    @property
    def has_gaps(self) -> bool:
        return any(tile.quantile == 0 for tile in self.tiles)


def tile_map(centres: Sequence[CentreReached]) -> TileMap:
    """The centres in five classes of equally many, by registered businesses per 1,000 inhabitants; equals together."""
    rates = sorted(centre.per_thousand for centre in centres if centre.per_thousand is not None)

    def quantile(rate: float | None) -> int:
        return 0 if rate is None else 1 + CLASSES * bisect_left(rates, rate) // len(rates)

    members: dict[int, list[float]] = {}
    for rate in rates:
        members.setdefault(quantile(rate), []).append(rate)
    by_place = sorted(centres, key=lambda row: (row.centre.tile_row, row.centre.tile_column))
    return TileMap(
        tuple(Tile(row.centre, row.per_thousand, quantile(row.per_thousand)) for row in by_place),
        tuple(QuantileClass(number, round(rates[0], 1), round(rates[-1], 1)) for number, rates in members.items()),
    )
