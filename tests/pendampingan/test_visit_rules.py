"""What the rules of a visit write, and what they refuse, beside which field."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from jakpreneur.accounts.models import Role
from pendampingan.choices import VisitMode
from pendampingan.models import LedgerLine, MentoringVisit
from pendampingan.rules.visit import edit_visit, log_visit, void_visit
from tests import make
from tests.umkm.registering import refusal
from umkm.choices import BusinessStatus
from umkm.models import Business, Progress
from umkm.rules.business import close_business, void_business
from umkm.rules.merger import merge_businesses
from umkm.rules.placement import move_business

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def mentor():
    return make.user(Role.MENTOR, at="Gambir")


@pytest.fixture
def staff():
    return make.user(Role.STAFF)


def log(by, business, on="2021-03-01", **words):
    return log_visit(**{"business": business, "visited_on": make.day(on), "mode": VisitMode.ON_SITE, "by": by} | words)


def said(by, business, on="2021-03-01", **words):
    return refusal(log, by=by, business=business, on=on, **words)


def test_a_visit_mentors_the_business_and_names_its_mentor(mentor):
    business = make.business()

    visit = log(mentor, business, notes="Laba rugi", minutes=60)

    assert (visit.mentor, visit.recorded_by, visit.notes, visit.minutes) == (mentor, mentor, "Laba rugi", 60)
    assert Progress.objects.get(business=business).mentored_on == make.day("2021-03-01")


def test_a_visit_is_credited_to_the_centre_where_the_business_was_that_day(mentor, staff):
    business = make.business(at="Gambir")
    tebet = make.kelurahan("Tebet")
    move_business(business=business, kelurahan=tebet, address="", starts_on=make.day("2021-05-01"), by=staff)

    before, after = log(mentor, business, "2021-04-30"), log(mentor, business, "2021-05-01")

    assert (before.centre.name, after.centre.name) == ("Gambir", "Tebet")


def test_a_visit_is_neither_in_the_future_nor_before_the_registration_nor_after_the_closing(mentor, staff):
    business = make.business(on="2021-01-04")
    tomorrow = str(TODAY + datetime.timedelta(days=1))
    close_business(business=business, closed_on=make.day("2021-06-01"), reason="pindah", by=staff)

    assert said(mentor, make.business(), tomorrow) == {"visited_on": "The visit lies in the future."}
    assert said(mentor, business, "2021-01-03") == {"visited_on": "The visit was before the business registered."}
    assert said(mentor, business, "2021-06-02") == {"visited_on": "The business had closed by then."}
    assert log(mentor, business, "2021-06-01").pk


def test_a_visit_to_a_voided_contested_or_merged_business_is_refused_in_words(mentor, staff):
    voided, merged, survivor = make.business(), make.business(), make.business()
    contested = make.business()
    Business.objects.filter(pk=contested.pk).update(
        status=BusinessStatus.CONTESTED, owner=None, claimed_nik=make.nik(), claimed_name="X"
    )
    void_business(business=voided, reason="ganda", by=staff)
    merge_businesses(survivor=survivor, double=merged, reason="sama", by=staff)

    assert said(mentor, voided) == {"business": "This registration was voided: nothing more is recorded for it."}
    assert said(mentor, merged) == {"business": f"This business was merged into {survivor.number}: record it there."}
    assert said(mentor, contested) == {"business": "This registration is contested: staff decide first whose it is."}


def test_what_a_visit_says_is_checked_by_the_table(mentor):
    business = make.business()

    assert said(mentor, business, minutes=0) == {"minutes": "A visit lasts from one minute to one day."}
    assert said(mentor, business, monthly_sales=-1) == {"monthly_sales": "Amounts of money are not negative."}
    assert said(mentor, business, next_step_due=make.day("2021-04-01")) == {"next_step": "Say what is due on that day."}
    assert said(mentor, business, next_step="Buku kas", next_step_due=make.day("2021-02-01")) == {
        "next_step_due": "The next step is due before the visit."
    }


@pytest.mark.parametrize(
    ("constraint", "on"),
    [
        ("visit_by_today", TODAY + datetime.timedelta(days=1)),
        ("visit_after_registration", make.day("2021-01-03")),
        ("visit_not_to_voided_business", make.day("2021-03-01")),
    ],
)
def test_the_database_refuses_the_same_by_itself(constraint, on, mentor, staff):
    business = make.business(on="2021-01-04")
    if constraint == "visit_not_to_voided_business":
        void_business(business=business, reason="ganda", by=staff)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make.visit(business, str(on), mentor=mentor)

    assert refused.value.__cause__.diag.constraint_name == constraint


def test_a_voided_visit_stays_on_record_and_leaves_the_count(mentor, staff):
    business = make.business()
    visit = log(mentor, business)

    void_visit(visit=visit, reason="usaha lain", by=staff)

    kept, newest = MentoringVisit.objects.get(), LedgerLine.objects.latest("id")
    assert (kept.voided_by, kept.void_reason) == (staff, "usaha lain")
    assert (newest.stage, newest.delta, newest.reason, newest.actor) == (3, -1, "voided", staff)
    assert refusal(void_visit, visit=visit, reason="lagi", by=staff) == {"__all__": "This visit was voided before."}


def test_a_visit_is_not_voided_without_a_reason(mentor, staff):
    visit = log(mentor, make.business())

    assert refusal(void_visit, visit=visit, reason=" ", by=staff) == {"reason": "Say why this is voided."}


# Changed on its day


def test_a_visit_is_changed_on_the_day_it_was_recorded(mentor):
    visit = log(mentor, make.business(), minutes=30, topics=["keuangan"])

    edit_visit(visit=visit, visited_on=make.day("2021-02-01"), minutes=45, topics=["kemasan"], by=mentor)

    kept = MentoringVisit.objects.get()
    assert (kept.visited_on, kept.minutes, kept.topics) == (make.day("2021-02-01"), 45, ["kemasan"])
    assert Progress.objects.get().mentored_on == make.day("2021-02-01")


def test_a_visit_moved_to_another_day_is_credited_to_the_centre_of_that_day(mentor, staff):
    business = make.business(at="Gambir")
    visit = log(mentor, business, "2021-04-01")
    move_business(
        business=business, kelurahan=make.kelurahan("Tebet"), address="", starts_on=make.day("2021-05-01"), by=staff
    )

    edit_visit(visit=visit, visited_on=make.day("2021-05-02"), by=mentor)

    assert MentoringVisit.objects.get().centre.name == "Tebet"


def test_a_change_is_refused_where_the_visit_would_have_been(mentor, staff):
    business = make.business(on="2021-01-04")
    visit, voided = log(mentor, business), log(mentor, business)
    close_business(business=business, closed_on=make.day("2021-06-01"), reason="pindah", by=staff)
    void_visit(visit=voided, reason="dobel", by=staff)

    def change(of=visit, **words):
        return refusal(edit_visit, visit=of, by=mentor, **words)

    assert change(visited_on=make.day("2021-01-03")) == {"visited_on": "The visit was before the business registered."}
    assert change(visited_on=make.day("2021-06-02")) == {"visited_on": "The business had closed by then."}
    assert change(next_step="NIB", next_step_due=make.day("2021-02-01")) == {
        "next_step_due": "The next step is due before the visit."
    }
    assert change(of=voided, minutes=10) == {"__all__": "This visit was voided before."}
    MentoringVisit.objects.filter(pk=visit.pk).update(verified_by=staff)
    assert change(minutes=10) == {"__all__": "This visit was verified: it stays as it is."}


def test_a_topic_that_is_not_in_the_list_is_refused_beside_its_field(mentor):
    visit = log(mentor, make.business())

    def change(**words):
        return refusal(edit_visit, visit=visit, by=mentor, **words)

    assert change(topics=["sulap"]) == {"topics": "Choose topics from the list."}


LATER = {
    "business": make.business,
    "mentor": lambda: make.user(Role.MENTOR),
    "centre": lambda: make.centre("Tebet"),
    "visited_on": lambda: make.day("2021-02-01"),
    "mode": lambda: VisitMode.PHONE,
    "minutes": lambda: 10,
    "topics": lambda: ["kemasan"],
    "next_step": lambda: "NIB",
    "monthly_sales": lambda: 1,
}


@pytest.mark.parametrize("column", LATER)
def test_by_hand_nothing_of_a_visit_is_changed_on_a_later_day(column, mentor):
    visit = log(mentor, make.business())
    MentoringVisit.objects.update(recorded_at=timezone.now() - datetime.timedelta(days=1))

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        MentoringVisit.objects.filter(pk=visit.pk).update(**{column: LATER[column]()})

    assert refused.value.__cause__.diag.constraint_name == "visit_changes_on_its_day"


def test_on_a_later_day_the_rule_says_so_and_the_visit_can_still_be_voided(mentor, staff):
    visit = log(mentor, make.business(), notes="Laba")
    MentoringVisit.objects.update(recorded_at=timezone.now() - datetime.timedelta(days=1))

    said = refusal(edit_visit, visit=visit, minutes=10, by=mentor)
    void_visit(visit=visit, reason="tidak pernah", by=staff)
    MentoringVisit.objects.update(notes="")

    kept = MentoringVisit.objects.get()
    assert said == {"__all__": "A visit can be changed only on the day it was recorded. City staff can void it."}
    assert (kept.void_reason, kept.notes, kept.minutes) == ("tidak pernah", "", None)


@pytest.mark.parametrize("topics", [["sulap"], ["keuangan", "Keuangan"]])
def test_a_topic_that_is_not_in_the_list_is_refused_also_by_hand(topics, mentor):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make.visit(make.business(), "2021-03-01", topics=topics)

    assert refused.value.__cause__.diag.constraint_name == "visit_topics_are_known"
