"""Every fact is posted: what the ledger says after each kind of change."""

import re

import pytest
from django.db import IntegrityError
from django.utils import timezone

from jakpreneur.accounts.models import Role
from jakpreneur.acting import acting
from pendampingan.choices import EnrolmentStatus, SessionStatus
from pendampingan.models import Enrolment, LedgerLine, TrainingSession
from tests import make
from tests.sql import rows, set_clock
from umkm.choices import Stage
from umkm.models import Business, Placement, Progress
from umkm.rules.business import close_business, void_business
from umkm.rules.contest import decide_contest
from umkm.rules.merger import merge_businesses, unmerge_business
from umkm.rules.placement import correct_placement

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


def test_taking_a_merger_apart_puts_each_back_where_it_stood():
    first, second, staff = make.business(on="2020-05-01", at="Tebet"), make.business(on="2021-01-04"), make.user()
    merge_businesses(survivor=second, double=first, reason="sama", by=staff)

    unmerge_business(business=first, reason="beda", by=staff)

    assert sorted(lines()[5:]) == [
        (1, "Gambir", "2020-05-01", -1, "unmerged"),
        (1, "Gambir", "2021-01-04", 1, "unmerged"),
        (1, "Tebet", "2020-05-01", 1, "unmerged"),
    ]


def test_facts_of_a_merged_business_count_for_the_one_it_is_merged_into():
    survivor, double = make.business(on="2021-01-04"), make.business(on="2021-01-05")
    merge_businesses(survivor=survivor, double=double, reason="sama", by=make.user())

    make.visit(double, "2021-03-01")

    assert [line[0] for line in lines(double)] == [1, 1]
    assert lines(survivor)[1:] == [(3, "Gambir", "2021-03-01", 1, "recorded")]


def test_a_corrected_registration_takes_along_what_came_before_it():
    business = make.business(on="2021-01-04")
    make.visit(business, "2021-02-01")

    Business.objects.filter(pk=business.pk).update(registered_on="2021-03-01")

    assert lines()[2:] == [
        (1, "Gambir", "2021-01-04", -1, "corrected"),
        (1, "Gambir", "2021-03-01", 1, "corrected"),
        (3, "Gambir", "2021-02-01", -1, "corrected"),
        (3, "Gambir", "2021-03-01", 1, "corrected"),
    ]


def test_a_corrected_place_was_the_place_from_its_start_on():
    business = make.business(on="2021-01-04", at="Gambir")

    correct_placement(
        placement=business.placements.get(),
        kelurahan=make.kelurahan("Tebet"),
        address="",
        reason="keliru",
        by=make.user(),
    )

    assert lines()[1:] == [
        (1, "Gambir", "2021-01-04", -1, "corrected"),
        (1, "Tebet", "2021-01-04", 1, "corrected"),
    ]


def test_a_contested_registration_counts_from_its_registration_on_once_it_is_decided():
    business = make.contested(on="2021-01-04")
    before = lines()

    decide_contest(business=business, owner=make.participant(), reason="KTP dilihat", by=make.user())

    assert before == []
    assert lines() == [(1, "Gambir", "2021-01-04", 1, "decided")]


def test_a_voided_registration_leaves_every_stage():
    business = make.business(on="2021-01-04")
    make.visit(business, "2021-03-01")

    void_business(business=business, reason="bukan usaha", by=make.user())

    assert lines()[2:] == [(1, "Gambir", "2021-01-04", -1, "voided"), (3, "Gambir", "2021-03-01", -1, "voided")]


def test_closing_a_business_takes_nothing_from_a_count():
    business = make.business(on="2021-01-04")

    close_business(business=business, closed_on=make.day("2021-06-01"), reason="tutup", by=make.user())

    assert lines() == [(1, "Gambir", "2021-01-04", 1, "recorded")]


def test_a_cancelled_class_trains_nobody_and_one_opened_again_does():
    business = make.business(on="2021-01-04")
    held = TrainingSession.objects.filter(pk=make.trained(business, "2021-02-01").session_id)

    held.update(status=SessionStatus.CANCELLED, cancel_reason="banjir")
    held.update(status=SessionStatus.OPEN, cancel_reason="")

    assert lines()[2:] == [(2, "Gambir", "2021-02-01", -1, "voided"), (2, "Gambir", "2021-02-01", 1, "corrected")]


def test_days_are_one_persons_and_never_pooled():
    business = make.business(on="2021-01-04")
    partner = make.member(business)
    held = make.session("2021-02-01", "2021-02-02", needed=2)

    make.attendance(make.enrolment(held, business), "2021-02-01")
    make.attendance(make.enrolment(held, business, partner), "2021-02-02")

    assert [line[0] for line in lines()] == [1]


def test_withdrawing_does_not_undo_attended_days():
    business = make.business(on="2021-01-04")
    enrolled = make.trained(business, "2021-02-01")

    Enrolment.objects.filter(pk=enrolled.pk).update(status=EnrolmentStatus.WITHDRAWN)

    assert lines()[1:] == [(2, "Gambir", "2021-02-01", 1, "recorded")]


def test_a_class_asking_for_fewer_days_trains_from_the_earlier_day_on():
    business = make.business(on="2021-01-04")
    enrolled = make.trained(business, "2021-02-01", "2021-02-02")

    TrainingSession.objects.filter(pk=enrolled.session_id).update(days_needed=1)

    assert lines()[2:] == [(2, "Gambir", "2021-02-01", 1, "corrected"), (2, "Gambir", "2021-02-02", -1, "corrected")]


def test_a_late_entry_is_recorded_after_its_day():
    set_clock("2021-05-03 10:00")
    business = make.business(on="2021-01-04")

    line = LedgerLine.objects.get(business=business)
    assert (line.reason, line.effective_on) == ("recorded", make.day("2021-01-04"))
    assert rows("SELECT basis, day FROM pendampingan_tally WHERE day IS NOT NULL ORDER BY basis") == [
        ("now", make.day("2021-01-04")),
        ("then", make.day("2021-05-03")),
    ]


@pytest.mark.parametrize("reason", ["import undone", "rule changed"])
def test_a_reason_that_no_fact_tells_is_set_for_the_transaction(reason):
    business = make.business(on="2021-01-04")
    rows("SELECT set_config('jakpreneur.ledger_reason', %s, true)", [reason])

    void_business(business=business, reason="berkas ditarik", by=make.user())

    assert lines()[1:] == [(1, "Gambir", "2021-01-04", -1, reason)]


def test_no_other_reason_can_be_set():
    rows("SELECT set_config('jakpreneur.ledger_reason', 'because', true)")

    with pytest.raises(IntegrityError, match="ledger_reason_is_known"):
        make.business()


def test_a_line_names_who_acted():
    officer = make.user(Role.OFFICER, at="Gambir")

    with acting(by=officer):
        make.business()

    assert LedgerLine.objects.get().actor == officer


def test_posting_one_fact_reads_by_index_however_many_businesses_there_are():
    """A plan for one business reads no table from end to end (centres and kelurahan apart, which stay small)."""
    make.trained(make.business(), "2021-02-01")
    rows("SET LOCAL enable_seqscan = off")

    plan = "\n".join(
        line for (line,) in rows("EXPLAIN SELECT * FROM implied WHERE business_id = ANY (ARRAY[1, 2]::bigint[])")
    )

    assert re.findall(r"Seq Scan on (?!umkm_kelurahan)\w+|WindowAgg.*", plan) == []


@pytest.mark.parametrize("counted", [False, True])
def test_what_bears_one_fact_out_is_asked_of_its_business_alone(as_owner, counted):
    """Which index is walked depends on whether the tables were counted while they were empty; the condition is within it."""
    make.trained(make.business(), "2021-02-01")
    if counted:
        rows("ANALYZE")
    rows("SET LOCAL enable_seqscan = off")

    plan = "\n".join(
        line for (line,) in rows("EXPLAIN SELECT * FROM borne_out WHERE business_id = ANY (ARRAY[1, 2]::bigint[])")
    )

    # The few photos of an empty table are hashed at once, as they should be; of thousands the index is cheaper.
    assert re.findall(r"Seq Scan on (?!pendampingan_sheetphoto)\w+", plan) == []
    asked = re.findall(r"(?<!Recheck )(?:Cond|Filter): .*survivor = ANY \('\{1,2\}'", plan)
    assert len(asked) == 2  # of attendance and of visits, before anything is grouped
