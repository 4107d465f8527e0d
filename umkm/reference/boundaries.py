"""The boundaries of the kecamatan: GeoJSON in WGS84, a feature for each, whose property `code` is its code (31.71.01)."""

import json
from collections.abc import Iterable, Iterator
from numbers import Real
from pathlib import Path
from typing import Any

from umkm.models import Boundary, Centre
from umkm.reference.file import Fault, Faulty, Unreadable, text_of
from umkm.reference.outline import EAST, NORTH, SOUTH, WEST, Point, Ring, enclosed, outlines, projected
from umkm.rules.reference import Loaded, load_boundaries


class Misdrawn(ValueError):
    """What is wrong with one feature, in words."""


def load(path: Path) -> Loaded:
    """Load the file whole, or not at all. Raises Unreadable, or Faulty with every feature that cannot be taken."""
    centres = {centre.code: centre for centre in Centre.objects.all()}
    rings: dict[str, list[Ring]] = {}
    faults = []
    for number, feature in enumerate(_features_in(path), start=1):
        try:
            code = _code_of(feature, centres)
            if code in rings:
                raise Misdrawn(f"code {code} stands in an earlier feature already")
            rings[code] = list(_rings_of(feature.get("geometry")))
        except Misdrawn as wrong:
            faults.append(Fault(f"feature {number}", str(wrong)))
    if faults:
        raise Faulty(faults)
    drawn = outlines(rings)
    return load_boundaries(
        boundaries=[Boundary(centre=centres[code], **vars(outline)) for code, outline in drawn.items()], by=None
    )


def _features_in(path: Path) -> list[Any]:
    try:
        content = json.loads(text_of(path))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it is not JSON ({error})") from error
    match content:
        case {"type": "FeatureCollection", "features": [_, *_] as features}:
            return features
        case {"type": "FeatureCollection"}:
            raise Unreadable("it has no features")
    raise Unreadable("it is not a GeoJSON FeatureCollection")


def _code_of(feature: Any, known: Iterable[str]) -> str:
    match feature:
        case {"properties": {"code": str(code)}} if code in known:
            return code
        case {"properties": {"code": code}}:
            raise Misdrawn(f"code “{code}” is no kecamatan of the city (31.71.01 is one)")
    raise Misdrawn("it has no property “code”")


def _rings_of(geometry: Any) -> Iterator[Ring]:
    match geometry:
        case {"type": "Polygon", "coordinates": [*_] as polygon}:
            polygons = [polygon]
        case {"type": "MultiPolygon", "coordinates": [*_] as polygons}:
            pass
        case {"type": kind} if kind not in ("Polygon", "MultiPolygon"):
            raise Misdrawn(f"its geometry is a {kind}, not a Polygon or MultiPolygon")
        case _:
            raise Misdrawn("it has no geometry")
    if not polygons or not all(isinstance(polygon, list) and polygon for polygon in polygons):
        raise Misdrawn("its geometry is empty")
    for ring in (ring for polygon in polygons for ring in polygon):
        yield _ring(ring)


def _ring(positions: Any) -> Ring:
    """A hole is a ring as well: what lies within an even number of rings is outside."""
    if not isinstance(positions, list) or len(positions) < 4:
        raise Misdrawn("a ring has fewer than four positions")
    ring = [_point(position) for position in positions]
    if positions[0] != positions[-1]:
        raise Misdrawn("a ring is open: its last position has to be its first")
    if not enclosed(ring):
        raise Misdrawn("a ring encloses nothing")
    return ring


def _point(position: Any) -> Point:
    match position:
        case [Real() as longitude, Real() as latitude, *_]:
            if WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH:
                return projected(longitude, latitude)
            raise Misdrawn(
                f"position {longitude}, {latitude} is not around Jakarta:"
                f" degrees are asked for, first {WEST:g} to {EAST:g} east, then {SOUTH:g} to {NORTH:g} north"
            )
    raise Misdrawn("a position is not two numbers")
