"""Who waits for a seat, and who is to be told of one, on the pages of an officer."""

import pytest
from django.urls import reverse
from django.utils import translation

from jakpreneur.accounts.models import Role
from jakpreneur.acting import today
from tests import make

pytestmark = pytest.mark.django_db
PHONE = "+6281234567890"


@pytest.fixture
def officer(client):
    """Signed in, reading English."""
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    with translation.override("en"):
        yield user


@pytest.fixture
def session():
    """One seat, taken; then Ani waits, and Tono of another centre behind her."""
    session = make.session(str(today()), capacity=1)
    make.enrolment(session, make.business())
    make.waiting(session, make.business(owner=make.participant("Ani", phone=PHONE)))
    make.waiting(session, make.business("Toko Tono", at="Tebet", owner=make.participant("Tono", phone=PHONE)))
    return session


def page_of(client, session):
    return client.get(reverse("session_detail", args=[session.pk]))


def withdraw(client, session, enrolment):
    return client.post(reverse("session_withdraw", args=[session.pk, enrolment.pk]))


def seated(session):
    return session.enrolments.enrolled().first()


def test_the_queue_stands_on_the_page_of_its_class_in_order(client, officer, session):
    queue = page_of(client, session).context["queue"]

    assert [(one.person, one.business != "", one.phone) for one in queue.waiting] == [
        ("Ani", True, PHONE),
        ("", True, ""),
    ]
    assert queue.to_call == []


def test_whoever_moved_up_is_called_from_the_page_and_is_then_gone_from_it(client, officer, session):
    withdraw(client, session, seated(session))
    (ani,) = page_of(client, session).context["queue"].to_call

    page = client.post(reverse("enrolment_called", args=[session.pk, ani.id]), follow=True)

    assert (ani.person, ani.phone) == ("Ani", PHONE)
    assert [str(message) for message in page.context["messages"]] == [f"{ani.business} knows of the seat."]
    assert page.context["queue"].to_call == []


def test_the_first_page_of_an_officer_names_whom_to_call_in_classes_of_theirs(client, officer, session):
    elsewhere = make.session(str(today()), at="Tebet", capacity=1)
    first = make.enrolment(elsewhere, make.business())
    make.waiting(elsewhere, make.business(owner=make.participant("Rahasia", phone="+6281200000000")))
    client.force_login(make.user(Role.STAFF))
    withdraw(client, elsewhere, first)
    withdraw(client, session, seated(session))
    client.force_login(officer)

    page = client.get(reverse("today")).content.decode()

    assert "Ani" in page
    assert "Rahasia" not in page


@pytest.mark.parametrize("role", [Role.MENTOR, Role.OFFICIAL])
def test_who_keeps_no_classes_sees_no_phone_of_the_queue(client, session, role):
    client.force_login(make.user(role, at="Gambir"))

    page = page_of(client, session)

    assert page.context["queue"] is None
    assert "0812" not in page.content.decode()


def test_another_centre_s_people_are_not_marked_as_called(client, officer):
    elsewhere = make.session(str(today()), at="Tebet")
    enrolled = make.enrolment(elsewhere, make.business())

    response = client.post(reverse("enrolment_called", args=[elsewhere.pk, enrolled.pk]))

    assert response.status_code == 404
