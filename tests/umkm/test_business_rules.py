"""What the rules of a business write, and what they refuse, beside which field."""

import datetime
import re

import pytest
from django.utils import timezone

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, refusal, register
from umkm.choices import BusinessStatus, Sector
from umkm.models import Assignment, Business, Participant
from umkm.rules.assignment import assign_mentor, end_assignment
from umkm.rules.business import (
    close_business,
    edit_business,
    reopen_business,
    void_business,
)
from umkm.rules.consent import record_consent
from umkm.rules.contest import decide_contest
from umkm.rules.merger import merge_businesses, unmerge_business
from umkm.rules.ownership import hand_over
from umkm.rules.placement import correct_placement, move_business

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)


def stage_dates(business):
    business.refresh_from_db()
    return business.progress.registered_on


# Registering


def test_a_registration_makes_owner_business_and_first_place_and_counts(staff):
    business = register(staff, nib="9120101234567")

    assert business.number.startswith("JP-")
    assert (business.owner.name, business.name_key, business.recorded_by) == ("Siti Aminah", "bu siti", staff)
    assert list(business.placements.values_list("address", "starts_on")) == [("Jalan Juanda 1", None)]
    assert (business.progress.centre.name, business.progress.registered_on) == ("Gambir", make.day("2021-01-04"))


def test_the_same_nik_is_the_same_person_and_only_what_was_missing_is_added(staff):
    siti = person(phone="+6281234567890")
    register(staff, owner=siti)

    again = register(
        staff,
        owner=person("AMINAH, Siti S.E.", nik=siti.nik, phone="+6281111111111", email="siti@example.id"),
        name="Katering Dua",
    )

    owner = Participant.objects.get()
    assert again.owner == owner
    assert (owner.name, owner.phone, owner.email) == ("Siti Aminah", "+6281234567890", "siti@example.id")


def test_a_nik_of_somebody_else_is_refused_with_the_name_it_belongs_to(staff):
    siti = person()
    register(staff, owner=siti)

    said = refusal(register, by=staff, owner=person("Budi Santoso", nik=siti.nik), name="Bengkel Budi")

    assert said == {
        "owner_nik": "This NIK is already that of Siti Aminah. "
        "Give that name if it is the same person, or save as contested."
    }
    assert Business.objects.count() == 1


def test_a_contested_registration_keeps_the_claim_and_counts_once_it_is_decided(staff):
    siti = person()
    register(staff, owner=siti)

    claimed = register(
        staff, owner=person("Budi Santoso", nik=siti.nik, phone="+6281234567890"), name="Bengkel Budi", contested=True
    )

    assert (claimed.owner, claimed.claimed_nik, claimed.claimed_name) == (None, siti.nik, "Budi Santoso")
    assert (claimed.status, claimed.phone, stage_dates(claimed)) == (BusinessStatus.CONTESTED, "+6281234567890", None)

    decide_contest(business=claimed, owner=make.participant("Budi Santoso"), reason="KTP seen", by=staff)

    assert stage_dates(claimed) == make.day("2021-01-04")
    assert (claimed.status, claimed.owner.name) == (BusinessStatus.ACTIVE, "Budi Santoso")
    told = refusal(decide_contest, business=claimed, owner=claimed.owner, reason="again", by=staff)
    assert re.sub(r"on .* WIB", "on …", told["__all__"]) == (
        f"{staff.username} decided this on …: it is the business of Budi Santoso."
    )


def test_asking_for_a_contest_over_a_nik_that_is_free_just_registers(staff):
    assert register(staff, contested=True).status == BusinessStatus.ACTIVE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"registered_on": TOMORROW}, {"registered_on": "The registration date lies in the future."}),
        ({"started_on": TOMORROW}, {"started_on": "The start of trading lies in the future."}),
        ({"capital": -1}, {"capital": "Amounts of money are not negative."}),
        ({"nib": "123"}, {"nib": "An NIB has 13 digits."}),
        ({"kbli": "5610"}, {"kbli": "A KBLI code has five digits and a version."}),
        ({"name": ""}, {"name": "Give the business's name."}),
        ({"owner": person(born_on=TOMORROW)}, {"owner_born_on": "The date of birth lies in the future."}),
        ({"owner": person(name="")}, {"owner_name": "Give the person's name."}),
    ],
)
def test_a_bad_fact_is_refused_beside_its_field_and_nothing_is_written(staff, words, said):
    assert refusal(register, by=staff, **words) == said
    assert (Business.objects.count(), Participant.objects.count()) == (0, 0)


def test_a_home_city_beside_a_kelurahan_of_jakarta_is_refused(staff):
    owner = person(kelurahan=make.kelurahan(), home_city="Depok")

    assert refusal(register, by=staff, owner=owner) == {
        "owner_home_city": "Name a home city only for a home outside Jakarta."
    }


def test_an_exact_double_is_refused_and_a_namesake_elsewhere_is_not(staff):
    siti = person()
    first = register(staff, owner=siti, nib="9120101234567")

    assert refusal(register, by=staff, owner=siti, name="BU SITI (Kedai)") == {
        "name": "This owner already has a business of this name in this kelurahan."
    }
    assert refusal(register, by=staff, name="Lain", nib="9120101234567") == {
        "nib": "This NIB is already another business's."
    }
    assert register(staff, kelurahan=make.kelurahan("Menteng")) != first


def test_a_voided_double_makes_room(staff):
    siti = person()
    void_business(business=register(staff, owner=siti), reason="entered twice", by=staff)

    assert register(staff, owner=siti).name == "Warung Bu Siti"


def test_an_officer_registers_at_their_own_centre_alone():
    officer = make.user(Role.OFFICER, at="Gambir")

    assert register(officer).kelurahan.centre.name == "Gambir"
    assert refusal(register, by=officer, kelurahan=make.kelurahan("Menteng")) == {
        "kelurahan": "This kelurahan is not one of your centre's."
    }


# Editing, closing, voiding


def test_an_edit_changes_what_it_names_and_says_so_in_the_audit(staff):
    business = register(staff, phone="+6281234567890")

    edit_business(business=business, by=staff, name="Toko Bu Siti Jaya", phone="+6281111111111")

    business.refresh_from_db()
    assert (business.name, business.name_key, business.phone) == ("Toko Bu Siti Jaya", "bu jaya siti", "+6281111111111")
    assert (business.sector, business.registered_on) == (Sector.CULINARY, make.day("2021-01-04"))


def test_an_edit_takes_only_facts_of_a_business(staff):
    with pytest.raises(TypeError, match="not facts of a business: status"):
        edit_business(business=register(staff), by=staff, status="closed")


def test_a_corrected_registration_date_moves_the_stage(staff):
    business = register(staff)

    edit_business(business=business, by=staff, registered_on=make.day("2020-12-31"))

    assert stage_dates(business) == make.day("2020-12-31")


def test_closing_takes_nothing_from_a_count_and_can_be_taken_back(staff):
    business = register(staff, started_on=make.day("2020-01-01"))

    close_business(business=business, closed_on=make.day("2021-06-01"), reason="retired", by=staff)

    assert stage_dates(business) == make.day("2021-01-04")
    assert (business.status, business.closed_on) == (BusinessStatus.CLOSED, make.day("2021-06-01"))
    make.clock("2021-10-25 10:15")
    assert refusal(close_business, business=business, closed_on=make.day("2021-06-01"), reason="again", by=staff)[
        "__all__"
    ].startswith(f"{staff.username} closed this business, ")
    reopen_business(business=business, reason="back", by=staff)
    business.refresh_from_db()
    assert (business.status, business.closed_on) == (BusinessStatus.ACTIVE, None)
    assert refusal(reopen_business, business=business, reason="again", by=staff) == {
        "__all__": f"This business is not closed: {staff.username} opened it again, 25 October 2021 10:15 WIB."
    }


def test_a_business_is_not_closed_before_it_began_or_on_a_day_to_come(staff):
    business = register(staff, started_on=make.day("2020-01-01"))

    assert refusal(close_business, business=business, closed_on=make.day("2019-12-31"), reason="x", by=staff) == {
        "closed_on": "It had not begun to trade by then."
    }
    assert refusal(close_business, business=business, closed_on=TOMORROW, reason="x", by=staff) == {
        "closed_on": "The closing date lies in the future."
    }


def test_no_day_of_a_business_lies_before_the_programme(staff):
    business, mentor = register(staff), make.user(Role.MENTOR, at="Gambir")
    mistyped, menteng = make.day("0021-06-01"), make.kelurahan("Menteng")

    said = [
        refusal(close_business, business=business, closed_on=mistyped, reason="x", by=staff),
        refusal(move_business, business=business, kelurahan=menteng, address="", starts_on=mistyped, by=staff),
        refusal(assign_mentor, business=business, mentor=mentor, starts_on=mistyped, by=staff),
        refusal(hand_over, business=business, owner=person("Budi"), handed_over_on=mistyped, reason="x", by=staff),
    ]

    check = "The programme did not exist before 16 October 2017: check the year."
    assert said == [{"closed_on": check}, {"starts_on": check}, {"starts_on": check}, {"handed_over_on": check}]


def test_a_voided_registration_leaves_the_counts_and_takes_no_more_facts(staff):
    business = register(staff)

    void_business(business=business, reason="  not a business ", by=staff)

    assert stage_dates(business) is None
    assert (business.voided_by, business.void_reason) == (staff, "not a business")
    voided = {"business": "This registration was voided: nothing more is recorded for it."}
    assert refusal(edit_business, business=business, by=staff, name="x") == voided
    assert refusal(void_business, business=business, reason="again", by=staff) == voided
    assert refusal(
        move_business, business=business, kelurahan=make.kelurahan("Menteng"), address="", starts_on=TODAY, by=staff
    ) == voided  # fmt: skip


def test_a_registration_is_not_voided_without_a_reason(staff):
    assert refusal(void_business, business=register(staff), reason=" ", by=staff) == {
        "reason": "Say why this is voided."
    }


# Places


def test_a_move_adds_a_place_and_leaves_what_was_before(staff):
    business = register(staff)

    move_business(
        business=business,
        kelurahan=make.kelurahan("Menteng"),
        address="Jalan Baru 2",
        starts_on=make.day("2021-06-01"),
        by=staff,
    )

    business.refresh_from_db()
    assert [place.kelurahan.centre.name for place in business.placements.order_by("id")] == ["Gambir", "Menteng"]
    assert (business.kelurahan.centre.name, business.progress.centre.name) == ("Menteng", "Menteng")


def test_a_move_told_late_leaves_the_newest_place_the_current_one(staff):
    business = register(staff)
    move_business(
        business=business, kelurahan=make.kelurahan("Menteng"), address="", starts_on=make.day("2021-06-01"), by=staff
    )

    move_business(
        business=business, kelurahan=make.kelurahan("Tebet"), address="", starts_on=make.day("2021-03-01"), by=staff
    )

    business.refresh_from_db()
    assert business.kelurahan.centre.name == "Menteng"


@pytest.mark.parametrize(
    ("to", "starts_on", "said"),
    [
        ("Menteng", TOMORROW, {"starts_on": "The move lies in the future."}),
        ("Menteng", make.day("2021-06-01"), {"starts_on": "The business already moved on this day."}),
        ("Tebet", TODAY, {"kelurahan": "The business is there already."}),
    ],
)
def test_an_impossible_move_is_refused(staff, to, starts_on, said):
    business = register(staff)
    move_business(
        business=business, kelurahan=make.kelurahan("Tebet"), address="", starts_on=make.day("2021-06-01"), by=staff
    )

    assert refusal(
        move_business, business=business, kelurahan=make.kelurahan(to), address="", starts_on=starts_on, by=staff
    ) == said  # fmt: skip


def test_a_correction_replaces_the_place_and_the_centre_from_the_start(staff):
    business = register(staff)

    correct_placement(
        placement=business.placements.get(),
        kelurahan=make.kelurahan("Menteng"),
        address="Jalan Benar 3",
        reason="typed wrong",
        by=staff,
    )

    business.refresh_from_db()
    assert list(business.placements.values_list("kelurahan__centre__name", "address")) == [("Menteng", "Jalan Benar 3")]
    assert business.progress.centre.name == "Menteng"


def test_moving_onto_a_namesake_of_the_same_owner_is_refused(staff):
    siti = person()
    first = register(staff, owner=siti)
    branch = register(
        staff, owner=siti, kelurahan=make.kelurahan("Menteng"), another_than=[first.number], because="a second stall"
    )

    assert refusal(
        move_business, business=branch, kelurahan=make.kelurahan("Gambir"), address="", starts_on=TODAY, by=staff
    ) == {"name": "This owner already has a business of this name in this kelurahan."}  # fmt: skip


# Mergers


def test_a_merged_pair_counts_once_from_the_earlier_day_and_comes_apart_again(staff):
    survivor = register(staff, name="A", registered_on=make.day("2021-05-01"))
    double = register(staff, name="B", registered_on=make.day("2021-01-04"))

    merge_businesses(survivor=survivor, double=double, reason="one stall", by=staff)

    assert (stage_dates(survivor), stage_dates(double)) == (make.day("2021-01-04"), None)
    assert refusal(edit_business, business=double, by=staff, name="C") == {
        "business": f"This business was merged into {survivor.number}: record it there."
    }
    unmerge_business(business=double, reason="two stalls", by=staff)
    assert (stage_dates(survivor), stage_dates(double)) == (make.day("2021-05-01"), make.day("2021-01-04"))


def test_what_was_merged_before_follows_and_comes_back_along(staff):
    a, b, c, d = (register(staff, name=name) for name in "ABCD")
    merge_businesses(survivor=b, double=a, reason="same", by=staff)
    merge_businesses(survivor=c, double=d, reason="same", by=staff)

    merge_businesses(survivor=c, double=b, reason="same", by=staff)
    together = dict(Business.objects.values_list("name", "merged_into__name"))
    unmerge_business(business=b, reason="not the same", by=staff)

    assert together == {"A": "C", "B": "C", "C": None, "D": "C"}
    assert dict(Business.objects.values_list("name", "merged_into__name")) == {"A": "B", "B": None, "C": None, "D": "C"}


def test_a_merger_needs_two_living_businesses(staff):
    a, b, gone = (register(staff, name=name) for name in "ABC")
    void_business(business=gone, reason="wrong", by=staff)
    merge_businesses(survivor=b, double=a, reason="same", by=staff)

    no_part = {"__all__": f"{gone.number} is voided, merged or contested, and takes no part in a merger."}
    assert refusal(merge_businesses, survivor=b, double=gone, reason="x", by=staff) == no_part
    assert refusal(merge_businesses, survivor=b, double=b, reason="x", by=staff) == {
        "__all__": "A business cannot be merged into itself."
    }
    assert refusal(unmerge_business, business=b, reason="x", by=staff) == {
        "__all__": "This business is not merged into another."
    }
    assert refusal(void_business, business=b, reason="x", by=staff) == {
        "__all__": "Others are merged into this business. Take them apart first."
    }


# Mentors and consents


def test_a_second_mentor_ends_the_first_one_s_assignment(staff):
    first, second = make.user(Role.MENTOR, at="Gambir"), make.user(Role.MENTOR, at="Gambir")
    business = register(staff)

    assign_mentor(business=business, mentor=first, starts_on=make.day("2021-02-01"), by=staff)
    assign_mentor(business=business, mentor=second, starts_on=make.day("2021-03-01"), by=staff)

    assert list(Assignment.objects.order_by("id").values_list("mentor", "ends_on")) == [
        (first.pk, make.day("2021-03-01")),
        (second.pk, None),
    ]


def test_only_a_mentor_of_the_centre_who_is_not_there_already_is_assigned(staff):
    mentor = make.user(Role.MENTOR, at="Gambir")
    business = register(staff)
    assign_mentor(business=business, mentor=mentor, starts_on=make.day("2021-02-01"), by=staff)

    elsewhere, officer = make.user(Role.MENTOR, at="Menteng"), make.user(Role.OFFICER, at="Gambir")
    for nobody in (elsewhere, officer):
        assert refusal(assign_mentor, business=business, mentor=nobody, starts_on=TODAY, by=staff) == {
            "mentor": "This is no mentor of the business's centre."
        }
    assert refusal(assign_mentor, business=business, mentor=mentor, starts_on=TODAY, by=staff) == {
        "mentor": "This mentor follows the business already."
    }


def test_an_assignment_ends_once_and_not_before_it_began(staff):
    assignment = assign_mentor(
        business=register(staff), mentor=make.user(Role.MENTOR, at="Gambir"), starts_on=make.day("2021-02-01"), by=staff
    )

    assert refusal(end_assignment, assignment=assignment, ends_on=make.day("2021-01-31"), by=staff) == {
        "ends_on": "The assignment ends before it starts."
    }
    end_assignment(assignment=assignment, ends_on=make.day("2021-02-28"), by=staff)
    assert refusal(end_assignment, assignment=assignment, ends_on=TODAY, by=staff) == {
        "__all__": "This assignment has ended already."
    }


def test_a_consent_is_a_row_of_its_own_each_time(staff):
    business = register(staff)

    record_consent(business=business, purpose="sharing", partner="Bank Jakarta", given=True, text_version="1", by=staff)
    record_consent(
        business=business, purpose="sharing", partner="Bank Jakarta", given=False, text_version="1", by=staff
    )

    assert list(business.consents.order_by("id").values_list("given", "recorded_by")) == [
        (True, staff.pk),
        (False, staff.pk),
    ]
    assert refusal(
        record_consent, business=business, purpose="publication", partner="Bank", given=True, text_version="1", by=staff
    ) == {"partner": "Only sharing names a partner."}  # fmt: skip
