"""The interval beside an error rate, held against published figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendampingan.counts.wilson import Interval, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe 1998, table I, method 3 (the score interval without correction for continuity).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # All of 20 is none of 20 the other way round.
        (20, 20, 0.8389, 1.0000),
    ],
)
def test_the_interval_is_the_published_one(hits, of, low, high):
    found = wilson(hits, of)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_there_is_none_where_nobody_was_reached():
    assert wilson(0, 0) is None


@given(of=st.integers(1, 2000), hits=st.data())
def test_the_interval_holds_the_share_that_was_found(of, hits):
    found = hits.draw(st.integers(0, of))

    interval = wilson(found, of)

    assert 0 <= interval.low <= found / of + 1e-12
    assert found / of - 1e-12 <= interval.high <= 1


@given(of=st.integers(1, 500), hits=st.data())
def test_what_is_right_is_what_is_not_wrong(of, hits):
    found = hits.draw(st.integers(0, of))

    wrong, right = wilson(found, of), wilson(of - found, of)

    assert wrong.low == pytest.approx(1 - right.high)
    assert wrong.high == pytest.approx(1 - right.low)


def test_more_of_the_same_narrows_it():
    assert wilson(10, 100) == Interval(pytest.approx(0.0552, abs=1e-4), pytest.approx(0.1744, abs=1e-4))
    assert wilson(100, 1000).high - wilson(100, 1000).low < wilson(10, 100).high - wilson(10, 100).low
