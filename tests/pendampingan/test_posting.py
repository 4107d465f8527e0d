"""Every fact is posted: what the ledger says after each kind of change."""

import pytest
from django.db import connection
from django.utils import timezone

from pendampingan.models import LedgerLine
from tests import make
from umkm.choices import Stage
from umkm.models import Placement, Progress

pytestmark = pytest.mark.django_db


def lines(business=None):
    rows = LedgerLine.objects.order_by("id")
    if business:
        rows = rows.filter(business=business)
    return [
        (row.stage, row.centre.name, row.effective_on.isoformat(), row.delta, row.reason)
        for row in rows.select_related("centre")
    ]


def test_a_registration_is_one_line():
    business = make.business(on="2021-01-04")

    assert lines() == [(1, "Gambir", "2021-01-04", 1, "recorded")]
    assert LedgerLine.objects.get().evidence_id == business.pk


def test_the_last_needed_day_trains():
    business = make.business(on="2021-01-04")
    enrolled = make.enrolment(make.session("2021-02-01", "2021-02-02", needed=2), business)

    make.attendance(enrolled, "2021-02-01")
    before = lines()
    make.attendance(enrolled, "2021-02-02")

    assert before == [(1, "Gambir", "2021-01-04", 1, "recorded")]
    assert lines()[1:] == [(2, "Gambir", "2021-02-02", 1, "recorded")]


def test_a_visit_mentors_and_voiding_it_takes_that_back():
    business = make.business(on="2021-01-04")
    visit = make.visit(business, "2021-03-01")

    visit.voided_at, visit.void_reason = timezone.now(), "salah usaha"
    visit.save()

    assert lines()[1:] == [
        (3, "Gambir", "2021-03-01", 1, "recorded"),
        (3, "Gambir", "2021-03-01", -1, "voided"),
    ]
    assert Progress.objects.get(business=business).mentored_on is None


def test_earlier_evidence_moves_the_stage_back_in_time():
    business = make.business(on="2021-01-04")
    make.visit(business, "2021-03-01")

    make.visit(business, "2021-02-01")

    assert lines()[2:] == [
        (3, "Gambir", "2021-02-01", 1, "earlier evidence"),
        (3, "Gambir", "2021-03-01", -1, "earlier evidence"),
    ]


def test_both_stages_make_the_joint_one_on_the_later_day():
    business = make.business(on="2021-01-04")
    make.visit(business, "2021-03-01")
    make.trained(business, "2021-02-01")

    assert (Stage.TRAINED_AND_MENTORED, "Gambir", "2021-03-01", 1, "recorded") in lines()


def test_a_move_takes_each_stage_along_from_its_day_on():
    business = make.business(on="2021-01-04", at="Gambir")

    Placement.objects.create(business=business, kelurahan=make.kelurahan("Tebet"), starts_on=make.day("2021-05-01"))
    business.kelurahan = make.kelurahan("Tebet")
    business.save()

    assert lines()[1:] == [
        (1, "Gambir", "2021-05-01", -1, "moved"),
        (1, "Tebet", "2021-05-01", 1, "moved"),
    ]
    assert Progress.objects.get(business=business).centre.name == "Tebet"


def test_a_merged_pair_counts_once_from_the_earlier_registration():
    first = make.business(on="2020-05-01", at="Tebet")
    second = make.business(on="2021-01-04", at="Gambir")

    first.same_as = first.merged_into = second
    first.save()

    assert lines()[2:] == [
        (1, "Tebet", "2020-05-01", -1, "merged"),
        (1, "Gambir", "2020-05-01", 1, "merged"),
        (1, "Gambir", "2021-01-04", -1, "merged"),
    ]


def differences() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM ledger_difference) + (SELECT count(*) FROM tally_difference)"
            " + (SELECT count(*) FROM progress_difference)"
        )
        return cursor.fetchone()[0]


def test_the_checks_find_nothing_after_all_this():
    first, second = make.business(on="2020-05-01", at="Tebet"), make.business(on="2021-01-04")
    make.trained(first, "2021-02-01", "2021-02-02")
    make.visit(second, "2021-03-01")
    first.same_as = first.merged_into = second
    first.save()

    assert differences() == 0
