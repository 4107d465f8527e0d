"""A second person's word: who gives it, for what, and that nobody gives it for their own entries."""

import pytest
from django.urls import reverse
from django.utils import translation

from jakpreneur.accounts.models import Role
from pendampingan.counts.proof import proof_of
from pendampingan.models import Attendance, LedgerLine, MentoringVisit
from pendampingan.rules.attendance import tick_attendance
from pendampingan.rules.session import cancel_session, close_session
from pendampingan.rules.verification import verify_attendance, verify_visit
from pendampingan.rules.visit import log_visit, void_visit
from tests import make
from tests.umkm.registering import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def author():
    return make.user(Role.OFFICER, at="Gambir")


@pytest.fixture
def second(client):
    """Another officer of the same centre, who is signed in."""
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    return user


def ticked(by, people=1, **words):
    """A class of one day with so many people, all ticked by `by`."""
    session = make.session("2021-03-01", **words)
    enrolments = [make.enrolment(session, make.business()) for _ in range(people)]
    return tick_attendance(day=session.days.get(), enrolments=enrolments, by=by)


def visited(by):
    return log_visit(business=make.business(), visited_on=make.day("2021-03-01"), mode="on_site", by=by)


def verifiers():
    return list(Attendance.objects.order_by("pk").values_list("verified_by", flat=True))


# The rules


def test_a_second_person_verifies_what_another_has_ticked_and_no_count_changes(author, second):
    marks = ticked(author, people=2)
    lines = LedgerLine.objects.count()

    verified = verify_attendance(day=marks[0].day, ticks=[mark.pk for mark in marks], by=second)

    assert verified == 2
    assert verifiers() == [second.pk, second.pk]
    assert LedgerLine.objects.count() == lines


def test_who_entered_a_tick_cannot_verify_it(author):
    [mark] = ticked(author)

    said = refusal(verify_attendance, day=mark.day, ticks=[mark.pk], by=author)

    assert said == {"ticks": "Somebody other than who entered it must verify it."}
    assert verifiers() == [None]


def test_what_one_has_verified_stays_theirs(author, second):
    [mark] = ticked(author)
    verify_attendance(day=mark.day, ticks=[mark.pk], by=second)

    verified = verify_attendance(day=mark.day, ticks=[mark.pk], by=make.user(Role.STAFF))

    assert verified == 0
    assert verifiers() == [second.pk]


def test_a_tick_of_another_class_is_not_verified_along(author, second):
    [mark], [other] = ticked(author), ticked(author)

    assert verify_attendance(day=mark.day, ticks=[other.pk], by=second) == 0


def test_a_closed_class_can_be_verified_and_a_cancelled_one_cannot(author, second):
    [closed], [cancelled] = ticked(author), ticked(author)
    close_session(session=closed.day.session, by=author)
    cancel_session(session=cancelled.day.session, reason="banjir", by=author)

    verify_attendance(day=closed.day, ticks=[closed.pk], by=second)
    said = refusal(verify_attendance, day=cancelled.day, ticks=[cancelled.pk], by=second)

    assert said == {"__all__": "This class was cancelled."}
    assert Attendance.objects.get(pk=closed.pk).verified_by == second
    assert Attendance.objects.get(pk=cancelled.pk).verified_by is None


def test_a_second_person_verifies_a_visit_once(second):
    visit = visited(make.user(Role.MENTOR))

    verify_visit(visit=visit, by=second)
    said = refusal(verify_visit, visit=visit, by=make.user(Role.STAFF))

    assert said == {"__all__": "Somebody has verified this visit before."}
    assert MentoringVisit.objects.get().verified_by == second


def test_a_mentor_cannot_verify_their_own_visit_by_whatever_way():
    mentor = make.user(Role.MENTOR)

    said = refusal(verify_visit, visit=visited(mentor), by=mentor)

    assert said == {"__all__": "Somebody other than who entered it must verify it."}


def test_a_voided_visit_is_not_verified(second):
    visit = visited(make.user(Role.MENTOR))
    void_visit(visit=visit, reason="salah usaha", by=make.user(Role.STAFF))

    assert refusal(verify_visit, visit=visit, by=second) == {"__all__": "This visit was voided before."}


# How strong a class is


def test_each_day_says_how_many_came_how_many_are_verified_and_how_many_wait_for_the_reader(author, second):
    session = make.session("2021-03-01", "2021-03-02")
    first, last = session.days.order_by("held_on")
    people = [make.enrolment(session, make.business()) for _ in range(3)]
    marks = tick_attendance(day=first, enrolments=people[:2], by=author)
    tick_attendance(day=first, enrolments=people[2:], by=second)
    verify_attendance(day=first, ticks=[marks[0].pk], by=second)

    proof = proof_of(session, second)

    assert [(each.day, each.ticked, each.verified, each.open) for each in proof] == [(first, 3, 1, 1), (last, 0, 0, 0)]


# The pages


def look(client, mark):
    return client.get(reverse("attendance_verify", args=[mark.day.session.pk]), {"hari": str(mark.day.held_on)})


def verify(client, mark, *keys):
    sent = {"hari": str(mark.day.held_on), "ticks": keys}
    return client.post(reverse("attendance_verify", args=[mark.day.session.pk]), sent, follow=True)


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_the_class_leads_to_the_days_that_wait_for_the_reader_and_to_no_other(client, author, second):
    [theirs], [own] = ticked(author), ticked(second)
    to_theirs, to_own = (f"{reverse('attendance_verify', args=[each.day.session.pk])}?hari=" for each in (theirs, own))

    assert to_theirs in client.get(reverse("session_detail", args=[theirs.day.session.pk])).content.decode()
    assert to_own not in client.get(reverse("session_detail", args=[own.day.session.pk])).content.decode()


def test_everybody_is_ticked_to_be_verified_and_whoever_is_taken_out_stays_unverified(client, author, second):
    marks = ticked(author, people=2)

    page = look(client, marks[0])
    answer = verify(client, marks[0], marks[0].pk)

    assert [(row.open, row.ticked) for row in page.context["form"].rows()] == [(True, True), (True, True)]
    assert said(answer) == ["Verified: 1."]
    assert verifiers() == [second.pk, None]


def test_ones_own_ticks_are_shown_without_a_box(client, second):
    [mark] = ticked(second)

    page = look(client, mark)

    assert [(row.open, row.ticked) for row in page.context["form"].rows()] == [(False, False)]
    assert "entered by you: somebody else verifies it" in page.content.decode()
    assert "Verify these people" not in page.content.decode()


def test_what_is_sent_beyond_the_boxes_is_refused(client, second):
    [own] = ticked(second)

    page = verify(client, own, own.pk)

    assert page.context["form"].errors == {"ticks": ["This sheet has changed meanwhile. Look at it again."]}
    assert verifiers() == [None]


@pytest.mark.parametrize("nonsense", [[], ["abc"], ["9" * 30]])
def test_nothing_and_nonsense_verify_nobody(client, author, second, nonsense):
    [mark] = ticked(author)

    page = verify(client, mark, *nonsense)

    assert (page.status_code, verifiers()) == (200, [None])


def test_another_centres_class_and_visit_are_not_there_to_be_verified(client, author, second):
    [mark] = ticked(author, at="Tebet")
    visit = make.visit(make.business(at="Tebet"), "2021-03-01")

    assert look(client, mark).status_code == 404
    assert client.post(reverse("visit_verify", args=[visit.pk])).status_code == 404


def test_an_officer_verifies_a_visit_on_its_page_and_the_page_says_who_did(client, second):
    visit = visited(make.user(Role.MENTOR))
    button = reverse("visit_verify", args=[visit.pk])

    before = client.get(reverse("visit_detail", args=[visit.pk])).content.decode()
    answer = client.post(button, follow=True)

    assert button in before
    assert said(answer) == ["The visit was verified."]
    assert f"by {second.username}" in answer.content.decode()
    assert button not in answer.content.decode()


@pytest.mark.parametrize("people", [1, 40])
def test_the_page_costs_the_same_for_1_person_and_40(client, author, second, django_assert_num_queries, people):
    marks = ticked(author, people=people)
    client.get(reverse("today"))

    with django_assert_num_queries(10):
        look(client, marks[0])
