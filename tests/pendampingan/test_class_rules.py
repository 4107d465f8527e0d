"""What the rules of a class write, and what they refuse, beside which field."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from jakpreneur.accounts.models import Role
from pendampingan.choices import EnrolmentStatus, SessionStatus
from pendampingan.models import Attendance, Enrolment, LedgerLine, TrainingSession
from pendampingan.rules.attendance import keep_sheet, tick_attendance, untick_attendance
from pendampingan.rules.enrolment import enrol, withdraw
from pendampingan.rules.held_class import Guest, log_held_class
from pendampingan.rules.session import cancel_session, close_session, open_session, plan_session
from tests import make
from tests.umkm.registering import refusal
from umkm.choices import BusinessStatus, Tie
from umkm.models import Agency, Membership, Progress
from umkm.rules.business import void_business
from umkm.rules.merger import merge_businesses

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer():
    return make.user(Role.OFFICER, at="Gambir")


def plan(by, *days, **words):
    facts = {"title": "Kelas dasar", "capacity": 40, "centre": make.centre(), "agency": Agency.objects.first()}
    return plan_session(days=[make.day(day) for day in days], by=by, **facts | words)


def refused_plan(by, *days, **words):
    return refusal(lambda: plan(by, *days, **words))


def seated(session, business=None):
    return make.enrolment(session, business or make.business())


def trained_on(business):
    return Progress.objects.get(business=business).trained_on


def the_day(session, at=0):
    return session.days.order_by("held_on")[at]


# The class itself


def test_a_planned_class_has_its_days_and_asks_for_all_of_them(officer):
    session = plan(officer, "2021-03-02", "2021-03-01")

    assert (session.status, session.days_needed, session.recorded_by) == (SessionStatus.OPEN, 2, officer)
    assert [str(day.held_on) for day in session.days.order_by("id")] == ["2021-03-01", "2021-03-02"]


def test_a_class_is_not_planned_with_a_day_twice_nor_more_days_to_pass_than_it_has(officer):
    assert refused_plan(officer, "2021-03-01", "2021-03-01") == {"days": "One of these days is there twice."}
    assert refused_plan(officer, "2021-03-01", days_needed=2) == {"days_needed": "The class has fewer days than that."}


def test_a_planned_class_takes_nobody_until_it_is_opened(officer):
    session, business = plan(officer, "2021-03-01", opened=False), make.business()

    said = refusal(enrol, session=session, business=business, by=officer)
    open_session(session=session, by=officer)

    assert said == {"__all__": "This class is not open yet."}
    assert enrol(session=session, business=business, by=officer).status == EnrolmentStatus.ENROLLED
    assert refusal(open_session, session=session, by=officer) == {"__all__": "Only a planned class can be opened."}


def test_a_class_is_closed_once_its_last_day_is_here(officer):
    over, running = make.session(str(TODAY)), make.session(str(TODAY), str(TOMORROW))

    closed = close_session(session=over, by=officer)

    assert closed.status == SessionStatus.CLOSED
    assert refusal(close_session, session=over, by=officer) == {"__all__": "This class is closed."}
    assert refusal(close_session, session=running, by=officer) == {
        "__all__": "A day of this class is still to come. Cancel it if it is not held."
    }


def test_cancelling_a_class_takes_back_whom_it_trained_and_the_ledger_says_voided(officer):
    business = make.business()
    enrolled = make.trained(business, "2021-03-01")

    cancel_session(session=enrolled.session, reason="pelatih sakit", by=officer)

    newest = LedgerLine.objects.latest("id")
    assert trained_on(business) is None
    assert (newest.delta, newest.reason, newest.actor) == (-1, "voided", officer)
    assert refusal(cancel_session, session=enrolled.session, reason="lagi", by=officer) == {
        "__all__": "This class was cancelled."
    }


def test_a_class_is_not_cancelled_without_a_reason(officer):
    said = refusal(cancel_session, session=make.session("2021-03-01"), reason="  ", by=officer)

    assert said == {"reason": "Say why the class is cancelled."}


# Who is in it


def test_the_owner_is_enrolled_unless_another_is_named(officer):
    session, business, partner = make.session("2021-03-01"), make.business(), make.participant("Budi")
    Membership.objects.create(business=business, participant=partner, tie=Tie.PARTNER)

    enrol(session=session, business=business, by=officer)
    enrol(session=session, business=business, participant=partner, by=officer)

    assert set(session.enrolments.values_list("participant", flat=True)) == {business.owner_id, partner.pk}


def test_who_comes_after_the_last_seat_waits_and_takes_the_seat_of_who_withdraws(officer):
    session = make.session("2021-03-01", capacity=1)
    first = enrol(session=session, business=make.business(), by=officer)
    second = enrol(session=session, business=make.business(), by=officer)
    third = enrol(session=session, business=make.business(), by=officer)

    withdraw(enrolment=first, by=officer)

    assert (second.status, third.status) == (EnrolmentStatus.WAITLISTED, EnrolmentStatus.WAITLISTED)
    assert list(session.enrolments.order_by("id").values_list("status", flat=True)) == [
        EnrolmentStatus.WITHDRAWN,
        EnrolmentStatus.ENROLLED,
        EnrolmentStatus.WAITLISTED,
    ]
    assert refusal(withdraw, enrolment=first, by=officer) == {"__all__": "This person has withdrawn already."}


def test_whoever_withdrew_may_come_back_on_the_same_line(officer):
    session, business = make.session("2021-03-01"), make.business()
    enrolled = enrol(session=session, business=business, by=officer)
    withdraw(enrolment=enrolled, by=officer)

    again = enrol(session=session, business=business, by=officer)

    assert (again.pk, again.status) == (enrolled.pk, EnrolmentStatus.ENROLLED)


def test_nobody_is_enrolled_twice_nor_for_a_business_of_others(officer):
    session, business, stranger = make.session("2021-03-01"), make.business(), make.participant("Orang Lain")
    enrol(session=session, business=business, by=officer)

    assert refusal(enrol, session=session, business=business, by=officer) == {
        "participant": "This person is already in this class."
    }
    assert refusal(enrol, session=session, business=business, participant=stranger, by=officer) == {
        "participant": "This person neither owns the business nor belongs to it."
    }


def test_a_voided_merged_or_contested_business_is_refused_in_words(officer):
    session, staff = make.session("2021-03-01"), make.user(Role.STAFF)
    voided, merged, survivor = make.business(), make.business(), make.business()
    contested = make.business(owner=make.participant("X"), status=BusinessStatus.ACTIVE)
    type(contested).objects.filter(pk=contested.pk).update(
        status=BusinessStatus.CONTESTED, owner=None, claimed_nik=make.nik(), claimed_name="X"
    )
    void_business(business=voided, reason="ganda", by=staff)
    merge_businesses(survivor=survivor, double=merged, reason="sama", by=staff)

    said = {business: refusal(enrol, session=session, business=business, by=officer) for business in (voided, merged)}

    assert said[voided] == {"business": "This registration was voided: nothing more is recorded for it."}
    assert said[merged] == {"business": f"This business was merged into {survivor.number}: record it there."}
    assert refusal(enrol, session=session, business=contested, by=officer) == {
        "business": "This registration is contested: it has no owner until staff decide."
    }


@pytest.mark.parametrize(
    ("status", "sentence"), [("closed", "This class is closed."), ("cancelled", "This class was cancelled.")]
)
def test_an_ended_class_takes_nobody_and_lets_nobody_go(officer, status, sentence):
    session = make.session("2021-03-01")
    enrolled = seated(session)
    TrainingSession.objects.filter(pk=session.pk).update(
        status=status, cancel_reason="x" if status == "cancelled" else ""
    )

    assert refusal(enrol, session=session, business=make.business(), by=officer) == {"__all__": sentence}
    assert refusal(withdraw, enrolment=enrolled, by=officer) == {"__all__": sentence}
    assert refusal(untick_attendance, day=the_day(session), enrolments=[enrolled], reason="x", by=officer) == {
        "__all__": sentence
    }


# Who was there


def test_one_statement_ticks_a_day_for_several_and_enrols_whoever_waited(officer):
    session = make.session("2021-03-01", capacity=1)
    people = [enrol(session=session, business=make.business(), by=officer) for _ in range(2)]

    tick_attendance(day=the_day(session), enrolments=people, by=officer)

    assert [trained_on(each.business) for each in people] == [make.day("2021-03-01")] * 2
    assert session.enrolments.enrolled().count() == 2
    assert set(Attendance.objects.values_list("recorded_by", flat=True)) == {officer.pk}


def test_a_tick_is_refused_for_a_day_to_come_a_second_time_and_in_an_ended_class(officer):
    session, other = make.session(str(TODAY), str(TOMORROW)), make.session("2021-03-01")
    enrolled, stranger = seated(session), seated(other)
    today, tomorrow = the_day(session), the_day(session, 1)
    tick_attendance(day=today, enrolments=[enrolled], by=officer)

    def said(day, *enrolments):
        return refusal(tick_attendance, day=day, enrolments=enrolments, by=officer)

    assert said(tomorrow, enrolled) == {"day": "This day is still to come: attendance can be ticked from that day on."}
    assert said(today, enrolled) == {"enrolments": "This person is already ticked for this day."}
    assert said(today, stranger) == {"enrolments": "This person is not in this class."}
    late = seated(session)
    cancel_session(session=session, reason="batal", by=officer)
    assert said(today, late) == {"day": "This class was cancelled: nobody can be ticked in it."}
    close_session(session=other, by=officer)
    assert said(the_day(other), stranger) == {"day": "This class is closed: its attendance stays as it is."}


@pytest.mark.parametrize(
    "constraint",
    ["attendance_once_a_day", "attendance_by_today", "attendance_in_its_class", "attendance_not_in_cancelled_class"],
)
def test_the_database_refuses_the_same_by_itself(officer, constraint):
    session = make.session(str(TODAY), str(TOMORROW))
    enrolled = seated(session)
    make.attendance(enrolled, str(TODAY))
    day, who = {
        "attendance_by_today": (the_day(session, 1), enrolled),
        "attendance_in_its_class": (the_day(session), seated(make.session("2021-03-01"))),
    }.get(constraint, (the_day(session), enrolled))
    if constraint == "attendance_not_in_cancelled_class":
        cancel_session(session=session, reason="batal", by=officer)
        Attendance.objects.update(voided_at=timezone.now(), void_reason="x")

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Attendance.objects.create(enrolment=who, day=day, source="sheet")

    assert refused.value.__cause__.diag.constraint_name == constraint


def test_unticking_voids_the_tick_with_its_reason_and_takes_the_stage_back(officer):
    business = make.business()
    enrolled = make.trained(business, "2021-03-01")

    unticked = untick_attendance(day=the_day(enrolled.session), enrolments=[enrolled], reason="salah orang", by=officer)

    tick = Attendance.objects.get()
    assert unticked == 1
    assert (tick.voided_by, tick.void_reason, trained_on(business)) == (officer, "salah orang", None)


def test_a_sheet_ticks_and_unticks_in_one_go_and_leaves_alike_marks_alone(officer):
    session = make.session("2021-03-01")
    came, gone, both = (seated(session) for _ in range(3))
    make.attendance(gone)
    make.attendance(both)

    marked = keep_sheet(day=the_day(session), came=[came, both], missing=[gone], by=officer)

    assert (marked.ticked, marked.unticked) == (1, 1)
    assert set(Attendance.objects.standing().values_list("enrolment", flat=True)) == {came.pk, both.pk}


# A class already held


def held(by, *guests, days=("2021-03-01", "2021-03-02"), **words):
    facts = {"title": "Kelas dasar", "centre": make.centre(), "agency": Agency.objects.first()}
    return log_held_class(days=[make.day(day) for day in days], guests=guests, by=by, **facts | words)


def guest(business, *days):
    return Guest(business, business.owner, frozenset(make.day(day) for day in days))


def test_a_held_class_goes_in_whole_with_its_people_and_is_closed(officer):
    always, once = make.business(), make.business()

    session = held(officer, guest(always, "2021-03-01", "2021-03-02"), guest(once, "2021-03-02"))

    assert (session.status, session.capacity, Enrolment.objects.count()) == (SessionStatus.CLOSED, 2, 2)
    assert Attendance.objects.count() == 3
    assert (trained_on(always), trained_on(once)) == (make.day("2021-03-02"), None)


def test_a_held_class_has_no_day_to_come_and_leaves_nothing_behind_when_refused(officer):
    said = refusal(held, by=officer, days=(str(TODAY), str(TOMORROW)))

    assert said == {"days": "A day of this class is still to come. Plan it instead."}
    assert TrainingSession.objects.count() == 0


def test_the_same_paper_list_is_not_entered_twice(officer):
    business = make.business()
    held(officer, guest(business, "2021-03-01"))

    with pytest.raises(Exception, match="Siti Aminah was ticked for a class of this title on 01/03/2021 before"):
        held(officer, guest(business, "2021-03-01"))

    assert TrainingSession.objects.count() == 1
