"""Whatever people do, in whatever order: the ledger is what the facts say, and each day that is over stays what was reported
on it, and sealed as it was."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import LedgerClock, acting
from pendampingan.choices import AttendanceSource, Basis, EnrolmentStatus, Proof, SessionStatus
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.city import city_counts
from pendampingan.models import Attendance, Enrolment, MentoringVisit, SessionDay, SheetPhoto, TrainingSession
from pendampingan.rules.seal import seal_days
from tests import make
from tests.pendampingan.recount import Recount
from tests.sql import rows, set_clock
from umkm.choices import BusinessStatus
from umkm.models import Business, Placement
from umkm.rules.business import close_business, void_business
from umkm.rules.contest import decide_contest
from umkm.rules.merger import merge_businesses, unmerge_business

MORNING = datetime(2021, 2, 28, 9)
CENTRES = ("Gambir", "Tebet", "Menteng")
VOIDED = {"voided_at": datetime(2021, 1, 1, tzinfo=UTC), "void_reason": "salah catat"}
STANDING = {"voided_at": None, "void_reason": ""}

# Few days and few rows, so that things often fall together.
ago = st.integers(0, 8)
pick = st.integers(0, 8)


class City(RuleBasedStateMachine):
    """A few businesses at three centres, and the clock of the city, which only runs forward."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.now = MORNING
        self.reported: dict[date, Counter] = {}
        self.seals: list[tuple] = []
        self.mentor, self.staff = User.objects.get(role=Role.MENTOR), User.objects.get(role=Role.STAFF)

    def teardown(self):
        try:
            assert rows("SELECT what FROM difference") == []
            for day, counts in self.reported.items():
                assert tallied("then", day) == counts, f"as reported on {day}"
                assert on_the_dashboard(day) == counts, f"as the dashboard says for {day}"
        finally:
            transaction.savepoint_rollback(self.savepoint)

    # What the driver needs to choose

    @property
    def today(self) -> date:
        return self.now.date()

    def one_of(self, queryset, n: int):
        """The nth of these rows, counted round and round; None where there is none."""
        found = list(queryset.order_by("pk"))
        return found[n % len(found)] if found else None

    def living(self, n: int):
        return self.one_of(Business.objects.counted(), n)

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    # The clock

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        later = self.now + timedelta(hours=hours)
        counts = Recount().counts
        for past in range((later.date() - self.today).days):
            self.reported[self.today + timedelta(days=past)] = counts
        self.now = later
        set_clock(self.now.isoformat())
        seal_days()
        self.seals = seals()

    # Registering

    @rule(ago=ago, n=pick)
    def register(self, ago, n):
        business = make.business(on=self.day(ago).isoformat(), at=CENTRES[n % 3])
        make.member(business)

    @rule(ago=ago, n=pick)
    def register_contested(self, ago, n):
        make.contested(on=self.day(ago).isoformat(), at=CENTRES[n % 3])

    @rule(n=pick)
    def decide(self, n):
        if contested := self.one_of(Business.objects.living().filter(status=BusinessStatus.CONTESTED), n):
            decide_contest(business=contested, owner=make.participant(), reason="KTP dilihat", by=self.staff)

    @rule(n=pick, ago=ago)
    def correct_registration(self, n, ago):
        if business := self.one_of(Business.objects.all(), n):
            Business.objects.filter(pk=business.pk).update(registered_on=self.day(ago))

    @rule(n=pick)
    def void_business(self, n):
        if business := self.one_of(Business.objects.living().filter(merged=None), n):
            void_business(business=business, reason="salah catat", by=self.staff)

    @rule(n=pick, m=pick)
    def undo_import(self, n, m):
        """Of one or two businesses at once, each with all that was recorded of it since."""
        came = {self.one_of(Business.objects.living().filter(merged=None), each) for each in (n, m)} - {None}
        with acting(by=self.staff, reason="berkas salah"):
            rows("SELECT set_config('jakpreneur.ledger_reason', 'import undone', true)")
            Business.objects.filter(pk__in=[business.pk for business in came]).update(**VOIDED)
            rows("SELECT set_config('jakpreneur.ledger_reason', '', true)")

    @rule(n=pick)
    def close_business(self, n):
        if business := self.one_of(Business.objects.counted().filter(status=BusinessStatus.ACTIVE), n):
            close_business(business=business, closed_on=self.today, reason="pindah", by=self.staff)

    # Mergers

    @rule(n=pick, m=pick)
    def merge(self, n, m):
        survivor, double = self.living(n), self.living(m)
        if survivor != double:
            merge_businesses(survivor=survivor, double=double, reason="sama", by=self.staff)

    @rule(n=pick)
    def unmerge(self, n):
        if merged := self.one_of(Business.objects.standing().exclude(merged_into=None), n):
            unmerge_business(business=merged, reason="beda", by=self.staff)

    # Places

    @rule(n=pick, where=st.sampled_from(CENTRES), ago=ago)
    def move(self, n, where, ago):
        business = self.living(n)
        if business and not business.placements.standing().filter(starts_on=self.day(ago)).exists():
            Placement.objects.create(business=business, kelurahan=make.kelurahan(where), starts_on=self.day(ago))
            self.follow_newest(business)

    @rule(n=pick, where=st.sampled_from(CENTRES))
    def correct_place(self, n, where):
        placement = self.one_of(Placement.objects.standing(), n)
        Placement.objects.filter(pk=placement.pk).update(kelurahan=make.kelurahan(where))
        self.follow_newest(placement.business)

    @rule(n=pick, ago=ago)
    def correct_day_of_move(self, n, ago):
        moves = Placement.objects.standing().exclude(starts_on=None)
        placement = self.one_of(moves, n)
        if placement and not moves.filter(business=placement.business, starts_on=self.day(ago)).exists():
            moves.filter(pk=placement.pk).update(starts_on=self.day(ago))
            self.follow_newest(placement.business)

    @rule(n=pick)
    def void_move(self, n):
        if placement := self.one_of(Placement.objects.standing().exclude(starts_on=None), n):
            Placement.objects.filter(pk=placement.pk).update(**VOIDED)
            self.follow_newest(placement.business)

    def follow_newest(self, business):
        newest = business.placements.standing().order_by(F("starts_on").desc(nulls_last=True)).first()
        Business.objects.filter(pk=business.pk).update(kelurahan=newest.kelurahan)

    # Classes

    @rule(ago=ago, days=st.integers(1, 3), needed=st.integers(1, 3))
    def plan_class(self, ago, days, needed):
        held = [(self.day(ago) + timedelta(days=n)).isoformat() for n in range(days)]
        make.session(*held, needed=min(needed, days))

    @rule(n=pick, m=pick, partner=st.booleans())
    def enrol(self, n, m, partner):
        business = self.one_of(Business.objects.standing().exclude(owner=None), n)
        session = self.one_of(TrainingSession.objects.filter(status=SessionStatus.OPEN), m)
        if business and session:
            membership = business.memberships.first() if partner else None
            who = membership.participant if membership else business.owner
            if not session.enrolments.standing().filter(participant=who).exists():
                make.enrolment(session, business, who)

    @rule(n=pick)
    def tick_every_past_day(self, n):
        if enrolment := self.one_of(Enrolment.objects.standing().filter(session__status=SessionStatus.OPEN), n):
            missed = (
                enrolment.session.days.standing()
                .filter(held_on__lte=self.today)
                .exclude(attendance__in=Attendance.objects.standing().filter(enrolment=enrolment))
            )
            Attendance.objects.bulk_create(
                Attendance(enrolment=enrolment, day=day, source=AttendanceSource.SHEET) for day in missed
            )

    @rule(n=pick)
    def void_attendance(self, n):
        if attendance := self.one_of(Attendance.objects.standing(), n):
            Attendance.objects.filter(pk=attendance.pk).update(**VOIDED)

    @rule(n=pick, status=st.sampled_from(EnrolmentStatus.values))
    def change_enrolment(self, n, status):
        if enrolment := self.one_of(Enrolment.objects.standing(), n):
            waits = status == EnrolmentStatus.WAITLISTED
            Enrolment.objects.filter(pk=enrolment.pk).update(status=status, queued_at=LedgerClock() if waits else None)

    @rule(n=pick)
    def void_enrolment(self, n):
        if enrolment := self.one_of(Enrolment.objects.standing(), n):
            Enrolment.objects.filter(pk=enrolment.pk).update(**VOIDED)

    @rule(n=pick)
    def cancel_class_or_open_it_again(self, n):
        session = self.one_of(TrainingSession.objects.all(), n)
        cancel = session.status != SessionStatus.CANCELLED
        TrainingSession.objects.filter(pk=session.pk).update(
            status=SessionStatus.CANCELLED if cancel else SessionStatus.OPEN,
            cancel_reason="banjir" if cancel else "",
        )

    @rule(n=pick, needed=st.integers(1, 3))
    def change_days_needed(self, n, needed):
        session = self.one_of(TrainingSession.objects.all(), n)
        TrainingSession.objects.filter(pk=session.pk).update(days_needed=needed)

    @rule(n=pick, ago=ago)
    def correct_day_of_class(self, n, ago):
        day = self.one_of(SessionDay.objects.standing(), n)
        if day and not day.session.days.standing().filter(held_on=self.day(ago)).exists():
            SessionDay.objects.filter(pk=day.pk).update(held_on=self.day(ago))

    @rule(n=pick)
    def void_day_of_class(self, n):
        if day := self.one_of(SessionDay.objects.standing(), n):
            SessionDay.objects.filter(pk=day.pk).update(**VOIDED)

    # Visits

    @rule(n=pick, ago=ago)
    def visit(self, n, ago):
        """To any business that stands, merged ones too; late or not, as far back as the registration."""
        if business := self.one_of(Business.objects.standing(), n):
            on = max(self.day(ago), business.registered_on)
            make.visit(business, on.isoformat(), mentor=self.mentor)

    @rule(n=pick, ago=ago)
    def correct_visit(self, n, ago):
        """On the day it was recorded, as far back as the registration."""
        if visit := self.one_of(MentoringVisit.objects.standing().filter(recorded_at__date=self.today), n):
            on = max(self.day(ago), visit.business.registered_on)
            MentoringVisit.objects.filter(pk=visit.pk).update(visited_on=on)

    @rule(n=pick)
    def void_visit_or_take_that_back(self, n):
        if visit := self.one_of(MentoringVisit.objects.all(), n):
            MentoringVisit.objects.filter(pk=visit.pk).update(**STANDING if visit.voided_at else VOIDED)

    # What proves it

    @rule(n=pick, proof=st.sampled_from(Proof.values))
    def prove_attendance(self, n, proof):
        if attendance := self.one_of(Attendance.objects.all(), n):
            Attendance.objects.filter(pk=attendance.pk).update(proof=proof)

    @rule(n=pick)
    def verify_attendance_or_take_that_back(self, n):
        if attendance := self.one_of(Attendance.objects.all(), n):
            word = None if attendance.verified_by else self.staff
            Attendance.objects.filter(pk=attendance.pk).update(verified_by=word)

    @rule(n=pick)
    def photograph_a_sheet(self, n):
        if day := self.one_of(SessionDay.objects.all(), n):
            make.sheet_photo(day)

    @rule(n=pick)
    def void_photo_or_take_that_back(self, n):
        if photo := self.one_of(SheetPhoto.objects.all(), n):
            SheetPhoto.objects.filter(pk=photo.pk).update(**STANDING if photo.voided_at else VOIDED)

    @rule(n=pick, proof=st.sampled_from(Proof.values))
    def prove_visit(self, n, proof):
        if visit := self.one_of(MentoringVisit.objects.all(), n):
            MentoringVisit.objects.filter(pk=visit.pk).update(proof=proof)

    @rule(n=pick)
    def verify_visit_or_take_that_back(self, n):
        if visit := self.one_of(MentoringVisit.objects.all(), n):
            word = None if visit.verified_by else self.staff
            MentoringVisit.objects.filter(pk=visit.pk).update(verified_by=word)

    @rule()
    def fold(self):
        rows("SELECT fold_tally()")

    # What holds after every step

    @invariant()
    def everything_is_what_the_facts_say(self):
        rows("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        recount = Recount()
        assert ledger() == {line: net for line, net in recount.lines.items() if net}
        assert progress() == recount.progress
        assert tallied("now", self.today) == tallied("then", self.today) == recount.counts

    @invariant()
    def no_day_that_is_over_changes(self):
        assert reported_from_lines(list(self.reported)) == {day: net for day, net in self.reported.items() if net}
        assert seals() == self.seals

    @invariant()
    def a_business_counts_once_or_not_at_all(self):
        sums = rows("SELECT DISTINCT sum(delta) FROM pendampingan_ledger GROUP BY business_id, stage")
        assert {total for (total,) in sums} <= {0, 1}


def ledger() -> dict:
    return {
        (business, stage, centre, on): net
        for business, stage, centre, on, net in rows(
            "SELECT business_id, stage, centre_id, effective_on, sum(delta) FROM pendampingan_ledger"
            " GROUP BY 1, 2, 3, 4 HAVING sum(delta) <> 0"
        )
    }


def progress() -> dict:
    return {
        business: tuple(rest)
        for business, *rest in rows(
            "SELECT business_id, centre_id, registered_on, trained_on, mentored_on, trained_and_mentored_on, furthest,"
            " trained_proven_on, trained_verified_on, mentored_proven_on, mentored_verified_on FROM umkm_progress"
        )
    }


def tallied(basis: str, day: date) -> Counter:
    """The businesses in each (stage, centre) up to a day, read as a dashboard does: whole months, then days."""
    counts = rows(
        "SELECT stage, centre_id, sum(net) FROM pendampingan_tally WHERE basis = %(basis)s AND"
        " (day IS NULL AND month < date_trunc('month', %(day)s::date)"
        "  OR month = date_trunc('month', %(day)s::date) AND day <= %(day)s) GROUP BY 1, 2 HAVING sum(net) <> 0",
        {"basis": basis, "day": day},
    )
    return Counter({(stage, centre): net for stage, centre, net in counts})


def reported_from_lines(days: list[date]) -> dict[date, Counter]:
    """What each day reported of each (stage, centre): what was effective and recorded by its end, summed line by line."""
    found = defaultdict(Counter)
    for day, stage, centre, net in rows(
        "SELECT day, stage, centre_id, sum(delta) FROM unnest(%s::date[]) day JOIN pendampingan_ledger"
        " ON effective_on <= day AND recorded_at < (day + 1)::timestamp AT TIME ZONE 'Asia/Jakarta'"
        " GROUP BY 1, 2, 3 HAVING sum(delta) <> 0",
        [days],
    ):
        found[day][stage, centre] = net
    return dict(found)


def on_the_dashboard(day: date) -> Counter:
    """The same, as the product's own dashboards say that it was reported then."""
    city = city_counts(AsOf(day, Basis.THEN))
    return Counter(
        {
            (stage, centre.centre.pk): net
            for centre in city.centres
            for stage, net in centre.reached.by_stage.items()
            if net
        }
    )


def seals() -> list[tuple]:
    return rows("SELECT day, lines, sha256 FROM pendampingan_seal ORDER BY day")


@pytest.fixture
def a_lived_in_city(db):
    """So that each step, even the first, meets something it can change."""
    set_clock(MORNING.isoformat())
    staff, mentor = make.user(Role.STAFF), make.user(Role.MENTOR)
    basic = make.session("2021-02-25", "2021-02-26", needed=2)
    businesses = [make.business(on="2021-02-24", at=centre) for centre in CENTRES]
    for business in businesses:
        make.attendance(make.enrolment(basic, business))
        make.visit(business, "2021-02-27", mentor=mentor)
    merge_businesses(survivor=businesses[0], double=businesses[1], reason="sama", by=staff)


def test_any_sequence_leaves_what_a_recount_finds(a_lived_in_city):
    run_state_machine_as_test(
        City,
        settings=settings(
            max_examples=100,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
