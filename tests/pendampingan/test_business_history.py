"""What the upper floor adds to a business's page: evidence, classes, visits, and why a stage was lost."""

import pytest
from django.urls import reverse
from django.utils import translation

from jakpreneur.accounts.models import Role
from pendampingan.history.activity import attended, classes_of, visited, visits_of
from pendampingan.history.evidence import evidence_for
from pendampingan.history.ledger import counted
from pendampingan.rules.session import cancel_session
from pendampingan.rules.visit import void_visit
from tests import make
from umkm.choices import Stage
from umkm.rules.merger import merge_businesses
from umkm.rules.placement import move_business

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff():
    return make.user(Role.STAFF)


def told(business, user):
    """The ledger beyond the registration, in words."""
    entries = [(entry.title, entry.text) for entry in counted(business, user)]
    return [entry for entry in entries if "as registered at" not in entry[0]]


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
        (
            "No longer counts as trained at Gambir from 1 February 2021: voided",
            "The class “Kelas dasar” was cancelled: tidak jadi",
        ),
        ("No longer counts as mentored at Gambir from 1 March 2021: voided", "usaha lain"),
        ("Counts as trained at Gambir from 1 February 2021: late entry", ""),
        ("Counts as mentored at Gambir from 1 March 2021: late entry", ""),
    ]


def test_evidence_that_is_voided_leaves_the_day_to_the_next_one(staff):
    business = make.business()
    first = make.visit(business, "2021-02-01")
    make.visit(business, "2021-03-01")
    void_visit(visit=first, reason="usaha lain", by=staff)

    assert told(business, staff) == [
        ("Counts as mentored at Gambir from 1 March 2021 instead of 1 February 2021: voided", "usaha lain"),
        ("Counts as mentored at Gambir from 1 February 2021: late entry", ""),
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


def test_a_late_entry_earlier_evidence_and_a_move_are_told_for_what_they_are(staff):
    make.clock("2021-03-04 09:12")
    business = make.business()
    make.visit(business, "2021-03-04")
    make.clock("2021-03-05 09:12")
    make.visit(business, "2021-03-03")
    make.clock("2021-03-05 09:13")
    menteng = make.kelurahan("Menteng")
    move_business(business=business, kelurahan=menteng, address="", starts_on=make.day("2021-03-05"), by=staff)

    assert told(business, staff) == [
        ("Counts as registered, mentored at Menteng from 5 March 2021, no longer at Gambir: moved", ""),
        ("Counts as mentored at Gambir from 3 March 2021 instead of 4 March 2021: earlier evidence", ""),
        ("Counts as mentored at Gambir from 4 March 2021: recorded", ""),
    ]


def test_a_merged_business_s_lines_are_told_with_its_number(staff):
    survivor, double = make.business(), make.business()
    make.visit(double, "2021-03-01")
    merge_businesses(survivor=survivor, double=double, reason="sama", by=staff)

    assert told(survivor, staff) == [
        ("Counts as mentored at Gambir from 1 March 2021: merged", ""),
        (f"{double.number}: No longer counts as mentored at Gambir from 1 March 2021: merged", ""),
        (f"{double.number}: Counts as mentored at Gambir from 1 March 2021: late entry", ""),
    ]


def test_classes_and_visits_are_lines_of_their_day(staff):
    business, official = make.business(owner=make.participant("Siti Aminah")), make.user(Role.OFFICIAL)
    make.trained(business, "2021-02-01", "2021-02-02")
    mentor = make.user(Role.MENTOR, username="rina")
    void_visit(visit=make.visit(business, "2021-03-01", mentor=mentor), reason="usaha lain", by=staff)

    assert [(entry.on, entry.title, entry.text) for entry in attended(business, staff)] == [
        (make.day("2021-02-02"), "Class: Kelas dasar", "Siti Aminah · 2 days attended")
    ]
    assert [entry.text for entry in attended(business, official)] == ["S. A. · 2 days attended"]
    assert [(entry.title, entry.text, entry.gone) for entry in visited(business, staff)] == [
        ("Visit, on site, by rina", "Voided: usaha lain", True)
    ]
    assert list(visited(business, official)) == []
