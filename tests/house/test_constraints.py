"""Every invariant has a name, and the database refuses whoever breaks it, by that name."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.db.models import F

from jakpreneur.accounts.models import Role
from jakpreneur.acting import acting
from pendampingan.choices import AttendanceSource, EnrolmentStatus, SampleResult, SessionStatus, Unit
from pendampingan.models import (
    Attendance,
    Certificate,
    Citation,
    Enrolment,
    Measure,
    MentoringVisit,
    MonthClose,
    PublishedFigure,
    Sampled,
    SessionDay,
    SheetPhoto,
    SignalLook,
    Target,
    Topic,
)
from pendampingan.rules.seal import seal_days
from tests import make
from tests.sql import owners_rights
from umkm.choices import BusinessStatus, ConsentPurpose, Tie
from umkm.models import (
    Agency,
    Assignment,
    Boundary,
    Business,
    CentreStaff,
    Consent,
    Disclosure,
    Distinction,
    Draft,
    Fact,
    Handover,
    Kbli,
    Kelurahan,
    Membership,
    Placement,
    SavedFilter,
)

pytestmark = pytest.mark.django_db

PAST, FUTURE, MISTYPED = "2021-03-01", "2999-01-01", "0021-10-25"
VOIDED = {"voided_at": datetime(2021, 3, 1, tzinfo=UTC), "void_reason": "salah catat"}


# One row of each table


def person():
    return make.participant()


def business():
    return make.business()


def placement():
    return business().placements.get()


def membership():
    of = business()
    make.member(of)
    return of.memberships.get()


def boundary(**words):
    drawn = {"path": "M10 20l5 0 0 5-5 0z", "left": 10, "top": 20, "right": 15, "bottom": 25}
    return Boundary.objects.create(centre=make.centre(), **drawn | words)


def membership_of_owner():
    """Voided, so that it stands beside its owner."""
    of = business()
    return Membership.objects.create(business=of, participant=of.owner, tie=Tie.PARTNER, **VOIDED)


def assignment(of: Business | None = None):
    return Assignment.objects.create(business=of or business(), mentor=make.user(Role.MENTOR), starts_on=PAST)


def consent(**words):
    words = {"purpose": ConsentPurpose.PUBLICATION, "given": True, "text_version": "2021-1"} | words
    return Consent.objects.create(business=business(), **words)


def distinction(of: list[Business] | None = None, **words):
    first, second = sorted(of or [business(), business()], key=lambda each: each.pk)
    return Distinction.objects.create(**{"first": first, "second": second, "reason": "dua kios"} | words)


def saved_filter(**words):
    words = {"user": words.get("user") or make.user(), "of": "usaha", "name": "Saya", "query": "sektor=jasa"} | words
    return SavedFilter.objects.create(**words)


def handover():
    of = business()
    return Handover.objects.create(business=of, giver=person(), taker=of.owner, handed_over_on=PAST, reason="dijual")


def disclosure(**words):
    words = {"what": "nik", "reason": "KTP dicocokkan", "by": make.user(), "ask": uuid4()} | words
    return Disclosure.objects.create(participant=person(), **words)


def draft(**words):
    words = {"key": uuid4(), "clerk": make.user(), "saved_at": VOIDED["voided_at"], "typed": {}} | words
    return Draft.objects.create(**words)


def signal_look(**words):
    seen = {
        "kind": "kunjungan",
        "key": "1-2021-03-01",
        "first_on": PAST,
        "last_on": PAST,
        "number": 13,
        "note": "bazar",
    }
    return SignalLook.objects.create(**{"by": make.user()} | seen | words)


def session():
    return make.session(PAST)


def session_day():
    return session().days.get()


def enrolment():
    return make.enrolment(session(), business())


def attendance():
    (ticked,) = make.attendance(enrolment())
    return ticked


def tick(enrolled: Enrolment, day: SessionDay | None = None):
    return Attendance.objects.create(
        enrolment=enrolled, day=day or enrolled.session.days.get(), source=AttendanceSource.SHEET
    )


def visit(**words):
    return make.visit(business(), PAST, **words)


def visit_of_yesterday(**words):
    make.clock("2021-06-01 09:00")
    made = visit(**words)
    make.clock("2021-06-02 09:00")
    return made


def target(**words):
    words = {"value": 1, "starts_on": "2021-01-01", "ends_on": "2021-12-31", "source": "Pergub"} | words
    return Target.objects.create(**words)


def photo(**words):
    words = {"day": session_day(), "jpeg": b"", "width": 1, "height": 1} | words
    return SheetPhoto.objects.create(**words)


def citation(**words):
    words = {"figure": "terdaftar", "day": PAST, "known_on": PAST} | words
    return Citation.objects.create(**words)


def certificate(of: Enrolment | None = None):
    return Certificate.objects.create(enrolment=of or enrolment())


def share(of: Target):
    return target(city_target=of, centre=make.centre())


def measure(**words):
    words = {"code": "terdaftar", "stage": 1, "unit": Unit.BUSINESS, "valid_from": "2021-01-01"} | words
    return Measure.objects.create(indonesian="Terdaftar", english="Registered", **words)


def figure(**words):
    words = {"as_of": PAST, "stage": 1, "value": 1, "source": "pidato"} | words
    return PublishedFigure.objects.create(**words)


def sample(**words):
    return make.sample(business(), **words)


def sampled(**words):
    (drawn,) = sample().businesses.all()
    put(drawn, **words)
    return drawn


def answered(result: SampleResult, **words):
    return sampled(**{"result": result, "entered_by": make.user(), "entered_at": VOIDED["voided_at"]} | words)


def drawn_beside(first: Sampled, **words):
    words = {"business": business(), "position": 2} | words
    return Sampled.objects.create(sample=first.sample, centre=first.centre, **words)


def closed(**words):
    return MonthClose.objects.create(**{"month": PAST} | words)


#: What is corrected by a new row, each with a column in which two rows differ.
REPLACING = {
    "target": lambda n, **words: target(value=n, **words),
    "measure": lambda n, **words: measure(code=f"ukuran-{n}", **words),
    "publishedfigure": lambda n, **words: figure(source=f"pidato {n}", **words),
}


ONE = {
    "participant": person,
    "business": business,
    "placement": placement,
    "membership": membership,
    "handover": handover,
    "assignment": assignment,
    "consent": consent,
    "distinction": distinction,
    "trainingsession": session,
    "sessionday": session_day,
    "enrolment": enrolment,
    "attendance": attendance,
    "mentoringvisit": visit,
    "certificate": certificate,
    "sheetphoto": photo,
    "target": target,
    "measure": measure,
    "publishedfigure": figure,
    "sample": sample,
    "sampled": sampled,
}


# How each is broken


def put(row, **columns):
    type(row).objects.filter(pk=row.pk).update(**columns)


def twice(make_one, *columns: str):
    """A second row with these columns of the first."""
    first, second = make_one(), make_one()
    put(second, **{column: getattr(first, column) for column in columns})


def by_the_owner(statement: str):
    with owners_rights() as cursor:
        cursor.execute(statement)


def recorded_after_its_day_was_sealed():
    make.clock("2021-03-01 09:00")
    business()
    make.clock("2021-03-02 09:00")
    seal_days()
    by_the_owner(LINE.format(1, "recorded"))


def merge_into_a_voided_one():
    voided = business()
    put(voided, **VOIDED)
    put(business(), same_as=voided, merged_into=voided)


def second_post():
    officer = make.user(Role.OFFICER, at="Gambir")
    CentreStaff.objects.create(user=officer, centre=make.centre(), agency=Agency.objects.first())


def enrolled_in(**words):
    enrolled = enrolment()
    put(enrolled.session, **words)
    return enrolled


def full_class(of: int):
    full = make.session(PAST, capacity=of)
    for _ in range(of):
        make.enrolment(full, business())
    return full


def enrolled_on_a_voided_day():
    enrolled = enrolment()
    put(enrolled.session.days.get(), **VOIDED)
    return enrolled


def voided_business():
    of = business()
    put(of, **VOIDED)
    return of


def verified_by_its_author(fact):
    author = make.user()
    put(fact, recorded_by=author, verified_by=author)


def possible_double(first: int, second: int, times: int = 1):
    for _ in range(times):
        by_the_owner(f"INSERT INTO umkm_possibledouble (first_id, second_id) VALUES ({first}, {second})")


def replaced_by_two(one):
    wrong = one(1, **VOIDED)
    for n in (2, 3):
        one(n, replaces=wrong)


def in_place_of_itself(one):
    row = one(1, **VOIDED)
    put(row, replaces=row)


def result_by_its_maker():
    clerk = make.user()
    make.clock("2021-03-01 09:00")
    with acting(by=clerk):
        registered = make.business(on=PAST)
    make.clock("2021-03-02 09:00")
    (drawn,) = make.sample(registered).businesses.all()
    put(drawn, result=SampleResult.CONFIRMED, entered_by=clerk, entered_at=VOIDED["voided_at"])


LINE = (
    "INSERT INTO pendampingan_ledger"
    " (business_id, centre_id, stage, effective_on, recorded_at, delta, evidence_kind, evidence_id, reason)"
    " VALUES (1, 1, 1, '2021-03-01', '2021-03-01', {}, 'business', 1, '{}')"
)
SEAL = "INSERT INTO pendampingan_seal (day, lines, sha256, sealed_at) VALUES ('2021-03-01', {}, '{}', '2021-03-02')"

FIGURE = "INSERT INTO pendampingan_reportedfigure (close_id, centre_id, stage, value, added) VALUES ({close}, {centre}, 1, 9, 9)"

BREACHES = {
    f"{name}_voided_with_reason": lambda one=one: put(one(), voided_at=VOIDED["voided_at"])
    for name, one in ONE.items()
    if name != "placement"
} | {
    "placement_voided_with_reason": lambda: put(placement(), starts_on=PAST, voided_at=VOIDED["voided_at"]),
    # Places and people
    "user_role_is_known": lambda: put(make.user(), role="x"),
    "installation_is_one_row": lambda: by_the_owner(
        "INSERT INTO audit_installation (kind, \"only\") VALUES ('test', false)"
    ),
    "installation_kind_is_known": lambda: by_the_owner("UPDATE audit_installation SET kind = 'x'"),
    "centre_code_is_a_kecamatan": lambda: put(make.centre(), code="31"),
    "centre_has_its_own_tile": lambda: put(
        make.centre("Tebet"), tile_column=make.centre().tile_column, tile_row=make.centre().tile_row
    ),
    "centre_staff_once": second_post,
    "kelurahan_name_once_a_centre": lambda: Kelurahan.objects.filter(centre=make.centre()).update(name="Gambir"),
    "kelurahan_keeps_its_centre": lambda: put(make.kelurahan(), centre=make.centre("Tebet")),
    "boundary_is_path_data": lambda: boundary(path='M1 2l3 4z"/>'),
    "boundary_has_an_extent": lambda: boundary(right=10),
    "kbli_once_an_edition": lambda: Kbli.objects.filter(division="56").update(code="56102"),
    "kbli_has_five_digits": lambda: Kbli.objects.filter(code="56102").update(code="5610", division="56"),
    "kbli_begins_with_its_division": lambda: Kbli.objects.filter(code="56102").update(division="47"),
    "kbli_is_titled": lambda: Kbli.objects.filter(code="56102").update(title=""),
    "participant_nik_once": lambda: twice(person, "nik"),
    "participant_name_is_given": lambda: put(person(), name=""),
    "participant_sex_is_known": lambda: put(person(), sex="x"),
    "participant_disability_is_known": lambda: put(person(), disability="x"),
    "participant_born_in_the_past": lambda: put(person(), born_on=FUTURE),
    "participant_home_city_is_outside": lambda: put(person(), kelurahan=make.kelurahan(), home_city="Bekasi"),
    "membership_tie_is_known": lambda: put(membership(), tie="x"),
    "saved_filter_once_a_name": lambda: (saved := saved_filter()) and saved_filter(user=saved.user),
    "saved_filter_is_given": lambda: saved_filter(name=""),
    "saved_filter_is_of_a_list": lambda: saved_filter(of="kelas"),
    "membership_once": lambda: twice(membership, "business", "participant"),
    "membership_not_of_owner": lambda: put(membership_of_owner(), voided_at=None, void_reason=""),
    # Businesses
    "business_number_checks": lambda: make.business(number="JP-0"),
    "business_number_check_digit": lambda: make.business(number="JP-00000018"),
    "business_keeps_its_number": lambda: put(business(), slip="ABCDEFGHJKMN"),
    "business_name_is_given": lambda: put(business(), name=""),
    "business_once_an_owner_and_kelurahan": lambda: twice(business, "owner", "name_key"),
    "business_nib_once": lambda: Business.objects.filter(pk__in=[business().pk, business().pk]).update(
        nib="9120101234567"
    ),
    "business_nib_has_13_digits": lambda: put(business(), nib="912010123456"),
    "business_kbli_names_its_version": lambda: put(business(), kbli="56101"),
    "business_sector_is_known": lambda: put(business(), sector="x"),
    "business_channel_is_known": lambda: put(business(), channel="x"),
    "business_status_is_known": lambda: put(business(), status="x"),
    "business_without_owner_is_contested": lambda: put(business(), owner=None),
    "business_closed_on_a_day": lambda: put(business(), status=BusinessStatus.CLOSED),
    "business_closed_by_today": lambda: put(business(), status=BusinessStatus.CLOSED, closed_on=FUTURE),
    "business_closed_since_the_programme": lambda: put(business(), status=BusinessStatus.CLOSED, closed_on=MISTYPED),
    "business_registered_since_the_programme": lambda: put(business(), registered_on=MISTYPED),
    "business_registered_by_today": lambda: put(business(), registered_on=FUTURE),
    "business_started_by_today": lambda: put(business(), started_on=FUTURE),
    "business_money_is_not_negative": lambda: put(business(), capital=-1),
    "business_merged_by_decision": lambda: put(business(), merged_into=business()),
    "business_merged_into_living": merge_into_a_voided_one,
    "business_is_placed": lambda: put(business(), kelurahan=make.kelurahan("Tebet")),
    "placement_first_one_stands": lambda: put(placement(), **VOIDED),
    "placement_started_by_today": lambda: put(placement(), starts_on=FUTURE),
    "placement_started_since_the_programme": lambda: put(placement(), starts_on=MISTYPED),
    "placement_once_a_day": lambda: Placement.objects.create(business=business(), kelurahan=make.kelurahan()),
    "assignment_one_open": lambda: [assignment(of) for of in [business()] * 2],
    "assignment_ends_after_it_starts": lambda: put(assignment(), ends_on="2021-02-28"),
    "assignment_started_by_today": lambda: put(assignment(), starts_on=FUTURE),
    "assignment_started_since_the_programme": lambda: put(assignment(), starts_on=MISTYPED),
    "consent_purpose_is_known": lambda: put(consent(), purpose="x"),
    "consent_partner_only_for_sharing": lambda: put(consent(), partner="Bank DKI"),
    "consent_names_its_text": lambda: put(consent(), text_version=""),
    "possible_double_of_two": lambda: possible_double(2, 1),
    "possible_double_once": lambda: possible_double(1, 2, times=2),
    "distinction_of_two": lambda: distinction([business()] * 2),
    "distinction_once": lambda: [distinction(of) for of in [[business(), business()]] * 2],
    "distinction_says_why": lambda: distinction(reason=""),
    "handover_between_two": lambda: put(handover(), giver=F("taker")),
    "handover_by_today": lambda: put(handover(), handed_over_on=FUTURE),
    "handover_since_the_programme": lambda: put(handover(), handed_over_on=MISTYPED),
    "handover_has_a_reason": lambda: put(handover(), reason=" "),
    "disclosure_of_one_number": lambda: disclosure(what="npwp"),
    "disclosure_has_a_reason": lambda: disclosure(reason="cek KTP"),
    "disclosure_once_an_ask": lambda: [disclosure(ask=ask) for ask in [uuid4()] * 2],
    "draft_is_typed_or_registered": lambda: draft(business=business()),
    "draft_registered_once": lambda: [draft(typed=None, business=of) for of in [business()] * 2],
    # Signals
    "signal_look_kind_is_known": lambda: signal_look(kind="x"),
    "signal_look_is_of_something": lambda: signal_look(number=0),
    "signal_look_runs_forward": lambda: signal_look(last_on="2021-02-28"),
    "signal_look_says_what_was_found": lambda: signal_look(note=" - "),
    # Classes
    "topic_code_once": lambda: Topic.objects.filter(code="kemasan").update(code="keuangan"),
    "topic_name_once": lambda: Topic.objects.filter(code="kemasan").update(name="KEUANGAN"),
    "topic_is_named": lambda: Topic.objects.filter(code="kemasan").update(name=""),
    "session_title_is_given": lambda: put(session(), title=""),
    "session_has_room": lambda: put(session(), capacity=0),
    "session_needs_a_day": lambda: put(session(), days_needed=0),
    "session_status_is_known": lambda: put(session(), status="x"),
    "session_cancelled_with_reason": lambda: put(session(), status=SessionStatus.CANCELLED),
    "session_day_once": lambda: SessionDay.objects.create(session=session(), held_on=PAST),
    "session_day_ends_after_it_starts": lambda: put(session_day(), starts_at="10:00", ends_at="09:00"),
    "enrolment_once": lambda: twice(enrolment, "session", "participant"),
    "enrolment_status_is_known": lambda: put(enrolment(), status="x"),
    "session_holds_its_people": lambda: put(full_class(of=2), capacity=1),
    "enrolment_within_capacity": lambda: make.enrolment(full_class(of=2), business()),
    "enrolment_waits_since": lambda: put(enrolment(), status=EnrolmentStatus.WAITLISTED),
    "enrolment_came_as_is_known": lambda: put(enrolment(), came_as="x"),
    "enrolment_came_on_a_day": lambda: put(enrolment(), came_as=EnrolmentStatus.WITHDRAWN),
    "enrolment_called_after_moving_up": lambda: put(enrolment(), called_at=VOIDED["voided_at"]),
    "enrolment_of_owner_or_member": lambda: make.enrolment(session(), business(), person()),
    "enrolment_not_for_voided_business": lambda: make.enrolment(session(), voided_business()),
    "attendance_once_a_day": lambda: tick(attendance().enrolment),
    "attendance_source_is_known": lambda: put(attendance(), source="x"),
    "attendance_proof_is_known": lambda: put(attendance(), proof="x"),
    "attendance_verified_by_another": lambda: verified_by_its_author(attendance()),
    "attendance_in_its_class": lambda: tick(enrolment(), session_day()),
    "attendance_not_in_cancelled_class": lambda: tick(
        enrolled_in(status=SessionStatus.CANCELLED, cancel_reason="banjir")
    ),
    "attendance_not_in_closed_class": lambda: tick(enrolled_in(status=SessionStatus.CLOSED)),
    "attendance_not_voided": lambda: tick(enrolled_on_a_voided_day()),
    "attendance_keeps_its_seat": lambda: put(attendance(), enrolment=enrolment()),
    "attendance_by_today": lambda: tick(make.enrolment(make.session(FUTURE), business())),
    # Proof and certificates
    "photo_is_small": lambda: photo(jpeg=b" " * 600_001),
    "certificate_once": lambda: [certificate(of) for of in [enrolment()] * 2],
    "certificate_number_is_one": lambda: Certificate.objects.create(enrolment=enrolment(), number="JP-00000013"),
    "certificate_withdrawn_with_reason": lambda: put(certificate(), withdrawn_at=VOIDED["voided_at"]),
    "certificate_keeps_its_number": lambda: put(certificate(), code="ABCDEFGHJKMN"),
    # Visits
    "visit_by_today": lambda: put(visit(), visited_on=FUTURE),
    "visit_mode_is_known": lambda: put(visit(), mode="x"),
    "visit_lasts_a_while": lambda: put(visit(), minutes=0),
    "visit_due_date_has_a_step": lambda: put(visit(), next_step_due=PAST),
    "visit_sales_are_not_negative": lambda: put(visit(), monthly_sales=-1),
    "visit_after_registration": lambda: make.visit(make.business(on=PAST), "2021-02-28"),
    "visit_changes_on_its_day": lambda: put(visit_of_yesterday(), minutes=90),
    "visit_topics_are_known": lambda: put(visit(), topics=["x"]),
    "visit_not_to_voided_business": lambda: make.visit(voided_business(), PAST),
    "mentoringvisit_proof_is_known": lambda: put(visit(), proof="x"),
    "mentoringvisit_verified_by_another": lambda: verified_by_its_author(visit()),
    # The ledger, and what is held against it
    "ledger_moves_by_one": lambda: by_the_owner(LINE.format(2, "recorded")),
    "ledger_reason_is_known": lambda: by_the_owner(LINE.format(1, "because")),
    "ledger_day_is_open": lambda: recorded_after_its_day_was_sealed(),
    "seal_is_sha256": lambda: by_the_owner(SEAL.format(0, "x" * 64)),
    "seal_counts_lines": lambda: by_the_owner(SEAL.format(-1, "0" * 64)),
    "citation_once": lambda: [citation(), citation()],
    "citation_of_a_known_figure": lambda: citation(figure="x"),
    "citation_about_no_later_day": lambda: citation(day="2021-03-02"),
    "citation_knowledge_is_over": lambda: citation(known_on=FUTURE),
    "replaced_is_voided": lambda: target(replaces=target()),
    "target_share_is_of_city": lambda: put(share(target()), ends_on="2021-12-30"),
    "target_value_is_possible": lambda: put(target(), value=0),
    "target_since_the_programme": lambda: put(target(), starts_on=MISTYPED),
    "target_ends_this_century": lambda: put(target(), ends_on="2121-12-31"),
    "target_period_runs_forward": lambda: put(target(), ends_on="2020-01-01"),
    "target_names_its_source": lambda: put(target(), source=""),
    "target_of_a_centre_is_a_share": lambda: put(target(), centre=make.centre()),
    "target_main_once": lambda: put(target(), is_main=True),
    "target_share_once": lambda: [share(of) for of in [target()] * 2],
    "measure_is_worded": lambda: put(measure(), english=""),
    "measure_since_the_programme": lambda: put(measure(), valid_from=MISTYPED),
    "measure_stage_is_known": lambda: put(measure(), stage=8),
    "measure_unit_is_known": lambda: put(measure(), unit="x"),
    "measure_period_runs_forward": lambda: put(measure(), valid_to="2020-01-01"),
    "measure_once_a_period": lambda: [measure(), measure()],
    "published_value_is_possible": lambda: put(figure(), value=100_000_001),
    "published_since_the_programme": lambda: put(figure(), as_of=MISTYPED),
    "published_by_today": lambda: put(figure(), as_of=FUTURE),
    "published_stage_is_known": lambda: put(figure(), stage=8),
    "published_figure_names_its_source": lambda: put(figure(), source=""),
    "published_figure_once": lambda: [figure(), figure()],
    # Closed months
    "monthclose_once": lambda: [closed(), closed()],
    "monthclose_of_a_whole_month": lambda: closed(month=PAST[:-2] + "02"),
    "monthclose_since_the_programme": lambda: closed(month="2017-09-01"),
    "monthclose_month_is_over": lambda: closed(month="2999-01-01"),
    "reportedfigure_once": lambda: by_the_owner(FIGURE.format(close=closed().pk, centre=make.centre().pk)),
    "ledger_late_line_says_why": lambda: closed() and business(),
}
BREACHES |= {
    # Samples
    "sample_group_is_known": lambda: sample(group="x"),
    "sample_since_the_programme": lambda: sample(per=MISTYPED),
    "sample_known_after_its_day": lambda: sample(known_on="2021-02-28"),
    "sample_of_a_day_that_is_over": lambda: sample(known_on=FUTURE),
    "sample_size_is_possible": lambda: sample(size=1001),
    "sample_seed_is_plain": lambda: sample(seed="benih satu"),
    "sample_strata_are_of_the_city": lambda: sample(centre=make.centre(), stratified=True),
    "sample_of_somebody": lambda: make.sample(size=1),
    "sample_drawn_once": lambda: [sample(), sample()],
    "sample_is_whole": lambda: sample(size=2, population=2),
    "sample_keeps_its_draw": lambda: put(sample(), seed="lain"),
    "sampled_position_once": lambda: drawn_beside(sampled(), position=1),
    "sampled_once": lambda: (first := sampled()) and drawn_beside(first, business=first.business),
    "sampled_position_counts_from_one": lambda: drawn_beside(sampled(), position=0),
    "sampled_result_is_known": lambda: answered("x"),
    "sampled_result_has_its_author": lambda: sampled(result=SampleResult.CONFIRMED),
    "sampled_wrong_says_what": lambda: answered(SampleResult.WRONG),
    "sampled_result_by_another": result_by_its_maker,
}
BREACHES |= {f"{name}_replaced_once": lambda one=one: replaced_by_two(one) for name, one in REPLACING.items()}
BREACHES |= {
    f"{name}_replaces_an_earlier_one": lambda one=one: in_place_of_itself(one) for name, one in REPLACING.items()
}


@pytest.mark.parametrize("name", BREACHES)
def test_the_database_refuses_by_name(name):
    with pytest.raises(IntegrityError) as refused:
        broken(BREACHES[name])

    assert refused.value.__cause__.diag.constraint_name == name


def broken(breach) -> None:
    breach()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_day_that_somebody_attended_is_not_moved_to_the_future():
    day = attendance().day

    with pytest.raises(IntegrityError, match="somebody was there") as refused:
        put(day, held_on=FUTURE)

    assert refused.value.__cause__.diag.constraint_name == "attendance_by_today"


@pytest.mark.parametrize("one", REPLACING.values(), ids=REPLACING)
def test_what_was_replaced_does_not_stand_again(one):
    wrong = one(1, **VOIDED)
    one(2, replaces=wrong)

    with pytest.raises(IntegrityError, match="was replaced and is not voided") as refused:
        broken(lambda: put(wrong, voided_at=None, void_reason=""))

    assert refused.value.__cause__.diag.constraint_name == "replaced_is_voided"


def test_a_tick_does_not_become_one_of_another_day():
    ticked = attendance()
    other = ticked.enrolment.session.days.create(held_on="2021-03-02")

    with pytest.raises(IntegrityError, match="void it and tick anew") as refused:
        put(ticked, day=other)

    assert refused.value.__cause__.diag.constraint_name == "attendance_keeps_its_seat"


OTHERWISE = {
    "business": lambda: business(),
    "mentor": lambda: make.user(Role.MENTOR),
    "centre": lambda: make.centre("Tebet"),
    "visited_on": lambda: "2021-03-02",
    "mode": lambda: "phone",
    "minutes": lambda: 90,
    "topics": lambda: ["kemasan"],
    "notes": lambda: "Stok ditambah",
    "next_step": lambda: "Foto produk",
    "next_step_due": lambda: "2021-06-09",
    "monthly_sales": lambda: 1,
    "recorded_at": lambda: "2021-06-02 08:00+07",
    "recorded_by": lambda: make.user(),
}
LATER = {"id", "voided_at", "voided_by", "void_reason", "proof", "verified_by"}


@pytest.mark.parametrize("column", OTHERWISE)
def test_no_column_of_a_visit_changes_after_its_day(column):
    visited = visit_of_yesterday(notes="Bertemu pemilik", next_step="Izin")

    with pytest.raises(IntegrityError, match="this change of a visit is impossible") as refused:
        put(visited, **{column: OTHERWISE[column]()})

    assert refused.value.__cause__.diag.constraint_name == "visit_changes_on_its_day"


def test_every_column_of_a_visit_is_changed_above():
    assert set(OTHERWISE) == {field.name for field in MentoringVisit._meta.fields} - LATER


def test_the_notes_of_a_visit_are_blanked_on_any_day():
    visited = visit_of_yesterday(notes="Bertemu pemilik")

    put(visited, notes="")

    visited.refresh_from_db()
    assert visited.notes == ""


def test_a_tick_of_a_closed_class_is_not_voided():
    ticked = attendance()
    put(ticked.enrolment.session, status=SessionStatus.CLOSED)

    with pytest.raises(IntegrityError, match="this class is closed") as refused:
        put(ticked, **VOIDED)

    assert refused.value.__cause__.diag.constraint_name == "attendance_not_in_closed_class"


def test_a_move_taken_from_one_business_to_another_is_missed_at_the_first():
    moved, other = make.business(at="Gambir"), make.business(at="Tebet")
    move = moved.placements.create(kelurahan=make.kelurahan("Tebet"), starts_on=PAST)
    put(moved, kelurahan=make.kelurahan("Tebet"))

    with pytest.raises(IntegrityError, match=f"business {moved.pk} needs") as refused:
        broken(lambda: put(move, business=other))

    assert refused.value.__cause__.diag.constraint_name == "business_is_placed"


def test_every_constraint_is_broken_above():
    declared = {
        constraint.name
        for model in apps.get_models()
        if model._meta.app_config.name.split(".")[0] in ("jakpreneur", "umkm", "pendampingan")
        for constraint in model._meta.constraints
    }
    with connection.cursor() as cursor:
        # Django names the check of a positive number …_check by itself.
        cursor.execute(
            "SELECT conname::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'x')"
            " AND conname NOT LIKE '%\\_check' AND conrelid::regclass::text NOT LIKE 'axes%'"
        )
        installed = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosrc LIKE '%CONSTRAINT = %'"
        )
        raised = {
            name
            for (source,) in cursor.fetchall()
            for name in re.findall(r"(?:CONSTRAINT = |THEN |ELSE )'([a-z]+_[a-z_]+)'", source)
        }

    assert set(BREACHES) == declared | installed | raised


def test_one_row_of_every_fact_is_made_above():
    assert set(ONE) == {model._meta.model_name for model in Fact.__subclasses__()}
