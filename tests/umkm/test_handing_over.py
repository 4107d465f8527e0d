"""Businesses handed from one mentor to another, hundreds at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import refusal
from umkm.models import Assignment
from umkm.rules.assignment import assign_mentor, hand_over
from umkm.rules.business import void_business
from umkm.rules.merger import merge_businesses

TODAY = timezone.localdate()
BEGAN = make.day("2021-02-01")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def mentors(count, at="Gambir"):
    return [make.user(Role.MENTOR, at=at) for _ in range(count)]


def followed(mentor, since=BEGAN, **words):
    business = make.business(**words)
    Assignment.objects.create(business=business, mentor=mentor, starts_on=since)
    return business


def courses(*businesses):
    """Who followed each from when to when."""
    return [
        list(business.assignments.order_by("pk").values_list("mentor", "starts_on", "ends_on"))
        for business in businesses
    ]


@pytest.mark.django_db
def test_a_caseload_passes_to_another_mentor_and_its_history_stays():
    (old, new), officer = mentors(2), make.user(Role.OFFICER, at="Gambir")
    businesses = [followed(old) for _ in range(3)]

    handed = hand_over(businesses=businesses, of=old, mentor=new, starts_on=TODAY, by=officer)

    assert (len(handed.assignments), handed.refused) == (3, [])
    assert courses(*businesses) == [[(old.pk, BEGAN, TODAY), (new.pk, TODAY, None)]] * 3
    assert set(Assignment.objects.open().values_list("recorded_by", flat=True)) == {officer.pk}


@pytest.mark.django_db
def test_businesses_without_a_mentor_are_given_one():
    (mentor,), businesses = mentors(1), [make.business() for _ in range(2)]

    hand_over(businesses=businesses, of=None, mentor=mentor, starts_on=TODAY, by=make.user())

    assert courses(*businesses) == [[(mentor.pk, TODAY, None)]] * 2


@pytest.mark.django_db
def test_each_business_that_cannot_pass_says_why_and_the_others_pass():
    (old, new, third), staff = mentors(3), make.user()
    passes, voided, elsewhere = followed(old), followed(old), followed(old, at="Tebet")
    merged, newer, passed_on, taken_off = followed(old), followed(old, since=TODAY), followed(third), make.business()
    already = followed(new)
    void_business(business=voided, reason="ganda", by=staff)
    merge_businesses(survivor=passes, double=merged, reason="sama", by=staff)
    given = [passes, voided, elsewhere, merged, newer, passed_on, taken_off, already]

    handed = hand_over(businesses=given, of=old, mentor=new, starts_on=make.day("2021-03-01"), by=staff)

    assert [assignment.business for assignment in handed.assignments] == [passes]
    assert {business.pk: why for business, why in handed.refused} == {
        voided.pk: "This registration was voided: nothing more is recorded for it.",
        elsewhere.pk: "This is no mentor of the business's centre.",
        merged.pk: f"This business was merged into {passes.number}: record it there.",
        newer.pk: "The assignment ends before it starts.",
        passed_on.pk: f"Meanwhile {third.username} follows it.",
        taken_off.pk: "Meanwhile no mentor follows it.",
        already.pk: "This mentor follows the business already.",
    }


@pytest.mark.django_db
def test_a_day_to_come_is_refused_for_all_of_them():
    old, new = mentors(2)
    business = followed(old)

    said = refusal(hand_over, businesses=[business], of=old, mentor=new, starts_on=make.day("2999-01-01"), by=new)

    assert said == {"starts_on": "The assignment starts in the future."}
    assert courses(business) == [[(old.pk, BEGAN, None)]]


@pytest.mark.django_db
def test_whoever_is_no_mentor_any_more_is_given_nothing():
    old, gone = mentors(2)
    gone.is_active = False
    gone.save()
    business = followed(old)

    handed = hand_over(businesses=[business], of=old, mentor=gone, starts_on=TODAY, by=make.user())

    assert handed.refused == [(business, "This is no mentor of the business's centre.")]


@pytest.mark.django_db
def test_a_hand_over_of_400_costs_the_same_queries_as_of_2():
    (old, new), costs = mentors(2), []
    for size in (2, 400):
        businesses = [make.business() for _ in range(size)]
        Assignment.objects.bulk_create(
            Assignment(business=business, mentor=old, starts_on=BEGAN) for business in businesses
        )
        with CaptureQueriesContext(
            connection,
        ) as asked:
            hand_over(businesses=businesses, of=old, mentor=new, starts_on=TODAY, by=old)
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_two_officers_who_hand_over_the_same_businesses_make_one_assignment_each(at_once):
    old, one, other = mentors(3)
    businesses = [followed(old) for _ in range(20)]

    def hands_to(mentor, order):
        return lambda: hand_over(businesses=businesses[::order], of=old, mentor=mentor, starts_on=TODAY, by=mentor)

    first, second = at_once(hands_to(one, 1), hands_to(other, -1))

    assert sorted([len(first.assignments), len(second.assignments)]) == [0, 20]
    assert sorted([len(first.refused), len(second.refused)]) == [0, 20]
    taker = one if first.assignments else other
    assert courses(*businesses) == [[(old.pk, BEGAN, TODAY), (taker.pk, TODAY, None)]] * 20


def test_one_assignment_and_a_hand_over_at_once_leave_one_mentor(at_once):
    old, one, other = mentors(3)
    businesses = [followed(old) for _ in range(5)]

    at_once(
        lambda: hand_over(businesses=businesses, of=old, mentor=one, starts_on=TODAY, by=one),
        *[
            lambda business=business: assign_mentor(business=business, mentor=other, starts_on=TODAY, by=other)
            for business in businesses
        ],
    )

    assert Assignment.objects.open().count() == 5
    assert all(course[0] == (old.pk, BEGAN, TODAY) and course[-1][2] is None for course in courses(*businesses))
