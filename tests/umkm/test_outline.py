"""How outlines are drawn: projected, simplified, written down."""

from math import cos, pi, sin

import pytest

from umkm.models.boundary import MOST_PATH
from umkm.reference.outline import Outline, enclosed, outlines, path_of, projected, simplified

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
    saw = [(10 * number, 10 * (number % 2)) for number in range(5000)]

    assert simplified(saw, 3) == saw


def test_a_path_goes_by_steps_and_closes():
    assert path_of([SQUARE], 3) == "M100 100l100 0 0 100-100 0z"


def test_holes_and_islands_are_paths_of_their_own():
    hole = [(140, 140), (160, 140), (160, 160), (140, 160), (140, 140)]

    assert path_of([SQUARE, hole], 3) == "M100 100l100 0 0 100-100 0zM140 140l20 0 0 20-20 0z"


def test_what_is_too_small_to_be_seen_is_left_out_unless_it_is_all_there_is():
    speck, dot = ([(10, 10), (10 + size, 10), (10, 10 + size), (10, 10)] for size in (2, 1))

    assert path_of([SQUARE, speck], 3) == path_of([SQUARE], 3)
    assert path_of([dot, speck], 3) == "M10 10l2 0-2 2z"


def test_an_outline_says_how_far_it_reaches():
    assert outlines({"31.71.01": [SQUARE]}) == {
        "31.71.01": Outline("M100 100l100 0 0 100-100 0z", left=100, top=100, right=200, bottom=200)
    }


def test_however_finely_a_city_was_measured_its_paths_stay_short():
    measured = {f"31.71.{number:02}": [circle(2000, 900), circle(300, 40)] for number in range(44)}

    drawn = outlines(measured)

    assert 0.3 * MOST_PATH < sum(len(outline.path) for outline in drawn.values()) <= MOST_PATH
    assert len(set(drawn.values())) == 1


@pytest.mark.parametrize(("ring", "area"), [(SQUARE, 10_000), (SQUARE[::-1], 10_000), ([(0, 0), (9, 9), (0, 0)], 0)])
def test_the_area_within_a_ring_is_the_same_either_way_round(ring, area):
    assert enclosed(ring) == area
