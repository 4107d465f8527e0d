"""Who gets a seat in a class, who waits for one, and in which order."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jakpreneur.accounts.models import Role
from pendampingan.choices import EnrolmentStatus
from pendampingan.models import Attendance, Enrolment
from pendampingan.rules.attendance import keep_sheet, tick_attendance, untick_attendance
from pendampingan.rules.enrolment import enrol, note_called, withdraw
from pendampingan.rules.session import cancel_session
from tests import make
from tests.umkm.registering import refusal

ENROLLED, WAITLISTED, WITHDRAWN = EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITLISTED, EnrolmentStatus.WITHDRAWN
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(db):
    return make.user(Role.OFFICER, at="Gambir")


def statuses(session) -> list[str]:
    """In the order in which they first came."""
    return list(session.enrolments.order_by("id").values_list("status", flat=True))


def come(session, officer, people: int) -> list[Enrolment]:
    return [enrol(session=session, business=make.business(), by=officer) for _ in range(people)]


# The order of the queue


def test_who_withdrew_and_comes_back_waits_behind_those_who_stayed(officer):
    session = make.session("2021-03-01", capacity=1)
    first, second, third = come(session, officer, 3)
    withdraw(enrolment=second, by=officer)
    enrol(session=session, business=second.business, by=officer)

    withdraw(enrolment=first, by=officer)

    assert statuses(session) == [WITHDRAWN, WAITLISTED, ENROLLED]
    assert list(session.enrolments.to_call()) == [third]


def test_a_seat_that_is_free_goes_to_the_queue_before_a_newcomer(officer):
    session = make.session("2021-03-01", capacity=1)
    make.waiting(session, make.business())

    newcomer = enrol(session=session, business=make.business(), by=officer)

    assert (statuses(session), newcomer.status) == ([ENROLLED, WAITLISTED], WAITLISTED)


def test_a_seat_beside_a_withdrawal_is_given_once(at_once):
    officers = [make.user(Role.OFFICER, at="Gambir") for _ in range(3)]
    session = make.session("2021-03-01", capacity=2)
    leaving, *_ = come(session, officers[0], 4)
    newcomer = make.business()

    at_once(
        lambda: withdraw(enrolment=leaving, by=officers[1]),
        lambda: enrol(session=session, business=newcomer, by=officers[2]),
    )

    assert statuses(session) == [WITHDRAWN, ENROLLED, ENROLLED, WAITLISTED, WAITLISTED]


def test_twenty_officers_enrol_at_once_into_five_seats(at_once, recounted):
    """Five are enrolled, fifteen wait in order, none is lost and none is there twice."""
    officers = [make.user(Role.OFFICER, at="Gambir") for _ in range(20)]
    session, businesses = make.session("2021-03-01", capacity=5), [make.business() for _ in range(20)]

    def call(officer, business):
        return lambda: enrol(session=session, business=business, by=officer)

    at_once(*(call(*pair) for pair in zip(officers, businesses, strict=True)))

    queue = list(session.enrolments.waiting())
    assert sorted(statuses(session)) == [ENROLLED] * 5 + [WAITLISTED] * 15
    assert {each.business for each in session.enrolments.all()} == set(businesses)
    assert queue == sorted(queue, key=lambda each: each.recorded_at)


# The belt: what the database refuses by whatever path


def test_the_database_refuses_one_too_many_by_whatever_path(officer):
    full, other = make.session("2021-03-01", capacity=1), make.session("2021-03-01")
    make.enrolment(full, make.business())
    waiting, elsewhere = make.waiting(full, make.business()), make.enrolment(other, make.business())
    voided = make.enrolment(other, make.business())
    Enrolment.objects.filter(pk=voided.pk).update(voided_at=timezone.now(), void_reason="salah", session=full)

    paths = [
        lambda: make.enrolment(full, make.business()),
        lambda: Enrolment.objects.filter(pk=waiting.pk).update(status=ENROLLED, queued_at=None),
        lambda: Enrolment.objects.filter(pk=elsewhere.pk).update(session=full),
        lambda: Enrolment.objects.filter(pk=voided.pk).update(voided_at=None, void_reason=""),
        lambda: Enrolment.objects.bulk_create(
            Enrolment(session=session, business=(of := make.business()), participant=of.owner)
            for session in (other, full)
        ),
    ]

    assert [refused_by(path) for path in paths] == ["enrolment_within_capacity"] * len(paths)


def refused_by(write) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write()
    return refused.value.__cause__.diag.constraint_name


def test_two_that_are_put_in_by_hand_at_once_wait_for_one_another_and_one_is_refused(beside):
    session, businesses = make.session("2021-03-01", capacity=1), [make.business() for _ in range(2)]

    outcome = beside(lambda: make.enrolment(session, businesses[0]), lambda: make.enrolment(session, businesses[1]))

    assert outcome == (True, "enrolment_within_capacity")


def test_whoever_waits_and_comes_is_enrolled_above_the_seats(officer):
    session = make.session("2021-03-01", capacity=1)
    _first, second, third = come(session, officer, 3)

    tick_attendance(day=session.days.get(), enrolments=[third], by=officer)

    third.refresh_from_db()
    assert statuses(session) == [ENROLLED, WAITLISTED, ENROLLED]
    assert (third.came_as, third.moved_up_at) == (WAITLISTED, None)
    assert refused_by(lambda: Enrolment.objects.filter(pk=second.pk).update(status=ENROLLED, queued_at=None)) == (
        "enrolment_within_capacity"
    )


# A tick that is taken back


def places(session) -> list[tuple]:
    """What everybody in the class is, and since when they wait, in the order in which they first came."""
    return list(session.enrolments.order_by("id").values_list("status", "queued_at", "came_as"))


def untick(enrolment, officer, day: str = "2021-03-01") -> None:
    on = enrolment.session.days.get(held_on=day)
    untick_attendance(day=on, enrolments=[enrolment], reason="salah orang", by=officer)


def test_whoever_waited_and_was_ticked_by_mistake_has_their_place_in_the_queue_again(officer):
    session = make.session("2021-03-01", capacity=1)
    first, second, _third = come(session, officer, 3)
    before = places(session)
    tick_attendance(day=session.days.get(), enrolments=[second], by=officer)
    untick(second, officer)
    after = places(session)

    withdraw(enrolment=first, by=officer)

    assert after == before
    assert list(session.enrolments.to_call()) == [second]


def test_whoever_withdrew_and_was_ticked_by_mistake_is_withdrawn_again(officer):
    session = make.session("2021-03-01", capacity=1)
    first, _second = come(session, officer, 2)
    withdraw(enrolment=first, by=officer)
    tick_attendance(day=session.days.get(), enrolments=[first], by=officer)

    untick(first, officer)

    assert statuses(session) == [WITHDRAWN, ENROLLED]


def test_whoever_waited_and_was_there_on_another_day_stays_enrolled(officer):
    session = make.session("2021-03-01", "2021-03-02", capacity=1)
    _first, second = come(session, officer, 2)
    for day in session.days.all():
        tick_attendance(day=day, enrolments=[second], by=officer)

    untick(second, officer)

    assert statuses(session) == [ENROLLED, ENROLLED]


def test_the_seat_of_whoever_goes_back_to_the_queue_goes_to_the_first_in_it(officer):
    session = make.session("2021-03-01", capacity=1)
    first, second, third = come(session, officer, 3)
    tick_attendance(day=session.days.get(), enrolments=[third], by=officer)
    withdraw(enrolment=first, by=officer)
    meanwhile = statuses(session)

    untick(third, officer)

    assert (meanwhile, statuses(session)) == ([WITHDRAWN, WAITLISTED, ENROLLED], [WITHDRAWN, ENROLLED, WAITLISTED])
    assert list(session.enrolments.to_call()) == [second]


def test_whoever_came_and_then_withdrew_does_not_wait_again_when_unticked(officer):
    session = make.session("2021-03-01", capacity=1)
    _first, second = come(session, officer, 2)
    tick_attendance(day=session.days.get(), enrolments=[second], by=officer)
    withdraw(enrolment=second, by=officer)

    untick(second, officer)

    assert places(session)[1] == (WITHDRAWN, None, "")


def test_whoever_came_to_a_class_that_is_cancelled_is_what_they_were(officer):
    session = make.session("2021-03-01", capacity=1)
    _first, second = come(session, officer, 2)
    before = places(session)
    tick_attendance(day=session.days.get(), enrolments=[second], by=officer)

    cancel_session(session=session, reason="banjir", by=officer)

    assert places(session) == before


@given(st.data())
@settings(max_examples=30, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_ticks_taken_back_in_any_order_leave_the_class_as_it_was(db, data):
    officer = make.user(Role.OFFICER, at="Gambir")
    session = make.session("2021-03-01", "2021-03-02", capacity=data.draw(st.integers(1, 4)))
    people = come(session, officer, 5)
    for leaving in data.draw(st.sets(st.sampled_from(people), max_size=2)):
        withdraw(enrolment=leaving, by=officer)
    before = places(session)
    marks = [(person, day) for person in people for day in session.days.all()]

    ticked = data.draw(st.lists(st.sampled_from(marks), unique=True))
    for person, day in ticked:
        keep_sheet(day=day, came=[person], missing=[], by=officer)
    for person, day in data.draw(st.permutations(ticked)):
        keep_sheet(day=day, came=[], missing=[person], by=officer)

    assert places(session) == before


def test_the_database_keeps_nobody_in_who_came_on_no_day(officer):
    session = make.session("2021-03-01", capacity=1)
    _first, second = come(session, officer, 2)
    tick_attendance(day=session.days.get(), enrolments=[second], by=officer)

    refused = refused_by(lambda: second.attendance.update(voided_at=timezone.now(), void_reason="salah"))

    assert refused == "enrolment_came_on_a_day"


def test_of_two_who_void_the_last_two_days_of_one_person_at_once_one_is_refused(beside):
    officer = make.user(Role.OFFICER, at="Gambir")
    session = make.session("2021-03-01", "2021-03-02", capacity=1)
    _first, second = come(session, officer, 2)
    for day in session.days.all():
        tick_attendance(day=day, enrolments=[second], by=officer)
    ticks = [Attendance.objects.filter(pk=tick.pk) for tick in second.attendance.all()]

    outcome = beside(*(lambda tick=tick: tick.update(voided_at=timezone.now(), void_reason="salah") for tick in ticks))

    assert outcome == (True, "enrolment_came_on_a_day")


def test_two_officers_who_untick_one_person_on_two_days_at_once_send_them_back_to_wait(at_once, recounted):
    officers = [make.user(Role.OFFICER, at="Gambir") for _ in range(2)]
    session = make.session("2021-03-01", "2021-03-02", capacity=1)
    _first, second = come(session, officers[0], 2)
    before = places(session)
    for day in session.days.all():
        tick_attendance(day=day, enrolments=[second], by=officers[0])

    at_once(
        lambda: untick(second, officers[0], "2021-03-01"),
        lambda: untick(second, officers[1], "2021-03-02"),
    )

    assert places(session) == before


def test_a_seat_that_an_untick_frees_beside_an_enrolment_is_the_queues(at_once, recounted):
    officers = [make.user(Role.OFFICER, at="Gambir") for _ in range(2)]
    session, newcomer = make.session("2021-03-01", capacity=1), make.business()
    first, _second, third = come(session, officers[0], 3)
    tick_attendance(day=session.days.get(), enrolments=[third], by=officers[0])
    withdraw(enrolment=first, by=officers[0])

    at_once(
        lambda: untick(third, officers[0]),
        lambda: enrol(session=session, business=newcomer, by=officers[1]),
    )

    assert statuses(session) == [WITHDRAWN, ENROLLED, WAITLISTED, WAITLISTED]


# The note to call


def test_whoever_moved_up_is_to_be_called_until_somebody_has(officer):
    session = make.session("2021-03-01", capacity=1)
    first, second = come(session, officer, 2)
    withdraw(enrolment=first, by=officer)
    waits_to_hear = list(session.enrolments.to_call())

    called = note_called(enrolment=second, by=officer)
    again = note_called(enrolment=second, by=officer)

    called.refresh_from_db()
    assert (waits_to_hear, list(session.enrolments.to_call())) == ([second], [])
    assert again.called_at == called.called_at


def test_only_whoever_moved_up_is_called(officer):
    session = make.session("2021-03-01", capacity=1)
    first, second = come(session, officer, 2)

    said = [refusal(note_called, enrolment=each, by=officer) for each in (first, second)]

    assert said == [{"__all__": "This person did not move up from the waiting list."}] * 2


def test_whoever_withdraws_after_being_called_comes_back_as_a_newcomer(officer):
    session = make.session("2021-03-01", capacity=1)
    first, second = come(session, officer, 2)
    withdraw(enrolment=first, by=officer)
    note_called(enrolment=second, by=officer)
    withdraw(enrolment=second, by=officer)

    enrol(session=session, business=second.business, by=officer)

    second.refresh_from_db()
    assert (second.status, second.moved_up_at, second.called_at) == (ENROLLED, None, None)


# The closing date


def test_after_its_closing_date_a_class_takes_nobody(officer):
    today = timezone.localdate()
    open_today, closed = (
        make.session(str(today), enrol_until=today),
        make.session(str(today), enrol_until=today - DAY),
    )

    last = enrol(session=open_today, business=make.business(), by=officer)

    assert last.status == ENROLLED
    assert refusal(enrol, session=closed, business=make.business(), by=officer) == {
        "business": f"Enrolment for this class closed on {(today - DAY):%-d %B %Y}."
    }


def test_after_its_closing_date_whoever_waits_and_comes_is_ticked(officer):
    today = timezone.localdate()
    session = make.session(str(today), capacity=1, enrol_until=today - DAY)
    waiting = make.waiting(session, make.business())

    tick_attendance(day=session.days.get(), enrolments=[waiting], by=officer)

    assert statuses(session) == [ENROLLED]
