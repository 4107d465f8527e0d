"""What classes and visits of twelve months came to, against answers written out by hand."""

import random
import re
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from pytest_django.asserts import assertContains

from jakpreneur.accounts.models import Role
from pendampingan.choices import Basis
from pendampingan.counts.activity import activity
from pendampingan.counts.as_of import AsOf
from pendampingan.models import Attendance, Enrolment, TrainingSession
from pendampingan.rules.enrolment import withdraw
from pendampingan.rules.session import cancel_session
from pendampingan.rules.visit import void_visit
from tests import make
from umkm.models import CentreStaff
from umkm.rules.business import void_business
from umkm.rules.merger import merge_businesses

pytestmark = pytest.mark.django_db

DAYS = ("2021-02-01", "2021-02-02")
NO_VISITS = (0, 0, 0, 0, 0, 0)


def year(day="2021-12-31", centre=None):
    return activity(AsOf(make.day(day), Basis.NOW), centre and make.centre(centre))


def classes(held):
    """Classes, those of them with ticks; seats, taken; days that could have been attended, that were; businesses."""
    return (
        *(held.classes, held.recorded, held.seats, held.taken),
        *(held.expected, held.attended, held.businesses),
    )


def visits(mentoring):
    """Visits, mentors, businesses; how many of these told of their sales, of how many months, how much."""
    return (
        *(mentoring.visits, mentoring.mentors, mentoring.businesses),
        *(mentoring.telling, mentoring.months, mentoring.sales),
    )


def parts(pairs, figures):
    """The figures of each agency or centre that has any."""
    found = {doer and (getattr(doer, "code", doer.name)): figures(done) for doer, done in pairs}
    return {doer: values for doer, values in found.items() if any(values)}


def held_parts(pairs):
    return parts(pairs, lambda done: classes(done.held))


def mentoring_parts(pairs):
    return parts(pairs, lambda done: visits(done.mentoring))


def mentor(at="Gambir", agency="ppkukm"):
    somebody = make.user(Role.MENTOR)
    CentreStaff.objects.create(user=somebody, centre=make.centre(at), agency=make.agency(agency))
    return somebody


# Classes


def test_a_class_has_seats_people_and_days_on_which_they_were_there():
    held = make.session(*DAYS, capacity=10)
    make.attendance(make.enrolment(held, make.business()))
    make.attendance(make.enrolment(held, make.business()), "2021-02-02")
    make.enrolment(held, make.business())
    make.waiting(held, make.business())

    found = year().whole.held

    assert classes(found) == (1, 1, 10, 3, 6, 3, 3)
    assert (found.filled, found.attendance) == (0.3, 0.5)


def test_whoever_left_their_seat_after_a_day_was_there():
    held = make.session(*DAYS, capacity=10)
    left, never_came = make.enrolment(held, make.business()), make.enrolment(held, make.business())
    make.attendance(left, "2021-02-01")
    for each in (left, never_came):
        withdraw(enrolment=each, by=make.user())

    assert classes(year().whole.held) == (1, 1, 10, 0, 2, 1, 1)


def test_two_people_of_one_business_are_two_seats_and_one_business():
    held, business = make.session("2021-02-01", capacity=10), make.business()
    make.attendance(make.enrolment(held, business))
    make.attendance(make.enrolment(held, business, make.member(business)))

    assert classes(year().whole.held) == (1, 1, 10, 2, 2, 2, 1)


def test_where_nobody_was_ticked_attendance_is_not_low_but_not_recorded():
    for day, ticked in (("2021-02-01", True), ("2021-03-01", False)):
        enrolled = make.enrolment(make.session(day, capacity=10), make.business())
        if ticked:
            make.attendance(enrolled)

    found = year().whole.held

    assert classes(found) == (2, 1, 20, 2, 1, 1, 2)
    assert found.attendance == 1


@pytest.mark.parametrize(("day", "held"), [("2021-02-28", 0), ("2021-03-01", 1), ("2022-02-28", 1), ("2022-03-01", 0)])
def test_a_class_belongs_to_the_twelve_months_in_which_it_ended(day, held):
    make.session("2021-02-28", "2021-03-01")

    assert year(day).whole.held.classes == held


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2021-10-25", "2020-10-26"),
        ("2024-02-29", "2023-03-01"),
        ("2025-02-28", "2024-02-29"),
        ("2025-03-01", "2024-03-02"),
        ("0001-06-01", "0001-06-02"),
    ],
)
def test_the_twelve_months_end_with_the_day(day, first):
    found = year(day)

    assert (found.first, found.last) == (make.day(first), make.day(day))


def test_what_is_cancelled_or_voided_is_none():
    cancelled = make.session("2021-02-01")
    make.enrolment(cancelled, make.business())
    cancel_session(session=cancelled, reason="hujan", by=make.user())
    TrainingSession.objects.filter(pk=make.session("2021-02-01").pk).update(voided_at=Now(), void_reason="salah")
    held = make.session(*DAYS, capacity=10)
    gone, here = make.enrolment(held, make.business()), make.enrolment(held, make.business())
    Enrolment.objects.filter(pk=gone.pk).update(voided_at=Now(), void_reason="salah")
    _, wrong = make.attendance(here)
    Attendance.objects.filter(pk=wrong.pk).update(voided_at=Now(), void_reason="salah")

    assert classes(year().whole.held) == (1, 1, 10, 1, 2, 1, 1)


def test_a_merged_business_is_the_one_it_was_merged_into_and_a_voided_or_contested_one_is_none():
    survivor, double, voided = make.business(), make.business(), make.business()
    held = make.session("2021-02-01", capacity=10)
    for business in (survivor, double, voided):
        make.attendance(make.enrolment(held, business))
        make.visit(business, "2021-03-01", monthly_sales=5)
    make.visit(make.contested(), "2021-03-01", monthly_sales=7)
    merge_businesses(survivor=survivor, double=double, reason="sama", by=make.user())
    void_business(business=voided, reason="salah", by=make.user())

    whole = year().whole

    assert classes(whole.held) == (1, 1, 10, 3, 3, 3, 1)
    assert visits(whole.mentoring) == (4, 4, 1, 1, 1, 5)


def test_a_business_in_classes_of_two_centres_counts_once_in_the_city():
    business = make.business()
    for at in ("Gambir", "Tebet", None):
        make.attendance(make.enrolment(make.session("2021-02-01", at=at, capacity=10), business))

    found = year()

    one = (1, 1, 10, 1, 1, 1, 1)
    assert classes(found.whole.held) == (3, 3, 30, 3, 3, 3, 1)
    assert held_parts(found.by_centre) == {"31.71.01": one, "31.74.01": one, None: one}
    assert classes(year(centre="Tebet").whole.held) == one


def test_each_agency_has_its_own_classes():
    business = make.business()
    make.enrolment(make.session("2021-02-01", capacity=10), business)
    make.enrolment(make.session("2021-02-01", capacity=5, agency=make.agency("kpkp")), business)

    assert held_parts(year().by_agency) == {"ppkukm": (1, 0, 10, 1, 0, 0, 1), "kpkp": (1, 0, 5, 1, 0, 0, 1)}


# Visits


def test_visits_mentors_and_businesses_are_counted_each_once():
    first, second = make.business(), make.business()
    one, other = mentor(), mentor()
    make.visit(first, "2021-01-04", mentor=one)
    make.visit(first, "2021-02-01", mentor=other)
    make.visit(second, "2021-02-01", mentor=other)
    void_visit(visit=make.visit(make.business(), "2021-02-01", mentor=mentor()), reason="salah", by=make.user())

    assert visits(year("2021-12-31").whole.mentoring) == (3, 2, 2, 0, 0, 0)
    assert visits(year("2022-01-03").whole.mentoring) == (3, 2, 2, 0, 0, 0)
    assert visits(year("2022-01-04").whole.mentoring) == (2, 1, 2, 0, 0, 0)
    assert visits(year("2021-01-03").whole.mentoring) == NO_VISITS


def test_of_several_figures_for_a_month_the_latest_is_believed():
    business = make.business()
    for day, sales in (("2021-02-20", 200), ("2021-02-01", 900), ("2021-03-01", 50), ("2021-03-02", None)):
        make.visit(business, day, monthly_sales=sales)
    make.visit(make.business(), "2021-03-01")

    found = year().whole.mentoring

    assert visits(found) == (5, 5, 2, 1, 2, 250)
    assert found.reporting == 0.5


def test_a_business_visited_by_two_centres_tells_a_month_once():
    business, here, there = make.business(), mentor("Gambir", "kpkp"), mentor("Tebet", "sosial")
    make.visit(business, "2021-02-01", mentor=here, centre=make.centre("Gambir"), monthly_sales=700)
    make.visit(business, "2021-02-03", mentor=there, centre=make.centre("Tebet"), monthly_sales=100)

    found = year()

    assert visits(found.whole.mentoring) == (2, 2, 1, 1, 1, 100)
    assert mentoring_parts(found.by_centre) == {"31.71.01": (1, 1, 1, 0, 0, 0), "31.74.01": (1, 1, 1, 1, 1, 100)}
    assert mentoring_parts(found.by_agency) == {"kpkp": (1, 1, 1, 0, 0, 0), "sosial": (1, 1, 1, 1, 1, 100)}
    assert visits(year(centre="Gambir").whole.mentoring) == (1, 1, 1, 0, 0, 0)


def test_two_that_were_merged_tell_a_month_once_wherever_they_were_visited():
    survivor, double = make.business(at="Gambir"), make.business(at="Tebet")
    make.visit(survivor, "2021-02-03", monthly_sales=100)
    make.visit(double, "2021-02-01", monthly_sales=700)
    merge_businesses(survivor=survivor, double=double, reason="sama", by=make.user())

    assert visits(year().whole.mentoring) == (2, 2, 1, 1, 1, 100)
    assert visits(year(centre="Tebet").whole.mentoring) == (1, 1, 1, 0, 0, 0)


def test_who_works_at_a_centre_no_longer_visited_for_no_agency():
    make.visit(make.business(), "2021-02-01", mentor=mentor("Tebet"))

    assert mentoring_parts(year().by_agency) == {None: (1, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(("telling", "told", "millions"), [(2, None, None), (3, 4_500_000, 4)])
def test_a_sum_that_would_give_away_what_one_business_sells_is_not_told(telling, told, millions):
    for _ in range(telling):
        make.visit(make.business(), "2021-02-01", monthly_sales=1_500_000)

    found = year().whole.mentoring

    assert (found.sales, found.sales_told, found.millions) == (telling * 1_500_000, told, millions)


def test_in_any_city_each_centre_s_row_is_what_its_own_page_says():
    chance, mentors = random.Random(7), [mentor(at) for at in ("Gambir", "Tebet")]
    businesses = [make.business(on="2020-01-02") for _ in range(8)]
    for _ in range(40):
        day = (make.day("2020-12-01") + timedelta(days=chance.randrange(420))).isoformat()
        at, by = chance.choice([("Gambir", mentors[0]), ("Tebet", mentors[1])])
        business, sales = chance.choice(businesses), chance.choice([None, 1, 10, 100])
        if chance.random() < 0.7:
            make.visit(business, day, mentor=by, centre=make.centre(at), monthly_sales=sales)
        else:
            enrolled = make.enrolment(make.session(day, at=at), business)
            if chance.random() < 0.7:
                make.attendance(enrolled)
    merge_businesses(survivor=businesses[0], double=businesses[1], reason="sama", by=make.user())

    city = year()

    assert {centre.name: done for centre, done in city.by_centre} == {
        centre.name: year(centre=centre.name).whole for centre, _done in city.by_centre
    }


def test_a_year_of_nothing_has_no_shares():
    whole = year().whole

    assert (classes(whole.held), visits(whole.mentoring)) == ((0,) * 7, NO_VISITS)
    assert (whole.held.filled, whole.held.attendance, whole.mentoring.reporting) == (None, None, None)


# The page


@pytest.fixture
def city():
    held = make.session(*DAYS, capacity=10)
    make.attendance(make.enrolment(held, make.business()))
    by = mentor()
    for sales in (2_000_000, 3_000_000, 4_000_000, None):
        make.visit(make.business(), "2021-02-05", mentor=by, monthly_sales=sales)


def cells(html, row):
    """The cells of the first row of a table, or pair of a list, that begins with these words."""
    text = [re.sub(r"\s+", " ", part) for part in re.sub(r"<[^>]+>", "|", html).split("|")]
    words = [part.strip() for part in text if part.strip()]
    return words[words.index(row) + 1 :]


def test_the_page_says_the_period_and_each_figure_with_what_it_is_of(reading, city):
    page = reading(Role.OFFICIAL).get("/dasbor/kegiatan/?per=2021-10-25&diketahui=lalu")

    html = page.content.decode()
    assertContains(page, "From 26 October 2020 to 25 October 2021, counted from the records as known now")
    assertContains(page, "The whole city, as of 25 October 2021, as known now.")
    assert cells(html, "Seats taken")[0] == "1 of 10 (10.0 %)"
    assert cells(html, "Attendance")[0] == "100.0 %, recorded of 1 of 1 classes"
    assert cells(html, "Mentors who visited")[0] == "1"
    sales = "Rp9,000,000 in 3 months of business, by 3 of 4 businesses visited (75.0 %)"
    assert cells(html, "Sales reported")[0] == sales
    assert cells(html, "Dinas PPKUKM")[:5] == ["1", "1", "10.0 %", "100.0 %", "1"]
    assert cells(html, "Gambir")[:5] == ["1", "1", "10.0 %", "100.0 %", "1"]
    assert html.count("Activity at the 44 centres") == 1


def test_the_page_of_a_centre_has_no_table_of_centres(reading, city):
    page = reading().get("/dasbor/kegiatan/?per=2021-10-25&pusat=31.74.01")

    assertContains(page, "Tebet, as of 25 October 2021, as known now.")
    assert "Activity at the 44 centres" not in page.content.decode()
    assert cells(page.content.decode(), "Classes held")[0] == "0"


def test_figures_of_work_are_no_counts_that_open_rows(reading, city):
    assert "data-count" not in reading().get("/dasbor/kegiatan/?per=2021-10-25").content.decode()
