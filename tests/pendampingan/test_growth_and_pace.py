"""The same day a year earlier, and what a target still needs: against answers written out by hand."""

import pytest
from django.utils import translation

from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.growth import Growth
from pendampingan.counts.pace import Pace, pace_needed
from pendampingan.models import Target
from pendampingan.templatetags.dashboard import grown
from tests import make


@pytest.mark.parametrize(
    ("day", "earlier"),
    [
        ("2021-10-25", "2020-10-25"),
        ("2020-02-29", "2019-02-28"),
        ("2021-02-28", "2020-02-28"),
        ("0001-01-01", "0001-01-01"),
    ],
)
@pytest.mark.parametrize("basis", Basis)
def test_the_same_day_of_the_year_before_is_known_in_the_same_way(day, earlier, basis):
    as_of = AsOf(make.day(day), basis, provisional=True)

    assert as_of.a_year_earlier() == AsOf(make.day(earlier), basis, provisional=day == earlier)


@pytest.mark.parametrize(
    ("now", "before", "change", "share", "a_month", "words"),
    [
        (125, 100, 25, 0.25, 2, "+25 (+25,0 %)"),
        (281_000, 194_211, 86_789, 86_789 / 194_211, 7_232, "+86.789 (+44,7 %)"),
        (283_343, 284_164, -821, -821 / 284_164, -68, "−821 (−0,3 %)"),
        (7, 7, 0, 0.0, 0, "0 (0,0 %)"),
        (7, 0, 7, None, 1, "+7"),
        (0, 0, 0, None, 0, "0"),
    ],
)
def test_growth(now, before, change, share, a_month, words):
    growth = Growth(now, before)

    with translation.override("id"):
        said = grown(growth)

    assert (growth.change, growth.share, growth.a_month, said) == (change, share, a_month, words)


@pytest.mark.parametrize(
    ("per", "reached", "missing", "a_month"),
    [
        # 432 days are left: 14.19 months of 30.4375 days.
        ("2021-10-25", 176_000, 24_000, 1_691),
        ("2021-10-25", 199_999, 1, 1),
        # Two months of the mean length, and one day more than one.
        ("2022-10-31", 199_000, 1_000, 499),
        ("2022-11-30", 199_000, 1_000, 982),
        # Less than a month is left.
        ("2022-12-01", 199_000, 1_000, None),
        ("2022-12-30", 199_000, 1_000, None),
    ],
)
def test_a_target_that_runs_needs_so_many_a_month(per, reached, missing, a_month):
    target = Target(value=200_000, starts_on=make.day("2018-10-12"), ends_on=make.day("2022-12-31"))

    assert pace_needed(reached, target, make.day(per)) == Pace(missing, target.ends_on, a_month)


@pytest.mark.parametrize(
    ("per", "reached"),
    [
        ("2021-10-25", 200_000),
        ("2021-10-25", 281_000),
        ("2022-12-31", 176_000),
        ("2023-06-01", 176_000),
        ("2018-10-11", 0),
    ],
)
def test_a_target_that_is_reached_or_over_or_still_to_come_needs_nothing(per, reached):
    target = Target(value=200_000, starts_on=make.day("2018-10-12"), ends_on=make.day("2022-12-31"))

    assert pace_needed(reached, target, make.day(per)) is None
