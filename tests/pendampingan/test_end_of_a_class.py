"""How a class ends: closed with who passed, cancelled with its reason, opened again by city staff."""

import pytest
from django.urls import reverse
from django.utils import translation

from jakpreneur.accounts.models import Role
from pendampingan.choices import SessionStatus
from pendampingan.counts.recount import recount
from pendampingan.models import Attendance, LedgerLine
from pendampingan.rules.attendance import tick_attendance
from pendampingan.rules.session import cancel_session, close_session, reopen_session
from tests import make
from tests.umkm.registering import refusal
from umkm.models import Progress

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def officer(client):
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    return user


@pytest.fixture
def session():
    return make.session("2021-03-01", "2021-03-02", "2021-03-03", needed=2, title="Kelas roti")


def seated(session, name, *days):
    enrolled = make.enrolment(session, make.business(owner=make.participant(name)))
    make.attendance(enrolled, *days) if days else None
    return enrolled


def missed(people):
    return {one.seat.person: [str(day.held_on) for day in one.days] for one in people}


def test_closing_shows_who_passed_and_who_missed_which_day(client, officer, session):
    seated(session, "Ani", "2021-03-01", "2021-03-02", "2021-03-03")
    seated(session, "Budi", "2021-03-01", "2021-03-03")
    seated(session, "Citra", "2021-03-02")
    seated(session, "Dewi")
    make.waiting(session, make.business(owner=make.participant("Eka")))

    outcome = client.get(reverse("session_close", args=[session.pk])).context["outcome"]

    assert missed(outcome.passed) == {"Ani": [], "Budi": ["2021-03-02"]}
    assert missed(outcome.failed) == {
        "Citra": ["2021-03-01", "2021-03-03"],
        "Dewi": ["2021-03-01", "2021-03-02", "2021-03-03"],
    }
    assert outcome.whole == 1


@pytest.mark.parametrize("people", [1, 40])
def test_closing_costs_the_same_for_1_person_and_40(client, officer, session, django_assert_num_queries, people):
    for number in range(people):
        seated(session, f"Orang {number}", "2021-03-01")

    with django_assert_num_queries(10):
        client.get(reverse("session_close", args=[session.pk]))


def test_cancelling_voids_every_tick_the_count_falls_back_and_names_the_reason(client, officer, session):
    enrolled = [seated(session, name, "2021-03-01", "2021-03-02") for name in ("Ani", "Budi")]
    lines = LedgerLine.objects.count()

    cancel_session(session=session, reason="pelatih tidak datang", by=officer)

    why = "The class “Kelas roti” was cancelled: pelatih tidak datang"
    history = client.get(reverse("business_detail", args=[enrolled[0].business.number])).content.decode()
    assert set(Attendance.objects.values_list("void_reason", "voided_by")) == {(why, officer.pk)}
    assert set(Progress.objects.values_list("trained_on", flat=True)) == {None}
    assert list(LedgerLine.objects.order_by("id")[lines:].values_list("delta", "reason")) == [(-1, "voided")] * 2
    assert history.count(why) == 1
    assert recount().first == []


def test_a_closed_class_is_cancelled_with_its_attendance(officer, session):
    seated(session, "Ani", "2021-03-01", "2021-03-02")
    close_session(session=session, by=officer)

    cancel_session(session=session, reason="tidak pernah ada", by=make.user(Role.STAFF))

    assert Attendance.objects.standing().count() == 0
    assert recount().first == []


def test_an_officer_cannot_reopen_staff_can_with_a_reason_and_ticks_go_on(client, officer, session):
    enrolled = seated(session, "Ani", "2021-03-01")
    close_session(session=session, by=officer)
    page = reverse("session_reopen", args=[session.pk])
    refused = client.post(page, {"reason": "salah"}, follow=True)
    client.force_login(make.user(Role.STAFF))
    without_reason = client.post(page, {"reason": " "})

    reopened = client.post(page, {"reason": "satu hari belum dicatat"}, follow=True)
    tick_attendance(day=session.days.get(held_on="2021-03-02"), enrolments=[enrolled], by=officer)

    session.refresh_from_db()
    assert [str(message) for message in refused.context["messages"]] == ["Only city staff open a closed class again."]
    assert without_reason.context["form"].errors == {"reason": ["This field is required."]}
    assert session.status == SessionStatus.OPEN
    assert "satu hari belum dicatat" in reopened.content.decode()
    assert Progress.objects.get(business=enrolled.business).trained_on == make.day("2021-03-02")


def test_only_a_closed_class_is_opened_again_and_only_for_a_reason(session):
    staff = make.user(Role.STAFF)

    running = refusal(reopen_session, session=session, reason="x", by=staff)
    close_session(session=session, by=staff)

    assert running == {"__all__": "Only a closed class can be opened again."}
    assert refusal(reopen_session, session=session, reason=" ", by=staff) == {
        "reason": "Say why the class is opened again."
    }
