"""A class that is planned or open is changed, and a new one made like it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Change
from pendampingan.choices import SessionStatus
from pendampingan.models import Topic, TrainingSession
from tests import make
from tests.shown import as_shown

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def officer(client):
    """Signed in, reading English."""
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    with translation.override("en"):
        yield user


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def said(response):
    return [str(message) for message in response.context["messages"]]


def url(name, session):
    return reverse(name, args=[session.pk])


def opened(client, session, **words):
    """What the page of changing a class would send back, with what was typed into it."""
    return as_shown(client.get(url("session_edit", session))) | words


def change(client, session, **words):
    return client.post(url("session_edit", session), opened(client, session, **words), follow=True)


def dates(session):
    return [str(day.held_on) for day in session.days.standing().order_by("held_on")]


def test_a_class_is_changed_with_its_days_hours_and_closing_date(client, officer):
    session = make.session(str(TODAY), str(TOMORROW), needed=1)
    later = TOMORROW + datetime.timedelta(days=1)

    page = change(
        client,
        session,
        title="Kelas roti",
        days_1=str(later),
        starts_at="09.00",
        ends_at="15:30",
        enrol_until=str(TODAY),
    )

    session.refresh_from_db()
    assert said(page) == ["The class was saved."]
    assert (session.title, session.enrol_until, dates(session)) == ("Kelas roti", TODAY, [str(TODAY), str(later)])
    assert set(session.days.standing().values_list("starts_at", "ends_at")) == {
        (datetime.time(9), datetime.time(15, 30))
    }


def test_saving_a_class_as_it_is_changes_nothing(client, officer):
    session = make.session("2021-03-01", topic=Topic.objects.get(code="kemasan"))
    changes = Change.objects.count()

    change(client, session)

    assert Change.objects.count() == changes


def test_more_seats_move_up_those_who_wait_in_order_each_with_a_note_to_call(client, officer):
    session = make.session(str(TODAY), capacity=1)
    make.enrolment(session, make.business())
    first, second, third = (make.waiting(session, make.business()) for _ in range(3))

    change(client, session, capacity="3")

    assert list(session.enrolments.to_call()) == [first, second]
    assert list(session.enrolments.waiting()) == [third]


def test_a_class_has_no_fewer_seats_than_people(client, officer):
    session = make.session("2021-03-01")
    for _ in range(2):
        make.enrolment(session, make.business())

    assert errors(change(client, session, capacity="1")) == {"capacity": ["More people than that are enrolled."]}


def test_a_day_on_which_somebody_was_there_stays_in_the_class(client, officer):
    session = make.session("2021-03-01", "2021-03-02", needed=1)
    make.attendance(make.enrolment(session, make.business()), "2021-03-01")

    page = change(client, session, days_0="")
    change(client, session, days_1="")

    assert errors(page) == {"days": ["Somebody was there on 1 March 2021: untick them first."]}
    assert dates(session) == ["2021-03-01"]


def test_what_does_not_go_together_is_refused_beside_its_field(client, officer):
    session = make.session("2021-03-01", "2021-03-02")

    said_of = [
        errors(change(client, session, **words))
        for words in (
            {"days_1": ""},
            {"enrol_until": "2021-03-03"},
            {"starts_at": "15:00", "ends_at": "09:00"},
            {"starts_at": "pagi"},
        )
    ]

    assert said_of == [
        {"days_needed": ["The class has fewer days than that."]},
        {"enrol_until": ["The class is over by then."]},
        {"ends_at": ["The day ends before it starts."]},
        {"starts_at": ["Enter a time, such as 09.00."]},
    ]


def test_two_officers_change_one_class_and_neither_loses_a_day(client, officer):
    session = make.session("2021-03-01", "2021-03-02", needed=1)
    mine = opened(client, session)
    change(client, session, days_2="2021-03-03", venue="Aula")

    client.post(url("session_edit", session), mine | {"days_0": "", "trainer": "Bu Tini"})

    session.refresh_from_db()
    assert dates(session) == ["2021-03-02", "2021-03-03"]
    assert (session.venue, session.trainer) == ("Aula", "Bu Tini")


@pytest.mark.parametrize("status", [SessionStatus.CLOSED, SessionStatus.CANCELLED])
def test_an_ended_class_is_not_changed(client, officer, status):
    reason = "banjir" if status == SessionStatus.CANCELLED else ""
    session = make.session("2021-03-01", status=status, cancel_reason=reason)

    page = client.post(url("session_edit", session), {"title": "Lain"}, follow=True)

    session.refresh_from_db()
    assert said(page) == ["This class is closed or cancelled: nothing was changed."]
    assert session.title == "Kelas dasar"


def test_a_class_is_copied_without_its_days_and_people(client, officer):
    session = make.session("2021-03-01", title="Kelas roti", capacity=12, venue="Aula", trainer="Bu Tini")
    session.days.update(starts_at="09:00", ends_at="15:00")
    make.enrolment(session, make.business())

    page = client.get(reverse("session_plan"), {"salin": session.pk})
    client.post(reverse("session_plan"), as_shown(page) | {"days_0": "2021-04-01"})

    copy = TrainingSession.objects.exclude(pk=session.pk).get()
    assert (copy.title, copy.capacity, copy.venue, copy.trainer) == ("Kelas roti", 12, "Aula", "Bu Tini")
    assert list(copy.days.values_list("held_on", "starts_at")) == [(make.day("2021-04-01"), datetime.time(9))]
    assert copy.enrolments.count() == 0


def test_another_centre_s_class_is_neither_copied_nor_changed(client, officer):
    session = make.session("2021-03-01", at="Tebet", title="Rahasia")

    page = client.get(reverse("session_plan"), {"salin": session.pk})

    assert "Rahasia" not in page.content.decode()
    assert client.get(url("session_edit", session)).status_code == 404
