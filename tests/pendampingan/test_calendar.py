"""The classes of a month as a calendar."""

import pytest
from django.urls import reverse

from jakpreneur.accounts.models import Role
from jakpreneur.acting import today
from pendampingan.choices import SessionStatus
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    return user


def calendar(client, **query):
    return client.get(reverse("session_calendar"), query)


def held(page):
    """Each day of the calendar on which there is a class, with the titles."""
    days = [day for week in page.context["weeks"] for day in week if day.sessions]
    return {str(day.on): [session.title for session in day.sessions] for day in days}


def test_each_day_of_a_class_stands_in_its_month(client, officer):
    make.session("2021-03-30", "2021-03-31", "2021-04-01", "2021-04-05", title="Kelas roti")
    make.session("2021-03-31", title="Kelas batik")

    page = calendar(client, bulan="2021-03")

    assert held(page) == {
        "2021-03-30": ["Kelas roti"],
        "2021-03-31": ["Kelas batik", "Kelas roti"],
    }
    assert (page.context["before"], page.context["after"]) == ("?bulan=2021-02", "?bulan=2021-04")


def test_neither_another_centre_s_classes_nor_cancelled_ones_nor_days_taken_out_are_shown(client, officer):
    make.session("2021-03-01", title="Jauh", at="Tebet")
    make.session("2021-03-01", title="Batal", status=SessionStatus.CANCELLED, cancel_reason="banjir")
    kept = make.session("2021-03-02", "2021-03-03", title="Kelas", needed=1)
    kept.days.filter(held_on="2021-03-03").update(voided_at="2021-03-01T00:00Z", void_reason="salah")

    assert held(calendar(client, bulan="2021-03")) == {"2021-03-02": ["Kelas"]}


def test_without_a_month_it_is_this_one(client, officer):
    make.session(str(today()), title="Kelas hari ini")

    page = calendar(client)

    assert page.context["first"] == today().replace(day=1)
    assert held(page) == {str(today()): ["Kelas hari ini"]}


def test_a_day_names_the_first_few_classes_and_counts_the_others(client, officer):
    for number in range(7):
        make.session("2021-03-01", title=f"Kelas {number}")

    (day,) = [day for week in calendar(client, bulan="2021-03").context["weeks"] for day in week if day.sessions]

    assert ([session.title for session in day.sessions], day.more) == ([f"Kelas {number}" for number in range(5)], 2)


@pytest.mark.parametrize("classes", [1, 25])
def test_the_calendar_costs_the_same_for_1_class_and_25(client, officer, django_assert_num_queries, classes):
    for number in range(classes):
        make.session(f"2021-03-{number + 1:02}")

    with django_assert_num_queries(9):
        calendar(client, bulan="2021-03")
