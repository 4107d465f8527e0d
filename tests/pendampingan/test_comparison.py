"""The centres beside each other and a year earlier, against answers written out by hand."""

import pytest

from pendampingan.charts.shades import shaded
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.attainment import targets
from pendampingan.counts.city import CentreReached, Reached, city_counts
from pendampingan.counts.comparison import Comparison, Yardstick, compared
from pendampingan.counts.rank import Rank, places
from tests import make
from tests.city import grown_city, main_target
from umkm.models import Centre

# Ranks


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.5, 0.3, 0.3, 0.1], [1, 2, 2, 4]),
        ([0.3, 0.5, 0.5, 0.5], [4, 1, 1, 1]),
        ([0.3, None, 0.5], [2, None, 1]),
        ([None, None], [None, None]),
        ([], []),
    ],
)
def test_the_highest_is_first_and_equals_share_a_place(values, expected):
    assert list(places(dict(enumerate(values))).values()) == expected


@pytest.mark.parametrize(
    ("now", "before", "climbed"), [(2, 5, 3), (5, 2, -3), (2, 2, 0), (2, None, None), (None, 2, None)]
)
def test_a_rank_is_up_or_down_where_there_was_one(now, before, climbed):
    assert Rank(now, before).climbed == climbed


def centres_of(basis=Basis.NOW):
    """Those where somebody is registered by 30 April 2022, by name."""
    per = AsOf(make.day("2022-04-30"), basis)
    rows = compared(city_counts(per), city_counts(per.a_year_earlier()), targets())
    return {row.now.centre.name: row for row in rows if row.growth.now}


@pytest.mark.django_db
class TestAGrownCity:
    @pytest.fixture(autouse=True)
    def city(self):
        grown_city()

    def test_centres_are_ranked_by_how_much_of_their_share_is_registered(self):
        main_target(100, Gambir=10, Tebet=10, Koja=10)

        # A year before 3, 2 and 1 of 10; Senen has no share.
        assert {name: row.rank for name, row in centres_of(Basis.THEN).items()} == {
            "Gambir": Rank(1, 2),
            "Tebet": Rank(2, 1),
            "Koja": Rank(2, 3),
            "Senen": Rank(None, None),
        }

    def test_a_late_entry_changes_what_the_year_before_is_known_to_be(self):
        main_target(100, Gambir=10, Tebet=10, Koja=10)

        # One of Koja's was entered in June: by now it is known to have been level with Gambir.
        assert centres_of(Basis.NOW)["Koja"].rank == Rank(2, 2)

    def test_without_shares_they_are_ranked_by_inhabitants(self):
        # 5 of 90,638; 3 of 231,318; 3 of 342,279; 1 of 119,388.
        assert {name: row.rank for name, row in centres_of(Basis.THEN).items()} == {
            "Gambir": Rank(1, 1),
            "Tebet": Rank(2, 2),
            "Koja": Rank(3, 3),
            "Senen": Rank(4, None),
        }

    def test_a_share_of_which_nothing_is_registered_has_no_rank(self):
        main_target(100, Gambir=10, Cakung=10)
        per = AsOf(make.day("2022-04-30"), Basis.NOW)

        rows = compared(city_counts(per), city_counts(per.a_year_earlier()), targets())

        assert {row.now.centre.name: row.rank.now for row in rows if row.target} == {"Gambir": 1, "Cakung": None}

    def test_each_yardstick_has_its_unit_and_says_nothing_where_there_is_nothing(self):
        main_target(100, Gambir=10, Tebet=10, Koja=10)

        centres = centres_of(Basis.THEN)

        assert {
            yardstick: [None if row.by(yardstick) is None else round(row.by(yardstick), 4) for row in centres.values()]
            for yardstick in Yardstick
        } == {
            Yardstick.NUMBER: [5, 1, 3, 3],
            Yardstick.SHARE: [50, None, 30, 30],
            Yardstick.PER_THOUSAND: [0.0552, 0.0084, 0.0088, 0.013],
            Yardstick.GROWTH: [150, None, 200, 0],
        }

    def test_the_year_before_is_one_more_query_over_tallies(self, django_assert_num_queries):
        per = AsOf(make.day("2022-04-30"), Basis.NOW)
        city = city_counts(per)

        with django_assert_num_queries(1):
            city_counts(per.a_year_earlier(), [row.centre for row in city.centres])


@pytest.mark.parametrize("word", [None, "", "x", "JUMLAH", "\x00", "penduduk"])
def test_what_names_no_yardstick_is_per_inhabitant(word):
    assert Yardstick.asked(word) == Yardstick.PER_THOUSAND


# Classes


def centres(*registered):
    """Centres of a thousand inhabitants and so many registered, none of them a year before."""
    return [
        Comparison(
            CentreReached(
                Centre(name=f"{number}", population=1000, tile_column=place, tile_row=0), Reached({1: number})
            ),
            CentreReached(Centre(), Reached({})),
            None,
        )
        for place, number in enumerate(registered)
    ]


def test_the_map_has_five_classes_of_equally_many_and_a_gap_where_nobody_is_registered():
    drawn = shaded(centres(*range(11)), Yardstick.PER_THOUSAND)

    assert [shade.quantile for shade in drawn.centres] == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [(of.number, of.lowest, of.highest) for of in drawn.classes] == [(1, 1, 2), (2, 3, 4), (3, 5, 6), (4, 7, 8), (5, 9, 10)]  # fmt: skip
    assert drawn.has_gaps


def test_centres_of_one_value_share_a_class():
    drawn = shaded(centres(4, 4, 4, 4, 4, 4), Yardstick.NUMBER)

    assert {shade.quantile for shade in drawn.centres} == {1}
    assert [(of.lowest, of.highest) for of in drawn.classes] == [(4, 4)]
    assert not drawn.has_gaps


def test_centres_that_read_the_same_share_a_class():
    # 25.46 and 25.54 of a thousand both read 25.5.
    drawn = shaded(centres(25.1, 25.2, 25.3, 25.46, 25.54, 25.6), Yardstick.PER_THOUSAND)

    assert [shade.quantile for shade in drawn.centres] == [1, 1, 2, 3, 3, 5]
    assert [(of.lowest, of.highest) for of in drawn.classes] == [(25.1, 25.2), (25.3, 25.3), (25.5, 25.5), (25.6, 25.6)]


def test_nobody_is_a_number_but_growth_from_nobody_is_none():
    numbers, growth = (shaded(centres(0, 3), each) for each in (Yardstick.NUMBER, Yardstick.GROWTH))

    assert [(shade.value, shade.quantile) for shade in numbers.centres] == [(0, 1), (3, 3)]
    assert [(shade.value, shade.quantile) for shade in growth.centres] == [(None, 0), (None, 0)]
    assert growth.classes == ()


def test_tiles_come_row_by_row_however_the_centres_do():
    drawn = shaded(centres(3, 1, 2)[::-1], Yardstick.NUMBER)

    assert [shade.centre.name for shade in drawn.centres] == ["3", "1", "2"]
