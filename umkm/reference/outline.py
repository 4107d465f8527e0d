"""Outlines as they are drawn: projected, with no more points than can be seen, written as SVG path data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import cos, hypot, radians

from umkm.models.boundary import MOST_PATH

#: The surroundings of Jakarta in degrees; the islands of Kepulauan Seribu reach up to 5.2° south.
WEST, EAST, NORTH, SOUTH = 106.0, 108.0, -4.5, -7.0
#: Steps of 10 m a degree of latitude; a degree of longitude is shorter by the cosine of Jakarta's latitude.
STEPS = 11_132
LATITUDE = -6.2
#: How far a drawn line may lie from the true one, in steps: less than a dot on a screen.
FINEST = 3

Point = tuple[int, int]
#: Points in a closed line: the last is the first again.
Ring = Sequence[Point]
#: Left, top, right, bottom.
Extent = tuple[int, int, int, int]


@dataclass(frozen=True)
class Outline:
    """The path of a place, and how far it reaches, in steps."""

    path: str
    left: int
    top: int
    right: int
    bottom: int


def projected(longitude: float, latitude: float) -> Point:
    """Steps east of WEST and south of NORTH: equirectangular, true at Jakarta's latitude."""
    return round((longitude - WEST) * STEPS * cos(radians(LATITUDE))), round((NORTH - latitude) * STEPS)


def outlines(places: Mapping[str, Sequence[Ring]]) -> dict[str, Outline]:
    """The outline of each place, by its key; all together no longer than MOST_PATH, however finely they were measured.

    Borders that two places share are simplified in each alone, so they part by a step or two.
    """
    extents = {key: extent_of(rings) for key, rings in places.items()}
    tolerance = FINEST
    while True:
        places = {key: [simplified(ring, tolerance) for ring in rings] for key, rings in places.items()}
        paths = {key: path_of(rings, extents[key]) for key, rings in places.items()}
        if sum(map(len, paths.values())) <= MOST_PATH:
            return {key: Outline(path, *extents[key]) for key, path in paths.items()}
        tolerance *= 2


def path_of(rings: Sequence[Ring], extent: Extent) -> str:
    """What shrank to a point or a line is left out; where that is all, there is a box of that extent."""
    left, top, right, bottom = extent
    box = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return "".join(map(written, [ring for ring in rings if len(ring) > 3] or [box]))


def simplified(line: Ring, tolerance: float) -> Ring:
    """By Douglas and Peucker: of all points those that lie further than the tolerance from the line drawn without them."""
    kept, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        between = range(first + 1, last)
        furthest = max(between, key=lambda at: distance(line[at], line[first], line[last]), default=None)
        if furthest is not None and distance(line[furthest], line[first], line[last]) > tolerance:
            kept.add(furthest)
            spans += [(first, furthest), (furthest, last)]
    return [line[at] for at in sorted(kept)]


def distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the stretch between two others, which may be one and the same."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    along_x, along_y = x2 - x1, y2 - y1
    length = along_x**2 + along_y**2
    part = length and max(0, min(1, ((x - x1) * along_x + (y - y1) * along_y) / length))
    return hypot(x - x1 - part * along_x, y - y1 - part * along_y)


def enclosed(ring: Ring) -> float:
    """The area within, in square steps."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def extent_of(rings: Sequence[Ring]) -> Extent:
    xs, ys = zip(*chain.from_iterable(rings), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def written(ring: Ring) -> str:
    """ "M120 340l12-5 3 8z": the first point, the steps from each to the next, and back to the first."""
    (x, y), *_rest = ring
    return f"M{x} {y}l{''.join(_steps(ring)).lstrip()}z"


def _steps(ring: Ring) -> Iterator[str]:
    """A minus sign parts two numbers as well as a space does."""
    for (x1, y1), (x2, y2) in pairwise(ring[:-1]):
        for number in (x2 - x1, y2 - y1):
            yield f"{number}" if number < 0 else f" {number}"
