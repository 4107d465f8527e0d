"""Classes that wait to be closed, on the first page of city staff and in a list of their own."""

import pytest
from django.urls import reverse

from jakpreneur.accounts.models import Role
from pendampingan.choices import SessionStatus
from pendampingan.counts.overdue import OverdueAt, overdue_by_centre
from tests import make

pytestmark = pytest.mark.django_db


def test_they_are_counted_by_centre_with_the_day_the_first_was_over():
    make.session("2021-03-01", "2021-03-02", at="Tebet")
    make.session("2021-02-01", at="Tebet")
    make.session("2021-01-05", at="Gambir", status=SessionStatus.PLANNED)
    make.session("2021-01-05", at="Gambir", status=SessionStatus.CLOSED)
    make.session("2999-01-05", at="Gambir")
    make.session("2021-04-01", at=None)

    assert overdue_by_centre(make.user(Role.STAFF)) == [
        OverdueAt(make.centre("Tebet"), 2, make.day("2021-02-01")),
        OverdueAt(make.centre("Gambir"), 1, make.day("2021-01-05")),
        OverdueAt(None, 1, make.day("2021-04-01")),
    ]


def test_city_staff_start_with_the_centres_where_classes_wait(client, enter):
    enter(Role.STAFF)
    make.session("2021-03-01", at="Tebet")

    page = client.get(reverse("today")).content.decode()

    assert f'<a href="{reverse("session_overdue")}?pusat=31.74.01" data-count="1">1</a> class to close' in page
    assert "the first was over on 1 March 2021" in page


def test_the_list_has_the_longest_over_first_and_narrows_to_a_centre(client, enter):
    enter(Role.STAFF)
    for on, at in [("2021-03-01", "Tebet"), ("2021-02-01", "Tebet"), ("2021-01-05", "Gambir")]:
        make.session(on, at=at, title=on)

    def listed(**words):
        page = client.get(reverse("session_overdue"), words)
        return page.context["total"], [session.title for session in page.context["page"]]

    assert listed() == (3, ["2021-01-05", "2021-02-01", "2021-03-01"])
    assert listed(pusat="31.74.01") == (2, ["2021-02-01", "2021-03-01"])


def test_an_officer_finds_those_of_their_centre_alone(client, enter):
    enter(Role.OFFICER, "Gambir")
    make.session("2021-03-01", at="Gambir", title="Sendiri")
    make.session("2021-03-01", at="Tebet", title="Lain")

    page = client.get(reverse("session_overdue"))

    assert [session.title for session in page.context["page"]] == ["Sendiri"]


@pytest.mark.parametrize("classes", [1, 25])
def test_the_list_costs_the_same_for_1_class_and_25(client, enter, django_assert_num_queries, classes):
    enter(Role.STAFF)
    client.get(reverse("today"))
    for _ in range(classes):
        make.session("2021-03-01")

    with django_assert_num_queries(6):
        page = client.get(reverse("session_overdue"))

    assert len(page.context["page"]) == classes
