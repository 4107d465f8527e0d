"""The shaded centres as areas of a real map, where their outlines were loaded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pendampingan.charts.shades import Shade
from umkm.models import Boundary

#: Kepulauan Seribu: islands smaller than a dot, strewn over a sea three times as long as the city, far to its north.
ISLANDS = "31.01"
#: The width of the inset with the islands, and the room between it and the city, in parts of the city's width.
INSET, GAP = 0.22, 0.04


@dataclass(frozen=True)
class Area:
    """A centre and its outline."""

    shade: Shade
    boundary: Boundary

    @property
    def frame(self) -> "Frame":
        return Frame.around([self.boundary])


@dataclass(frozen=True)
class Frame:
    """A stretch of the map, in the steps that outlines are drawn in."""

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def around(cls, boundaries: Sequence[Boundary]) -> "Frame":
        left, top = min(each.left for each in boundaries), min(each.top for each in boundaries)
        right, bottom = max(each.right for each in boundaries), max(each.bottom for each in boundaries)
        return cls(left, top, right - left, bottom - top)

    @property
    def view_box(self) -> str:
        return f"{self.left} {self.top} {self.width} {self.height}"


@dataclass(frozen=True)
class Inset:
    """The islands in the sea around them, closer together than they are: what is in `frame` is drawn into `place`."""

    place: Frame
    frame: Frame
    islands: tuple[Area, ...]


@dataclass(frozen=True)
class AreaMap:
    """The city, with the islands in an inset left of it; `missing`: the centres without an outline."""

    frame: Frame
    areas: tuple[Area, ...]
    inset: Inset | None
    missing: tuple[Shade, ...]


def area_map(shades: Iterable[Shade], boundaries: Mapping[int, Boundary]) -> AreaMap | None:
    """`boundaries`: by the id of their centre. None, where the city itself has no outline."""
    drawn, missing = [], []
    for shade in shades:
        outline = boundaries.get(shade.centre.pk)
        if outline:
            drawn.append(Area(shade, outline))
        else:
            missing.append(shade)
    areas = tuple(area for area in drawn if area.shade.centre.city_code != ISLANDS)
    islands = tuple(area for area in drawn if area.shade.centre.city_code == ISLANDS)
    if not areas:
        return None
    city = Frame.around([area.boundary for area in areas])
    if not islands:
        return AreaMap(city, areas, None, tuple(missing))
    width, gap = round(INSET * city.width), round(GAP * city.width)
    place = Frame(city.left - gap - width, city.top, width, city.height)
    inset = Inset(place, Frame.around([area.boundary for area in islands]), islands)
    return AreaMap(Frame(place.left, city.top, width + gap + city.width, city.height), areas, inset, tuple(missing))
