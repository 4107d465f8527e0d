"""Where lines and ticks lie."""

import datetime
from itertools import pairwise

import pytest

from pendampingan.charts.axis import Scale, labelled
from pendampingan.charts.trend import spread, trend_chart
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.city import Reached
from pendampingan.counts.group import Group
from pendampingan.counts.trend import TrendPoint, end_of, months
from tests import make


@pytest.mark.parametrize(
    ("values", "target", "step", "top"),
    [
        ([281_000, 176_000], 200_000, 100_000, 300_000),
        ([28_100], 200_000, 50_000, 250_000),
        ([0, 0], 200_000, 50_000, 250_000),
        ([3], None, 1, 3),
        ([6], None, 2, 6),
        ([], None, 1, 1),
    ],
)
def test_a_scale_is_the_shortest_of_at_most_five_round_steps_with_the_target_inside(values, target, step, top):
    scale = Scale.holding(values, target)

    assert (scale.step, scale.top, scale.ticks[-1]) == (step, top, top)


def test_a_place_on_a_scale_is_in_percent():
    scale = Scale(100_000, 3)

    assert (scale.percent(281_000), scale.percent(0), scale.percent(None)) == (93.67, 0.0, None)


def points(*registered):
    """The trend of a city from January 2021 on, one month a number."""
    days = [end_of(month) for month in months(make.day("2021-01-01"), make.day("2030-12-01"))]
    return [
        TrendPoint(AsOf(day, Basis.NOW), Reached({1: number})) for day, number in zip(days, registered, strict=False)
    ]


def test_a_trend_is_drawn_from_nothing_before_its_first_month_to_its_last_day():
    chart = trend_chart(points(50, 100), 80, width=158, height=150, right=0, labels=6)

    # 31 December to 28 February is 59 days over 100 units; nothing lies at 122, a hundred at 22.
    assert [line.path for line in chart.lines] == [
        "M58.0,122.0 110.5,72.0 158.0,22.0",
        "M58.0,122.0 110.5,122.0 158.0,122.0",
        "M58.0,122.0 110.5,122.0 158.0,122.0",
    ]
    assert (chart.target.at, chart.target.value) == (42.0, 80)
    assert [(tick.at, tick.value) for tick in chart.counts] == [(122.0, 0), (102.0, 20), (82.0, 40), (62.0, 60), (42.0, 80), (22.0, 100)]  # fmt: skip


def test_there_is_no_chart_of_nothing():
    assert trend_chart([], 80, width=158, height=150, right=0, labels=6) is None


@pytest.mark.parametrize(("number", "every"), [(2, 1), (5, 1), (9, 2), (38, 12), (99, 24), (1, 1)])
def test_days_are_labelled_from_the_last_back_in_whole_parts_or_numbers_of_years(number, every):
    days = [datetime.date(2018, 9, 30) + datetime.timedelta(days=number) for number in range(number)]

    shown = labelled(days, 5)

    assert len(shown) <= 5
    assert shown[-1] == days[-1]
    assert {later - earlier for earlier, later in pairwise(shown)} <= {datetime.timedelta(every)}


def test_labels_that_would_meet_stand_one_below_the_other():
    assert spread({Group.REGISTERED: 20, Group.TRAINED: 102, Group.MENTORED: 100}) == {
        Group.REGISTERED: 20,
        Group.MENTORED: 100,
        Group.TRAINED: 115,
    }
