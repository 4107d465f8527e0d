"""A class already held, from its paper list: what is read, what is said, and that it is one class however often it is sent."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from jakpreneur.accounts.models import Role
from pendampingan.choices import SessionStatus
from pendampingan.models import Enrolment, TrainingSession
from tests import make
from umkm.models import Progress

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def officer(client):
    """An officer of the centre Gambir, reading English, who is signed in."""
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    client.get(reverse("today"))  # keeps the session for a while, so that a page tested next does not
    return user


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def said(response):
    return [str(message) for message in response.context["messages"]]


def typed(guests, *days, **words):
    days = days or ("2021-03-01", "2021-03-02")
    dates = {f"days_{place}": day for place, day in enumerate(days)}
    return {"title": "Kelas dasar", "centre": "31.71.01", "agency": "ppkukm", "guests": guests} | dates | words


def held(client, guests, *days, **words):
    return client.post(reverse("session_log"), typed(guests, *days, **words), follow=True)


def test_a_paper_list_is_one_page_by_number_and_by_name(client, officer):
    numbered, named, foreign = (
        make.business(),
        make.business("Warung Sari", owner=make.participant("Budi")),
        make.business(at="Tebet", owner=make.participant("Tono")),
    )

    page = held(client, f"1. {numbered.number} 1 2\nWarung Sari; 2\n\n{foreign.number} Tono")

    session = TrainingSession.objects.get()
    assert said(page) == ["The class was logged and closed."]
    assert session.status == SessionStatus.CLOSED
    assert {each.business: each.attendance.count() for each in session.enrolments.all()} == {
        numbered: 2,
        named: 1,
        foreign: 2,
    }
    assert Progress.objects.get(business=numbered).trained_on == make.day("2021-03-02")


def test_every_line_that_is_not_understood_is_said_at_once_and_nothing_is_lost(client, officer):
    one = make.business("Dapur Sari", owner=make.participant("Ani"))
    make.business("Sari Rasa", owner=make.participant("Ani"))
    make.business("Toko Jauh", at="Tebet", owner=make.participant("Jauh"))
    text = f"{one.number} 1 3\nJP-00000011 1\nToko Jauh 1\nAni 1\n{one.number} Budi 1\n{one.number} 1\n{one.number} 2"

    page = held(client, text)

    assert [sentence.split(":")[0] for sentence in errors(page)["guests"]] == [
        f"Line {row}" for row in (1, 2, 3, 4, 5, 7)
    ]
    assert errors(page)["guests"][0] == "Line 1: the class has no day 3."
    assert errors(page)["guests"][2] == "Line 3: nobody at your centre is called Toko Jauh. Give the business number."
    assert errors(page)["guests"][5] == "Line 7: this person is on line 6 already."
    assert text in page.content.decode().replace("\r", "")
    assert TrainingSession.objects.count() == 0


def test_a_held_class_has_no_day_to_come(client, officer):
    page = held(client, make.business().number, str(TODAY), str(TOMORROW))

    assert errors(page) == {"days": ["A day of this class is still to come. Plan it instead."]}


@pytest.mark.parametrize("lines", [1, 40])
def test_a_list_costs_the_same_for_1_line_and_40(client, officer, django_assert_num_queries, lines):
    text = "\n".join(make.business().number for _ in range(lines))
    data = typed(text, "2021-03-01")

    with django_assert_num_queries(38):
        client.post(reverse("session_log"), data)

    assert Enrolment.objects.count() == lines


def test_the_same_page_sent_twice_is_one_class(client, officer):
    text, key = make.business().number, uuid.uuid4()

    first, second = held(client, text, key=key), held(client, text, key=key)

    session = TrainingSession.objects.get()
    assert first.redirect_chain == second.redirect_chain == [(reverse("session_detail", args=[session.pk]), 302)]


def test_a_page_that_was_saved_before_is_not_saved_with_something_else(client, officer):
    one, other, key = make.business(), make.business(), uuid.uuid4()
    held(client, one.number, key=key)

    page = held(client, other.number, key=key)

    assert errors(page) == {"__all__": ["This page was saved before. Look for the class in the list."]}
    assert TrainingSession.objects.count() == 1


def test_the_same_list_on_another_page_is_told_so(client, officer):
    text = make.business(owner=make.participant("Siti Aminah")).number
    held(client, text, key=uuid.uuid4())

    page = held(client, text, key=uuid.uuid4())

    assert errors(page) == {"guests": ["Siti Aminah was ticked for a class of this title on 01/03/2021 before."]}
