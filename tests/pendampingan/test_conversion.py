"""How soon those registered in a quarter took the next steps, against answers written out by hand."""

import random
import re
from datetime import timedelta
from statistics import median

import pytest
from pytest_django.asserts import assertContains

from jakpreneur.accounts.models import Role
from pendampingan.counts.aspect import ORDER
from pendampingan.counts.cohort import NEXT_STEPS, WINDOWS, Cohort, Quarter
from pendampingan.counts.conversion import MOST, TRAINED_FIRST, Wait, Waits, cohorts, waits
from pendampingan.counts.group import Group
from pendampingan.counts.narrowing import Narrowing
from tests import make
from tests.city import varied_city

pytestmark = pytest.mark.django_db

#: By then the year after every quarter of 2021 is over.
LATE = make.day("2023-01-01")


def told(day, centre=None):
    """Of each quarter: registered; trained within 90, 180, 365 days; mentored within as many."""
    return {
        each.quarter.word: (each.registered, *(each.within(step, days) for step in NEXT_STEPS for days in WINDOWS))
        for each in cohorts(make.day(day), centre and make.centre(centre))
    }


def waited(day, centre=None):
    """The median of the days from registered to trained and from trained to mentored, each with its businesses."""
    found = Waits.of_all(waits(make.day(day), centre and make.centre(centre)).values())
    return (found.trained.median, found.trained.businesses), (found.mentored.median, found.mentored.businesses)


# Quarters


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2021-01-01", "2021-1"), ("2021-03-31", "2021-1"), ("2021-04-01", "2021-2"), ("2021-12-31", "2021-4")],
)
def test_a_day_lies_in_its_quarter(day, quarter):
    found = Quarter.of(make.day(day))

    assert found.word == quarter
    assert found.first <= make.day(day) <= found.last
    assert Quarter.read(quarter) == found


@pytest.mark.parametrize(
    ("quarter", "first", "last"), [("2024-1", "2024-01-01", "2024-03-31"), ("2021-2", "2021-04-01", "2021-06-30")]
)
def test_a_quarter_has_its_first_and_its_last_day(quarter, first, last):
    assert (Quarter.read(quarter).first, Quarter.read(quarter).last) == (make.day(first), make.day(last))


@pytest.mark.parametrize(("day", "over"), [("2021-06-28", False), ("2021-06-29", True)])
def test_the_time_of_a_quarter_is_over_when_that_of_its_last_day_is(day, over):
    assert Quarter(2021, 1).is_over(90, make.day(day)) == over


# How many took the next steps


@pytest.mark.parametrize(
    ("registered", "trained", "within"),
    [
        ("2021-01-04", "2021-04-04", (1, 1, 1)),  # 90 days
        ("2021-01-04", "2021-04-05", (0, 1, 1)),  # 91 days
        ("2021-01-04", "2021-07-03", (0, 1, 1)),  # 180 days
        ("2021-01-04", "2021-07-04", (0, 0, 1)),
        ("2021-01-04", "2022-01-04", (0, 0, 1)),  # 365 days
        ("2021-01-04", "2022-01-05", (0, 0, 0)),
        ("2020-01-01", "2020-12-31", (0, 0, 1)),  # 365 days of a leap year
        ("2020-01-01", "2021-01-01", (0, 0, 0)),
        ("2021-01-04", "2020-12-01", (1, 1, 1)),  # a class before the registration: on its day
    ],
)
def test_a_step_is_taken_within_so_many_days_of_the_registration(registered, trained, within):
    make.trained(make.business(on=registered), trained)

    (found,) = told("2023-01-01").values()

    assert found == (1, *within, 0, 0, 0)


def test_trained_and_mentored_are_told_apart_quarter_by_quarter():
    both = make.business(on="2021-03-31")
    make.trained(both, "2021-04-10")
    make.visit(both, "2021-08-01")
    make.visit(make.business(on="2021-04-01"), "2021-04-01")
    make.business(on="2021-04-01", at="Tebet")

    assert told("2023-01-01") == {"2021-2": (2, 0, 0, 0, 1, 1, 1), "2021-1": (1, 1, 1, 1, 0, 1, 1)}
    assert told("2023-01-01", "Gambir") == {"2021-2": (1, 0, 0, 0, 1, 1, 1), "2021-1": (1, 1, 1, 1, 0, 1, 1)}
    assert told("2023-01-01", "Tebet") == {"2021-2": (1, 0, 0, 0, 0, 0, 0)}


@pytest.mark.parametrize(
    ("day", "told_then"),
    [
        ("2021-01-03", {}),
        ("2021-03-31", {"2021-1": (1, None, None, None, None, None, None)}),
        ("2021-06-28", {"2021-1": (1, None, None, None, None, None, None)}),
        ("2021-06-29", {"2021-1": (1, 1, None, None, 0, None, None)}),
        ("2021-09-27", {"2021-1": (1, 1, 1, None, 0, 1, None)}),
        ("2022-03-31", {"2021-1": (1, 1, 1, 1, 0, 1, 1)}),
    ],
)
def test_what_is_not_over_yet_is_not_low(day, told_then):
    business = make.business(on="2021-01-04")
    make.trained(business, "2021-01-20")
    make.visit(business, "2021-06-20")

    assert told(day) == told_then


def test_what_was_merged_moved_and_voided_is_counted_as_known_now():
    varied_city()
    make.contested(on="2021-01-12")

    assert told("2023-01-01") == {"2021-1": (7, 4, 4, 4, 4, 4, 4)}
    assert told("2023-01-01", "Tebet") == {"2021-1": (2, 2, 2, 2, 2, 2, 2)}


def test_the_last_quarters_are_told_the_newest_first():
    for quarter in range(MOST + 1):
        make.business(on=f"{2018 + quarter // 4}-{3 * (quarter % 4) + 1:02}-15")

    assert list(told("2023-01-01")) == [
        *("2021-1", "2020-4", "2020-3", "2020-2", "2020-1", "2019-4"),
        *("2019-3", "2019-2", "2019-1", "2018-4", "2018-3", "2018-2"),
    ]


# How long it took


@pytest.mark.parametrize(
    ("days", "middle"),
    [({}, None), ({7: 1}, 7), ({3: 1, 9: 1, 40: 1}, 9), ({3: 1, 10: 1}, 6.5), ({0: 3, 5: 1}, 0), ({1: 2, 4: 2}, 2.5)],
)
def test_the_median_is_what_half_of_them_took(days, middle):
    assert Wait(days).median == middle


def test_the_median_of_any_days_is_that_of_all_of_them_in_order():
    chance = random.Random(5)
    for _ in range(200):
        days = {chance.randrange(30): chance.randrange(1, 4) for _ in range(chance.randrange(1, 6))}

        assert Wait(days).median == median(day for day, of in days.items() for _ in range(of))


def test_each_centre_waited_as_long_as_its_businesses():
    for trained, mentored in (("2021-01-14", "2021-01-20"), ("2021-01-24", "2021-01-24"), ("2021-02-13", None)):
        business = make.business(on="2021-01-04")
        make.trained(business, trained)
        if mentored:
            make.visit(business, mentored)
    make.trained(make.business(on="2021-01-04", at="Tebet"), "2021-01-06")
    make.business(on="2021-01-04", at="Koja")

    assert waited("2021-12-31", "Gambir") == ((20, 3), (3, 2))
    assert waited("2021-12-31", "Tebet") == ((2, 1), (None, 0))
    assert waited("2021-12-31", "Koja") == ((None, 0), (None, 0))
    assert waited("2021-12-31") == ((15, 4), (3, 2))
    assert waited("2021-01-13") == ((2, 1), (None, 0))


def test_between_a_visit_and_a_later_class_no_days_lie():
    visited, same_day = make.business(on="2021-01-04"), make.business(on="2021-01-04")
    make.visit(visited, "2021-01-10")
    make.trained(visited, "2021-01-30")
    make.trained(same_day, "2021-01-30")
    make.visit(same_day, "2021-01-30")

    assert waited("2021-12-31") == ((26, 2), (0, 1))
    kinds = {kind: len(Narrowing({ORDER: kind}).of(Group.BOTH, LATE)) for kind in ORDER.kinds}
    assert kinds == {"kelas-dahulu": 1, "kunjungan-dahulu": 1, "belum-keduanya": 0}


def test_whoever_passed_a_class_before_registering_waited_no_day():
    make.trained(make.business(on="2021-02-01"), "2021-01-10")

    assert waited("2021-12-31") == ((0, 1), (None, 0))


# The rows


def test_in_any_city_each_count_is_that_of_its_rows():
    chance, first = random.Random(11), make.day("2019-11-01")
    for _ in range(25):
        on = first + timedelta(days=chance.randrange(400))
        business = make.business(on=on.isoformat(), at=chance.choice(["Gambir", "Tebet"]))
        if chance.random() < 0.7:
            make.trained(
                business, (on + timedelta(days=chance.choice([-9, 0, 89, 90, 91, 180, 364, 365, 366]))).isoformat()
            )
        if chance.random() < 0.7:
            make.visit(business, (on + timedelta(days=chance.choice([0, 89, 90, 91, 180, 364, 365, 366]))).isoformat())

    for centre in (None, make.centre("Gambir")):
        for each in cohorts(LATE, centre):
            everybody = Narrowing(cohort=Cohort(each.quarter))
            assert each.registered == len(everybody.of(Group.REGISTERED, LATE, centre))
            for step in NEXT_STEPS:
                for days in WINDOWS:
                    soon = Narrowing(cohort=Cohort(each.quarter, days))
                    assert each.within(step, days) == len(soon.of(step, LATE, centre))
        found = Waits.of_all(waits(LATE, centre).values())
        assert found.trained.businesses == len(Narrowing().of(Group.TRAINED, LATE, centre))
        assert found.mentored.businesses == len(TRAINED_FIRST.of(Group.BOTH, LATE, centre))


@pytest.mark.parametrize("days", [None, *WINDOWS])
def test_what_an_address_says_of_a_cohort_is_read_again(days):
    narrowing = Narrowing({ORDER: "kelas-dahulu"}, Cohort(Quarter(2021, 3), days))

    assert Narrowing.read(narrowing.parameters) == narrowing


@pytest.mark.parametrize(
    "query",
    [
        "kohort=2021",
        "kohort=2021-5",
        "kohort=2021-0",
        "kohort=21-1",
        "kohort=0000-1",
        "kohort=2021-01",
        "kohort=%C2%B22021-1",
        "kohort=%00",
        "kohort=2021-1&dalam=91&tahap=terlatih",
        "kohort=2021-1&dalam=-90&tahap=terlatih",
        "dalam=90&tahap=terlatih",
        "kohort=2021-1&dalam=90",
        "kohort=2021-1&dalam=90&tahap=terlatih-tanpa-pendampingan",
    ],
)
def test_a_cohort_that_there_is_not_is_no_page(reading, query):
    assert reading().get(f"/dasbor/daftar/?{query}").status_code == 404


def test_the_last_quarter_of_all_time_has_nobody(reading):
    assertContains(reading().get("/dasbor/daftar/?kohort=9999-4&dalam=365&tahap=terlatih"), 'data-count="0"')


def test_the_heading_says_in_words_whose_cohort_they_are(reading):
    make.trained(make.business("Dapur Cepat", on="2021-01-04"), "2021-04-04")
    make.trained(make.business("Dapur Lambat", on="2021-01-04"), "2021-04-05")
    make.trained(make.business("Dapur Lain", on="2021-04-01"), "2021-04-05")

    page = reading().get("/dasbor/daftar/?tahap=terlatih&kohort=2021-1&dalam=90&per=2021-12-31&diketahui=lalu")

    assertContains(page, "Registered in quarter 1 of 2021; within 90 days of registration; at their place of today.")
    assertContains(page, '<h1><span data-count="1">1</span> business trained</h1>', html=True)
    assertContains(page, "Dapur Cepat")
    for name, value in (("kohort", "2021-1"), ("dalam", "90"), ("diketahui", "lalu")):
        assertContains(page, f'<input type="hidden" name="{name}" value="{value}">', html=True)


# The page


def rows(page):
    found = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page.content.decode(), re.DOTALL)
    cells = [re.split(r"</t[hd]>", row) for row in found]
    return [[re.sub(r"<[^>]+>|\s+", " ", cell).split() for cell in row[:-1]] for row in cells]


def test_the_page_says_what_part_went_on_and_what_is_not_over(reading):
    for trained in ("2021-01-14", "2021-01-15", None):
        business = make.business(on="2021-01-04")
        if trained:
            make.trained(business, trained)

    page = reading(Role.OFFICIAL).get("/dasbor/laju/?per=2021-07-01&pusat=31.71.01&diketahui=lalu")

    running = ["not", "over", "yet"]
    quarter = ["Q1", "2021"]
    assert rows(page) == [
        [quarter, ["3"], ["66.7", "%", "2"], running, running],
        [quarter, ["3"], ["0.0", "%", "0"], running, running],
        [["From", "registered", "to", "trained"], ["10.5"], ["2"]],
        [["From", "trained", "to", "mentored"], ["–"], ["0"]],
    ]
    assertContains(page, "Gambir, as of 1 July 2021, as known now.")
    assertContains(page, 'href="/dasbor/31.71.01/?per=2021-07-01&amp;diketahui=lalu"')
    rows_of = "pusat=31.71.01&amp;kohort=2021-1&amp;dalam=90&amp;per=2021-07-01&amp;diketahui=lalu"
    assertContains(page, f'href="/dasbor/daftar/?tahap=terlatih&amp;{rows_of}"')


def test_a_city_with_nobody_in_it_says_so(reading):
    page = reading().get("/dasbor/laju/?per=2018-01-01")

    assertContains(page, "Nobody was registered by that day.")
    assertContains(page, "–", count=2 + 2 * 44)
