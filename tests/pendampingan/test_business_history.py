"""What the upper floor adds to a business's page: evidence, classes, visits, and why a stage was lost."""

import pytest
from django.urls import reverse
from django.utils import translation

from jakpreneur.accounts.models import Role
from pendampingan.history import changes_of, classes_of, evidence_for, visits_of
from pendampingan.rules.session import cancel_session
from pendampingan.rules.visit import void_visit
from tests import make
from umkm.choices import Stage
from umkm.rules.merger import merge_businesses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff():
    return make.user(Role.STAFF)


def told(business, user):
    return [(entry.title, entry.text) for entry in changes_of(business, user)]


def test_each_stage_names_the_fact_it_rests_on_and_leads_there(staff):
    business = make.business()
    enrolled, visit = make.trained(business, "2021-02-01"), make.visit(business, "2021-03-01")

    evidence = evidence_for(business, staff)

    assert {stage: (found.title, found.url) for stage, found in evidence.items()} == {
        Stage.TRAINED: ("Kelas dasar", reverse("session_detail", args=[enrolled.session_id])),
        Stage.MENTORED: ("visit, on site", reverse("visit_detail", args=[visit.pk])),
    }


def test_an_official_is_told_of_a_visit_without_being_led_there():
    business, official = make.business(), make.user(Role.OFFICIAL)
    void_visit(visit=make.visit(business, "2021-02-01"), reason="rahasia", by=make.user(Role.STAFF))
    make.visit(business, "2021-03-01")

    evidence = evidence_for(business, official)[Stage.MENTORED]

    assert (evidence.title, evidence.url) == ("a mentor's visit", "")
    assert "rahasia" not in str(told(business, official))
    assert visits_of(business, official)["visits"].count() == 0


def test_a_lost_stage_says_why(staff):
    business = make.business()
    visit, enrolled = make.visit(business, "2021-03-01"), make.trained(business, "2021-02-01")
    void_visit(visit=visit, reason="usaha lain", by=staff)
    cancel_session(session=enrolled.session, reason="tidak jadi", by=staff)

    assert told(business, staff) == [
        ("No longer counts as trained", "Voided: tidak jadi"),
        ("No longer counts as mentored", "Voided: usaha lain"),
        ("Counts as trained from 1 February 2021", "Recorded"),
        ("Counts as mentored from 1 March 2021", "Recorded"),
    ]


def test_evidence_that_is_voided_leaves_the_day_to_the_next_one(staff):
    business = make.business()
    first = make.visit(business, "2021-02-01")
    make.visit(business, "2021-03-01")
    void_visit(visit=first, reason="usaha lain", by=staff)

    assert told(business, staff) == [
        ("Counts as mentored from 1 March 2021", "Voided: usaha lain"),
        ("Counts as mentored from 1 February 2021", "Recorded"),
    ]


def test_the_survivor_shows_what_happened_to_those_merged_into_it(staff):
    survivor, double = make.business(), make.business()
    make.trained(double, "2021-02-01")
    make.visit(double, "2021-03-01")
    merge_businesses(survivor=survivor, double=double, reason="sama", by=staff)

    assert classes_of(survivor, staff).count() == 1
    assert visits_of(survivor, staff)["visits"].count() == 1
    assert set(evidence_for(survivor, staff)) == {Stage.TRAINED, Stage.MENTORED}
    assert evidence_for(double, staff) == {}
