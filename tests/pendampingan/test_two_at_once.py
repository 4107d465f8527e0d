"""Two people at one moment: the second waits where both change one count, and nowhere else."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from jakpreneur.accounts.models import Role
from pendampingan.choices import AttendanceSource, SessionStatus
from pendampingan.models import Attendance, LedgerLine, MentoringVisit, SessionDay, TrainingSession
from tests import make
from umkm.models import Business, Placement
from umkm.rules.business import void_business
from umkm.rules.merger import merge_businesses

VOIDED = {"voided_at": datetime(2021, 1, 1, tzinfo=UTC), "void_reason": "salah catat"}


pytestmark = pytest.mark.usefixtures("recounted")


def lines(business: Business, stage: int) -> list[tuple[str, int, str]]:
    found = LedgerLine.objects.filter(business=business, stage=stage).order_by("id")
    return [(line.effective_on.isoformat(), line.delta, line.reason) for line in found]


# A visit beside a change to its business


def test_a_visit_beside_a_voiding_waits_and_is_refused(beside):
    business, mentor, staff = make.business(), make.user(Role.MENTOR), make.user()

    outcome = beside(
        lambda: void_business(business=business, reason="bukan usaha", by=staff),
        lambda: make.visit(business, "2021-03-01", mentor=mentor),
    )

    assert outcome == (True, "visit_not_to_voided_business")
    assert MentoringVisit.objects.count() == 0


def test_a_voiding_beside_a_visit_waits_and_takes_the_visit_out_of_the_count(beside):
    business, mentor, staff = make.business(), make.user(Role.MENTOR), make.user()

    outcome = beside(
        lambda: make.visit(business, "2021-03-01", mentor=mentor),
        lambda: void_business(business=business, reason="bukan usaha", by=staff),
    )

    assert outcome == (True, None)
    assert lines(business, 3) == [("2021-03-01", 1, "recorded"), ("2021-03-01", -1, "voided")]


def test_an_enrolment_beside_a_voiding_waits_and_is_refused(beside):
    business, held, staff = make.business(), make.session("2021-02-01"), make.user()

    outcome = beside(
        lambda: void_business(business=business, reason="bukan usaha", by=staff),
        lambda: make.enrolment(held, business),
    )

    assert outcome == (True, "enrolment_not_for_voided_business")


def test_a_visit_beside_a_merger_waits_and_counts_for_the_survivor(beside):
    survivor, double = make.business(), make.business()
    mentor, staff = make.user(Role.MENTOR), make.user()

    outcome = beside(
        lambda: merge_businesses(survivor=survivor, double=double, reason="sama", by=staff),
        lambda: make.visit(double, "2021-03-01", mentor=mentor),
    )

    assert outcome == (True, None)
    assert lines(survivor, 3) == [("2021-03-01", 1, "recorded")]
    assert lines(double, 3) == []


def test_a_merger_beside_a_visit_waits_and_takes_the_visit_along(beside):
    survivor, double = make.business(), make.business()
    mentor, staff = make.user(Role.MENTOR), make.user()

    outcome = beside(
        lambda: make.visit(double, "2021-03-01", mentor=mentor),
        lambda: merge_businesses(survivor=survivor, double=double, reason="sama", by=staff),
    )

    assert outcome == (True, None)
    assert lines(double, 3) == [("2021-03-01", 1, "recorded"), ("2021-03-01", -1, "merged")]
    assert lines(survivor, 3) == [("2021-03-01", 1, "merged")]


def test_a_visit_beside_a_corrected_registration_waits_and_is_counted_from_the_new_day_on(beside):
    business, mentor = make.business(on="2021-01-04"), make.user(Role.MENTOR)

    outcome = beside(
        lambda: make.visit(business, "2021-03-01", mentor=mentor),
        lambda: Business.objects.filter(pk=business.pk).update(registered_on="2021-04-01"),
    )

    assert outcome == (True, None)
    assert lines(business, 3) == [
        ("2021-03-01", 1, "recorded"),
        ("2021-03-01", -1, "corrected"),
        ("2021-04-01", 1, "corrected"),
    ]


def test_a_visit_is_measured_against_the_registration_that_is_just_being_corrected(beside):
    business, mentor = make.business(on="2021-01-04"), make.user(Role.MENTOR)

    outcome = beside(
        lambda: Business.objects.filter(pk=business.pk).update(registered_on="2021-04-01"),
        lambda: make.visit(business, "2021-03-01", mentor=mentor),
    )

    assert outcome == (True, "visit_after_registration")


def test_a_visit_beside_a_move_waits_and_follows_it(beside):
    business, mentor = make.business(at="Gambir"), make.user(Role.MENTOR)

    def move():
        Placement.objects.create(business=business, kelurahan=make.kelurahan("Tebet"), starts_on=make.day("2021-02-01"))
        Business.objects.filter(pk=business.pk).update(kelurahan=make.kelurahan("Tebet"))

    outcome = beside(move, lambda: make.visit(business, "2021-03-01", mentor=mentor))

    assert outcome == (True, None)
    assert LedgerLine.objects.get(stage=3).centre.name == "Tebet"


# Mergers


def test_of_two_mergers_that_cross_one_is_told_of_the_other(at_once):
    one, other, staff = make.business(), make.business(), make.user()

    def merge(survivor, double):
        try:
            return merge_businesses(survivor=survivor, double=double, reason="sama", by=staff).pk
        except ValidationError as refused:
            return refused

    results = at_once(lambda: merge(one, other), lambda: merge(other, one))

    assert {type(result) for result in results} == {int, ValidationError}
    assert Business.objects.filter(merged_into=None).count() == 1


def test_a_merger_into_a_business_that_is_being_merged_itself_is_refused(beside):
    first, second, third = make.business(), make.business(), make.business()

    outcome = beside(
        lambda: Business.objects.filter(pk=second.pk).update(same_as=third, merged_into=third),
        lambda: Business.objects.filter(pk=first.pk).update(same_as=second, merged_into=second),
    )

    assert outcome == (True, "business_merged_into_living")


# Classes


def tick(enrolled, day: SessionDay) -> None:
    Attendance.objects.create(enrolment=enrolled, day=day, source=AttendanceSource.SHEET)


@pytest.fixture
def enrolled(committed_database):
    return make.enrolment(make.session("2021-02-01"), make.business())


def cancel(session: TrainingSession) -> None:
    TrainingSession.objects.filter(pk=session.pk).update(status=SessionStatus.CANCELLED, cancel_reason="banjir")


def test_ticking_beside_a_cancellation_waits_and_is_refused(beside, enrolled):
    day = enrolled.session.days.get()

    outcome = beside(lambda: cancel(enrolled.session), lambda: tick(enrolled, day))

    assert outcome == (True, "attendance_not_in_cancelled_class")


def test_a_cancellation_beside_ticking_waits_and_takes_the_stage_back(beside, enrolled):
    day = enrolled.session.days.get()

    outcome = beside(lambda: tick(enrolled, day), lambda: cancel(enrolled.session))

    assert outcome == (True, None)
    assert lines(enrolled.business, 2) == [("2021-02-01", 1, "recorded"), ("2021-02-01", -1, "voided")]


def test_a_day_corrected_beside_ticking_waits_and_moves_the_stage(beside, enrolled):
    day = enrolled.session.days.get()

    outcome = beside(
        lambda: tick(enrolled, day), lambda: SessionDay.objects.filter(pk=day.pk).update(held_on="2021-02-08")
    )

    assert outcome == (True, None)
    assert lines(enrolled.business, 2)[1:] == [("2021-02-01", -1, "corrected"), ("2021-02-08", 1, "corrected")]


def test_ticking_beside_a_voided_day_waits_and_is_refused(beside, enrolled):
    day = enrolled.session.days.get()

    outcome = beside(lambda: SessionDay.objects.filter(pk=day.pk).update(**VOIDED), lambda: tick(enrolled, day))

    assert outcome == (True, "attendance_not_voided")


def test_two_officers_tick_one_class_without_waiting(beside, enrolled):
    another, day = make.enrolment(enrolled.session, make.business()), enrolled.session.days.get()

    outcome = beside(lambda: tick(enrolled, day), lambda: tick(another, day))

    assert outcome == (False, None)


# What proves that somebody was there; `recounted` looks at the strength that is left


def test_ticking_beside_a_photo_of_the_sheet_waits_and_is_proven_by_it(beside, enrolled):
    day = enrolled.session.days.get()

    outcome = beside(lambda: make.sheet_photo(day), lambda: tick(enrolled, day))

    assert outcome == (True, None)
    assert enrolled.business.progress.trained_proven_on == make.day("2021-02-01")


def test_a_photo_of_the_sheet_beside_ticking_waits_and_proves_it(beside, enrolled):
    day = enrolled.session.days.get()

    outcome = beside(lambda: tick(enrolled, day), lambda: make.sheet_photo(day))

    assert outcome == (True, None)
    assert enrolled.business.progress.trained_proven_on == make.day("2021-02-01")


def test_verifying_beside_a_voiding_waits_and_bears_out_nothing(beside, committed_database):
    visit, second = make.visit(make.business(), "2021-02-10"), make.user()
    of_it = MentoringVisit.objects.filter(pk=visit.pk)

    outcome = beside(lambda: of_it.update(**VOIDED), lambda: of_it.update(verified_by=second))

    assert outcome == (True, None)
    assert visit.business.progress.mentored_verified_on is None


# An import


def test_a_clerk_does_not_wait_for_an_import_at_her_centre(beside):
    hers, mentor = make.business(at="Gambir"), make.user(Role.MENTOR)

    def load():
        for _ in range(30):
            make.business(at="Gambir")

    def work():
        make.business(at="Gambir")
        make.visit(hers, "2021-03-01", mentor=mentor)

    outcome = beside(load, work)

    assert outcome == (False, None)
    assert LedgerLine.objects.filter(stage=1).count() == 32


def test_a_crowd_at_three_businesses_leaves_what_the_facts_say(at_once):
    businesses, staff = [make.business(at=centre) for centre in ("Gambir", "Tebet", "Menteng")], make.user()
    mentors = [make.user(Role.MENTOR) for _ in range(6)]

    def visits(mentor):
        for on in range(1, 6):
            for business in businesses:
                make.visit(business, f"2021-03-0{on}", mentor=mentor)

    def corrects():
        for on in range(1, 6):
            Business.objects.filter(pk=businesses[0].pk).update(registered_on=f"2021-01-0{on}")

    def merges():
        merge_businesses(survivor=businesses[1], double=businesses[2], reason="sama", by=staff)

    at_once(*[lambda mentor=mentor: visits(mentor) for mentor in mentors], corrects, merges)

    assert MentoringVisit.objects.count() == 90
