"""What waits for a second person's word: on the first page of those who may give it, and in their lists."""

import datetime

import pytest
from django.urls import reverse

from jakpreneur.accounts.models import Role
from jakpreneur.acting import today
from pendampingan.choices import SessionStatus
from pendampingan.counts.to_verify import ToVerify, to_verify
from pendampingan.models import TrainingSession
from pendampingan.rules.attendance import tick_attendance
from pendampingan.rules.session import cancel_session
from pendampingan.rules.verification import verify_attendance, verify_visit
from pendampingan.rules.visit import void_visit
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make.user(Role.OFFICER, at="Gambir")


@pytest.fixture
def reader(client):
    """Another officer of the same centre, who is signed in and reads English."""
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    return user


def ago(days):
    return str(today() - datetime.timedelta(days))


def held(by, *, days_ago=1, at="Gambir", people=1, **words):
    """A class of one day with so many people, all ticked by `by`."""
    session = make.session(ago(days_ago), at=at, **words)
    enrolments = [make.enrolment(session, make.business(at=at)) for _ in range(people)]
    tick_attendance(day=session.days.get(), enrolments=enrolments, by=by)
    return session


def visited(*, days_ago=1, at="Gambir", **words):
    return make.visit(make.business(at=at), ago(days_ago), **words)


def verify_all(session, by):
    day = session.days.get()
    verify_attendance(day=day, ticks=list(day.attendance.values_list("pk", flat=True)), by=by)


def test_a_class_waits_until_everybody_who_is_ticked_is_verified(author, reader):
    session = held(author, people=2)
    day = session.days.get()
    first, second = day.attendance.values_list("pk", flat=True)

    waiting = [to_verify(reader).classes]
    for tick in (first, second):
        verify_attendance(day=day, ticks=[tick], by=reader)
        waiting.append(to_verify(reader).classes)

    assert waiting == [1, 1, 0]


def test_a_closed_class_waits_and_a_cancelled_one_does_not(author, reader):
    closed, cancelled = held(author), held(author)
    TrainingSession.objects.filter(pk=closed.pk).update(status=SessionStatus.CLOSED)
    cancel_session(session=cancelled, reason="banjir", by=author)

    assert to_verify(reader) == ToVerify(classes=1, visits=0)


def test_what_one_entered_oneself_waits_for_another(author, reader):
    held(author)
    visited(recorded_by=author)

    assert (to_verify(author), to_verify(reader)) == (ToVerify(0, 0), ToVerify(1, 1))


def test_a_verified_and_a_voided_visit_wait_no_more(reader):
    visited()
    verify_visit(visit=visited(), by=reader)
    void_visit(visit=visited(), reason="salah usaha", by=make.user(Role.STAFF))

    assert to_verify(reader).visits == 1


def test_ninety_days_are_looked_back_and_not_a_day_more(author, reader):
    for days in (90, 91):
        held(author, days_ago=days)
        visited(days_ago=days)

    assert to_verify(reader) == ToVerify(classes=1, visits=1)


def test_officers_are_asked_about_their_centre_and_staff_about_all(author, reader):
    for at in ("Gambir", "Tebet"):
        held(author, at=at)
        visited(at=at)

    assert to_verify(reader) == ToVerify(classes=1, visits=1)
    assert to_verify(make.user(Role.STAFF)) == ToVerify(classes=2, visits=2)


def test_the_first_page_counts_them_and_leads_to_exactly_those(client, author, reader):
    waits = held(author, title="Menunggu")
    verify_all(held(author, title="Sudah"), by=reader)
    visit = visited()
    verify_visit(visit=visited(), by=reader)

    page = client.get(reverse("today")).content.decode()
    classes, visits = (client.get(reverse(name), {"bukti": "belum"}) for name in ("session_list", "visit_list"))

    assert f'<a href="{reverse("session_list")}?bukti=belum" data-count="1">1</a> class whose attendance waits' in page
    assert f'<a href="{reverse("visit_list")}?bukti=belum" data-count="1">1</a> visit waits' in page
    assert (classes.context["to_verify"], [session.pk for session in classes.context["page"]]) == (1, [waits.pk])
    assert (visits.context["to_verify"], [each.pk for each in visits.context["page"]]) == (1, [visit.pk])


def test_the_panel_is_left_out_where_nothing_waits(client, author, reader):
    verify_all(held(author), by=reader)

    assert "To verify" not in client.get(reverse("today")).content.decode()


@pytest.mark.parametrize("role", [Role.MENTOR, Role.OFFICIAL])
def test_whoever_may_not_verify_is_not_offered_the_filter_and_finds_all(client, author, role):
    client.force_login(make.user(role, at="Gambir"))
    verify_all(held(author), by=make.user(Role.STAFF))

    page = client.get(reverse("session_list"), {"bukti": "belum"})

    assert "bukti" not in page.context["filter"].form.fields
    assert len(page.context["page"]) == 1


@pytest.mark.parametrize("rows", [1, 25])
@pytest.mark.parametrize(("name", "queries"), [("session_list", 7), ("visit_list", 7)])
def test_the_lists_cost_the_same_for_1_row_and_25(
    client, author, reader, django_assert_num_queries, rows, name, queries
):
    client.get(reverse("today"))
    for _ in range(rows):
        held(author)
        visited()

    with django_assert_num_queries(queries):
        page = client.get(reverse(name), {"bukti": "belum"})

    assert (page.context["to_verify"], len(page.context["page"])) == (rows, rows)


@pytest.mark.parametrize("rows", [1, 25])
def test_counting_costs_the_same_for_1_row_and_25(author, reader, django_assert_num_queries, rows):
    for _ in range(rows):
        held(author)
        visited()

    with django_assert_num_queries(4):
        assert to_verify(reader) == ToVerify(rows, rows)
