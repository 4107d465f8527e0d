"""What lists of people are narrowed by follows from the facts at every step, by whatever path they were written."""

import pytest
from django.db.models.functions import Now

from jakpreneur.accounts.models import Role
from tests import make
from tests.city import varied_city
from tests.sql import rows
from tests.umkm.registering import person, register
from umkm.choices import Disability, Sex, Tie
from umkm.models import Agency, CentreStaff, Membership, Participant, PersonListing
from umkm.rules.assignment import assign_mentor
from umkm.rules.business import void_business
from umkm.rules.contest import decide_contest
from umkm.rules.membership import add_member, remove_member
from umkm.rules.merger import merge_businesses, unmerge_business
from umkm.rules.ownership import hand_over
from umkm.rules.participant import edit_participant
from umkm.rules.placement import move_business

COLUMNS = "participant_id, name_key, sex, disability, home, standing, owns, owns_several, belongs, parts"
#: Where a listing is not what the facts say.
DIFFERENCES = f"""
    (SELECT {COLUMNS} FROM listed_people EXCEPT SELECT {COLUMNS} FROM umkm_personlisting)
    UNION ALL (SELECT {COLUMNS} FROM umkm_personlisting EXCEPT SELECT {COLUMNS} FROM listed_people)
"""


@pytest.fixture
def staff(db):
    return make.user()


def parts(of: Participant) -> list[tuple[str, bool]]:
    """At which centres, and whether without owning."""
    centres = {centre.pk: centre.name for centre in map(make.centre, ("Gambir", "Tebet"))}
    return [(centres[part // 2], part % 2 == 1) for part in PersonListing.objects.get(participant=of).parts]


@pytest.mark.django_db
def test_whatever_happened_each_listing_is_what_the_facts_say():
    city = varied_city()
    make.member(city.survivor), make.member(city.voided), make.contested()

    assert rows(DIFFERENCES) == []
    assert PersonListing.objects.count() == Participant.objects.count()


def test_an_edit_reaches_the_listing(staff):
    owner = register(staff).owner

    edit_participant(
        participant=owner, name="Budi Rahma", sex=Sex.MALE, disability=Disability.YES, home_city="Depok", by=staff
    )

    assert rows(DIFFERENCES) == []
    assert PersonListing.objects.filter(participant=owner).values_list("name_key", "sex", "disability", "home").get() == (
        "budi rahma", "male", "yes", "outside",
    )  # fmt: skip


def test_who_owns_several_living_businesses_is_told_as_long_as_they_do(staff):
    owner, told = make.participant(), []
    first = make.business(owner=owner)

    def tell():
        told.append(list(PersonListing.objects.filter(owns_several=True).values_list("participant", flat=True)))

    tell()
    second = make.business(owner=owner)
    tell()
    merge_businesses(survivor=first, double=second, reason="usaha yang sama", by=staff)
    tell()
    unmerge_business(business=second, reason="usaha lain", by=staff)
    tell()
    void_business(business=first, reason="salah daftar", by=staff)
    tell()

    assert told == [[], [owner.pk], [], [owner.pk], []]
    assert rows(DIFFERENCES) == []


def test_who_moves_with_a_business_is_its_owner_and_whoever_belongs_to_it(staff):
    business = register(staff)
    member = make.member(business)

    move_business(
        business=business,
        kelurahan=make.kelurahan("Tebet"),
        address="Jalan B",
        starts_on=make.day("2021-02-01"),
        by=staff,
    )

    assert rows(DIFFERENCES) == []
    assert (parts(business.owner), parts(member)) == ([("Tebet", False)], [("Tebet", True)])


def test_a_void_registration_is_no_longer_any_bodys(staff):
    business = register(staff)
    member = make.member(business)

    void_business(business=business, reason="salah daftar", by=staff)

    assert rows(DIFFERENCES) == []
    assert (parts(business.owner), parts(member)) == ([], [])


def test_a_merged_registration_is_no_longer_any_bodys_until_it_is_taken_apart(staff):
    survivor, double = register(staff, name="A"), register(staff, owner=person(name="Budi"), name="B")

    merge_businesses(survivor=survivor, double=double, reason="usaha yang sama", by=staff)
    merged = parts(double.owner)
    unmerge_business(business=double, reason="bukan", by=staff)

    assert rows(DIFFERENCES) == []
    assert (merged, parts(double.owner)) == ([], [("Gambir", False)])


def test_a_member_takes_part_until_they_leave(staff):
    membership = add_member(business=register(staff), person=person(name="Tuti"), tie=Tie.EMPLOYEE, by=staff)
    belonged = parts(membership.participant)

    remove_member(membership=membership, reason="keluar", by=staff)

    assert rows(DIFFERENCES) == []
    assert (belonged, parts(membership.participant)) == ([("Gambir", True)], [])


def test_a_business_handed_over_is_the_new_owners(staff):
    business = register(staff)
    giver = business.owner

    hand_over(
        business=business, owner=person(name="Tuti"), handed_over_on=make.day("2021-06-01"), reason="dijual", by=staff
    )

    business.refresh_from_db()
    assert rows(DIFFERENCES) == []
    assert (parts(giver), parts(business.owner)) == ([], [("Gambir", False)])


def test_a_contest_decided_gives_its_owner_a_part(staff):
    business, tuti = make.contested(), make.participant("Tuti")

    decide_contest(business=business, owner=tuti, reason="sah", by=staff)

    assert rows(DIFFERENCES) == []
    assert parts(tuti) == [("Gambir", False)]


def test_a_person_voided_stands_no_longer(staff):
    tuti = make.participant("Tuti")

    Participant.objects.filter(pk=tuti.pk).update(voided_at=Now(), voided_by=staff, void_reason="salah")

    assert rows(DIFFERENCES) == []
    assert PersonListing.objects.standing().count() == 0


def test_of_two_who_take_away_the_businesses_of_one_owner_the_second_waits_and_sees_both_gone(beside):
    staff = make.user()
    siti = person()
    first, second = register(staff, owner=siti, name="A"), register(staff, owner=siti, name="B")

    outcome = beside(
        lambda: void_business(business=first, reason="salah daftar", by=staff),
        lambda: void_business(business=second, reason="salah daftar", by=staff),
    )

    assert outcome == (True, None)
    assert rows(DIFFERENCES) == []
    assert parts(first.owner) == []


def test_an_owner_edited_while_their_business_moves_away_is_listed_with_both(beside):
    staff = make.user()
    business = register(staff)

    outcome = beside(
        lambda: move_business(
            business=business,
            kelurahan=make.kelurahan("Tebet"),
            address="Jalan B",
            starts_on=make.day("2021-02-01"),
            by=staff,
        ),
        lambda: edit_participant(participant=business.owner, sex=Sex.MALE, by=staff),
    )

    assert outcome == (True, None)
    assert rows(DIFFERENCES) == []
    assert (parts(business.owner), PersonListing.objects.get().sex) == ([("Tebet", False)], Sex.MALE)


@pytest.mark.parametrize(
    ("enum", "words"), [("person_disability", Disability.values), ("person_home", ["jakarta", "outside", "unstated"])]
)
@pytest.mark.django_db
def test_the_closed_lists_of_the_database_are_those_of_the_code(enum, words):
    assert {word for (word,) in rows(f"SELECT unnest(enum_range(NULL::{enum}))::text")} == set(words)


# Who sees whom


@pytest.fixture
def two_parts(staff):
    """Somebody who owns a business in Gambir and belongs to another in Tebet; and who owns that one."""
    here = register(staff, owner=person(name="Siti"), name="A")
    there = register(staff, owner=person(name="Budi"), name="B", kelurahan=make.kelurahan("Tebet"))
    Membership.objects.create(business=there, participant=here.owner, tie=Tie.PARTNER)
    return here, there


def seen(client, query: str = "") -> list[str]:
    return [row.name for row in client.get(f"/peserta/?urut=nama&{query}").context["rows"]]


def test_an_officer_is_told_what_a_person_is_in_the_businesses_of_their_own_centre_alone(signed_in, two_parts):
    gambir, tebet = (signed_in(make.user(Role.OFFICER, at=at)) for at in ("Gambir", "Tebet"))

    assert (seen(gambir), seen(gambir, "usaha=pemilik"), seen(gambir, "usaha=anggota")) == (["Siti"], ["Siti"], [])
    assert (seen(tebet), seen(tebet, "usaha=pemilik"), seen(tebet, "usaha=anggota")) == (
        ["Budi", "Siti"],
        ["Budi"],
        ["Siti"],
    )


def test_a_mentor_is_told_what_a_person_is_in_the_businesses_assigned_to_them_alone(signed_in, staff, two_parts):
    _, there = two_parts
    mentor = make.user(Role.MENTOR, at="Gambir")
    CentreStaff.objects.create(user=mentor, centre=make.centre("Tebet"), agency=Agency.objects.first())
    assign_mentor(business=there, mentor=mentor, starts_on=make.day("2021-02-01"), by=staff)
    client = signed_in(mentor)

    assert (seen(client), seen(client, "usaha=pemilik"), seen(client, "usaha=anggota")) == (
        ["Budi", "Siti"],
        ["Budi"],
        ["Siti"],
    )
    assert (seen(client, "pusat=31.71.01"), seen(client, "pusat=31.74.01")) == ([], ["Budi", "Siti"])


def test_who_takes_part_in_nothing_that_lives_is_listed_for_staff_alone(signed_in, staff):
    business = register(staff, owner=person(name="Siti"))
    void_business(business=business, reason="salah daftar", by=staff)

    assert seen(signed_in(staff)) == ["Siti"]
    assert seen(signed_in(make.user(Role.OFFICER, at="Gambir"))) == []
