"""How outlines are drawn: projected, simplified, written down."""

from math import cos, pi, sin

import pytest

from umkm.models.boundary import MOST_PATH
from umkm.reference.outline import Outline, enclosed, outlines, projected, simplified

SQUARE = [(100, 100), (200, 100), (200, 200), (100, 200), (100, 100)]


def circle(points: int, radius: int, x: int = 5000, y: int = 5000):
    """A ring of so many points, which it takes many to draw."""
    turns = [2 * pi * number / points for number in range(points)]
    ring = [(round(x + radius * cos(turn)), round(y + radius * sin(turn))) for turn in turns]
    return [*ring, ring[0]]


def test_a_step_is_ten_metres_east_or_south():
    # A degree of latitude is 111.32 km; one of longitude at 6.2 degrees south 110.67 km.
    assert projected(106, -4.5) == (0, 0)
    assert projected(107, -5.5) == (11067, 11132)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ([(0, 0), (50, 0), (100, 0)], [(0, 0), (100, 0)]),
        ([(0, 0), (50, 3), (100, 0)], [(0, 0), (100, 0)]),
        ([(0, 0), (50, 4), (100, 0)], [(0, 0), (50, 4), (100, 0)]),
        ([(0, 0), (120, 0), (100, 0)], [(0, 0), (120, 0), (100, 0)]),
        ([(0, 0), (50, 40), (60, 41), (100, 0)], [(0, 0), (50, 40), (60, 41), (100, 0)]),
        (SQUARE, SQUARE),
        ([(0, 0), (2, 1), (0, 0)], [(0, 0), (0, 0)]),
        ([(0, 0), (9, 9)], [(0, 0), (9, 9)]),
    ],
)
def test_a_point_stays_that_lies_further_than_three_steps_from_the_line_without_it(line, kept):
    assert simplified(line, 3) == kept


def test_a_line_of_any_length_is_simplified():
    saw = [(10 * number, 10 * (number % 2)) for number in range(1200)]

    assert simplified(saw, 3) == saw


def drawn(*rings):
    return outlines({"31.71.01": rings})["31.71.01"].path


def test_a_path_goes_by_steps_and_closes():
    assert drawn(SQUARE) == "M100 100l100 0 0 100-100 0z"


def test_holes_and_islands_are_paths_of_their_own():
    hole = [(140, 140), (160, 140), (160, 160), (140, 160), (140, 140)]

    assert drawn(SQUARE, hole) == "M100 100l100 0 0 100-100 0zM140 140l20 0 0 20-20 0z"


def test_what_is_too_small_to_be_seen_is_left_out_and_a_box_if_it_is_all_there_is():
    speck, dot = [(10, 10), (12, 10), (10, 12), (10, 10)], [(20, 15), (21, 15), (20, 16), (20, 15)]

    assert drawn(SQUARE, speck) == drawn(SQUARE)
    assert drawn(speck, dot) == "M10 10l11 0 0 6-11 0z"


def test_an_outline_says_how_far_it_reaches():
    assert outlines({"31.71.01": [SQUARE]}) == {
        "31.71.01": Outline("M100 100l100 0 0 100-100 0z", left=100, top=100, right=200, bottom=200)
    }


def test_however_finely_a_city_was_measured_its_paths_stay_short():
    measured = {f"31.71.{number:02}": [circle(2000, 900), circle(300, 40)] for number in range(44)}

    lengths = {len(outline.path) for outline in outlines(measured).values()}

    # Twice as coarse they would be half as long.
    assert MOST_PATH / 3 < 44 * max(lengths) <= MOST_PATH
    assert len(lengths) == 1


def test_a_city_of_more_parts_than_can_be_drawn_is_drawn_without_them():
    archipelago = [circle(12, 6, x=20 * number) for number in range(1000)]

    assert {outline.path for outline in outlines({"a": archipelago, "b": archipelago}).values()} == {
        "M-6 4994l19992 0 0 12-19992 0z"
    }


@pytest.mark.parametrize(("ring", "area"), [(SQUARE, 10_000), (SQUARE[::-1], 10_000), ([(0, 0), (9, 9), (0, 0)], 0)])
def test_the_area_within_a_ring_is_the_same_either_way_round(ring, area):
    assert enclosed(ring) == area
