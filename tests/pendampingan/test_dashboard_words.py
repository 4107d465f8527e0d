"""Figures of a dashboard as they are written."""

import pytest
from django.utils.translation import override

from pendampingan.counts.comparison import Yardstick
from pendampingan.counts.growth import Growth
from pendampingan.counts.rank import Rank
from pendampingan.templatetags.dashboard import climbed, grown, grown_by, measured


@pytest.fixture(autouse=True)
def indonesian():
    with override("id"):
        yield


@pytest.mark.parametrize(
    ("value", "yardstick", "written"),
    [
        (14_984, Yardstick.NUMBER, "14.984"),
        (0, Yardstick.NUMBER, "0"),
        (140.5, Yardstick.SHARE, "140,5"),
        (25.25, Yardstick.PER_THOUSAND, "25,3"),
        (44.68, Yardstick.GROWTH, "44,7"),
        (-0.3, Yardstick.GROWTH, "−0,3"),
        (2317.4, Yardstick.GROWTH, "2.317"),
        (None, Yardstick.GROWTH, "–"),
    ],
)
def test_what_stands_in_a_tile_is_short(value, yardstick, written):
    assert measured(value, yardstick) == written


@pytest.mark.parametrize(
    ("now", "before", "written", "part"),
    [
        (280, 200, "+80 (+40,0 %)", "+40,0 %"),
        (199, 200, "−1 (−0,5 %)", "−0,5 %"),
        (200, 200, "0 (0,0 %)", "0,0 %"),
        (5, 0, "+5", "–"),
    ],
)
def test_growth_has_its_sign_and_no_part_of_nothing(now, before, written, part):
    assert (grown(Growth(now, before)), grown_by(Growth(now, before))) == (written, part)


@pytest.mark.parametrize(
    ("rank", "seen", "heard"),
    [(Rank(2, 5), "▲ 3", "naik 3"), (Rank(5, 2), "▼ 3", "turun 3"), (Rank(2, 2), "=", "tetap")],
)
def test_a_change_of_rank_is_seen_and_heard(rank, seen, heard):
    assert climbed(rank) == f'<span aria-hidden="true">{seen}</span><span class="out-of-sight">{heard}</span>'


def test_without_a_rank_before_there_is_a_dash():
    assert climbed(Rank(2, None)) == "–"
