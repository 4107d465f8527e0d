"""The owner first: who is known by NIK or phone, and how much of them a clerk is told."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register, registered
from umkm.choices import BusinessStatus
from umkm.models import Business, Participant

pytestmark = pytest.mark.django_db
ASK, FORM = "/usaha/baru/pemilik/", "/usaha/baru/"
PERSONAL = ["0813-9876-5432", "+6281398765432", "siti@example.id", "Jalan Rumah 7", "31.71.01.1001", "Depok"]


@pytest.fixture
def siti():
    return person(
        phone="+6281398765432", email="siti@example.id", address="Jalan Rumah 7", kelurahan=make.kelurahan("Gambir")
    )


@pytest.fixture
def business(staff, siti):
    return register(staff, owner=siti)


@pytest.fixture
def officer_of(signed_in):
    return lambda centre: signed_in(make.user(Role.OFFICER, at=centre))


def taken(client, **words):
    """The form after "It is this person"."""
    key = Participant.objects.get().pk
    return client.get(client.post(FORM, {"known": key} | words)["location"])


def shown(page):
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if name.startswith("owner_") and form[name].value()}


# Asked


@pytest.mark.parametrize("how", ["owner_nik", "owner_phone"])
def test_nik_or_phone_finds_a_person_with_the_businesses_the_clerk_sees(signed_in, staff, siti, business, how):
    elsewhere = register(staff, owner=siti, name="Katering", kelurahan=make.kelurahan("Menteng"))
    officer = signed_in(make.user(Role.OFFICER, at="Gambir"))

    page = officer.post(ASK, {how: {"owner_nik": siti.nik.in_full(), "owner_phone": "0813 9876 5432"}[how]})

    assertContains(page, "Siti Aminah")
    assertContains(page, business.number)
    assertNotContains(page, elsewhere.number)
    assertContains(page, "It is this person", count=1)
    assertNotContains(page, siti.nik.in_full())


def test_a_phone_finds_nobody_whom_the_clerk_does_not_see(officer_of, business):
    assertNotContains(officer_of("Menteng").post(ASK, {"owner_phone": "0813-9876-5432"}), "Siti")
    assertContains(officer_of("Gambir").post(ASK, {"owner_phone": "0813-9876-5432"}), "Siti")


def test_a_nik_finds_anybody_but_tells_only_what_stands_on_the_card(officer_of, siti, business):
    page = officer_of("Menteng").post(ASK, {"owner_nik": siti.nik.in_full()})

    assertContains(page, "Siti Aminah")
    assertContains(page, "From another centre")
    assert [text for text in [*PERSONAL, business.number] if text in page.content.decode()] == []


def test_a_nik_that_nobody_has_proposes_sex_and_birth_date(officer_of):
    page = officer_of("Gambir").post(ASK, {"owner_nik": "3199 0157 0890 0001"})

    assertContains(page, 'data-sex="female" data-born-on="1990-08-17"')
    assertContains(page, "female, born on 17 August 1990")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"owner_nik": "3299015708900001"}, "This NIK was issued outside Jakarta."),
        (
            {"owner_nik": "3199015708900001", "owner_born_on": "1990-08-18"},
            "The date of birth differs from the one in the NIK.",
        ),
        ({"owner_nik": "3199015708900001", "owner_sex": "male"}, "The sex differs from the one in the NIK."),
        ({"owner_nik": "3199013002900001"}, "Digits 7 to 12 of this NIK are not a date of birth."),
    ],
)
def test_what_is_odd_or_wrong_about_a_nik_is_said_while_it_is_typed(officer_of, words, said):
    assertContains(officer_of("Gambir").post(ASK, words), said)


@pytest.mark.parametrize(
    "words",
    [{}, {"owner_nik": "3171"}, {"owner_nik": "\x00"}, {"owner_phone": "\x00" * 500}, {"owner_person": "9" * 5000}, {"owner_nik": "9" * 100_000}, {"owner_born_on": "9999-99-99"}, {"owner_sex": ["male", "x"]}],
)  # fmt: skip
def test_half_a_number_or_nonsense_says_nothing(officer_of, words):
    page = officer_of("Gambir").post(ASK, words)

    assert page.status_code == 200
    assertNotContains(page, "It is this person")


def test_a_nik_of_somebody_with_another_name_shows_both(officer_of, siti, business):
    page = officer_of("Gambir").post(ASK, {"owner_nik": siti.nik.in_full(), "owner_name": "Budi Santoso"})

    assertContains(page, "another person")
    assertContains(page, "Budi Santoso")
    assertContains(page, "Siti Aminah")


# Taken


def test_a_person_the_clerk_sees_fills_the_rest(officer_of, siti, business):
    page = taken(officer_of("Gambir"), owner_nik=siti.nik.in_full(), name="Katering")

    assert shown(page) == {
        "owner_nik": siti.nik.in_full(),
        "owner_name": "Siti Aminah",
        "owner_sex": "female",
        "owner_born_on": "1990-08-17",
        "owner_phone": "0813-9876-5432",
        "owner_email": "siti@example.id",
        "owner_disability": "unstated",
        "owner_address": "Jalan Rumah 7",
        "owner_kelurahan": "31.71.01.1001",
    }
    assert page.context["form"]["name"].value() == "Katering"


def test_a_person_out_of_sight_fills_only_what_stands_on_the_card(officer_of, siti, business):
    page = taken(officer_of("Menteng"), owner_nik=siti.nik.in_full())

    assert shown(page) == {
        "owner_nik": siti.nik.in_full(),
        "owner_name": "Siti Aminah",
        "owner_sex": "female",
        "owner_born_on": "1990-08-17",
        "owner_disability": "unstated",
    }
    assert [
        text for text in ["0813-9876-5432", "siti@example.id", "Jalan Rumah 7"] if text in page.content.decode()
    ] == []


def test_a_person_found_by_phone_is_registered_without_a_nik_on_the_page(officer_of, siti, business):
    officer = officer_of("Gambir")

    page = taken(officer, owner_phone="0813-9876-5432")
    assertNotContains(page, siti.nik.in_full())
    assertContains(page, "On record: 3199••••••••••••.")
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    place = {"name": "Katering", "kelurahan": "31.71.01.1002", "sector": "kuliner", "registered_on": "2021-01-04"}
    registered(officer, sent | place)

    assert Business.objects.get(name="Katering").owner == business.owner


def test_nobody_is_taken_whom_what_was_typed_does_not_find(officer_of, business):
    officer = officer_of("Menteng")

    by_phone = taken(officer, owner_phone="0813-9876-5432")
    assert shown(by_phone) == {"owner_phone": "0813-9876-5432", "owner_disability": "unstated"}
    forged = officer.post(FORM, {"owner_person": business.owner.pk, "name": "x"})

    assert forged.context["form"].errors["owner_nik"] == ["This field is required."]
    assertNotContains(forged, "Siti")


@pytest.mark.parametrize("known", ["", "0", "x", "\x00", "9" * 400])
def test_a_person_that_is_no_person_fills_nothing(officer_of, siti, business, known):
    page = officer_of("Gambir").post(FORM, {"known": known, "owner_nik": siti.nik.in_full()}, follow=True)

    assert page.status_code == 200
    assert page.context["form"]["owner_name"].value() in (None, "")


@pytest.mark.parametrize(
    ("centre", "phone", "said"), [("Gambir", "0813-9876-5432", 0), ("Gambir", "0812-1111-2222", 1), ("Menteng", "0812-1111-2222", 1)]
)  # fmt: skip
def test_what_stays_as_on_record_is_said_before_registering(officer_of, siti, business, centre, phone, said):
    words = {
        "owner_nik": siti.nik.in_full(),
        "owner_name": "Siti Aminah",
        "owner_phone": phone,
        "name": "Katering",
        "kelurahan": make.kelurahan(centre).code,
        "sector": "kuliner",
        "registered_on": "2021-01-04",
    }

    page = officer_of(centre).post(FORM, words, follow=True)

    assertContains(page, "What is on record of the person stays", count=said)
    assertNotContains(page, "0813-9876-5432" if said else "x" * 9)


# Another person's NIK


def test_another_person_s_nik_can_be_saved_as_contested_or_the_known_person_taken(officer_of, siti, business):
    officer = officer_of("Gambir")
    claim = {
        "owner_nik": siti.nik.in_full(),
        "owner_name": "Budi Santoso",
        "owner_phone": "0813-3456-7890",
        "name": "Bengkel Budi",
        "kelurahan": "31.71.01.1002",
        "sector": "jasa",
        "registered_on": "2021-01-04",
    }

    refused = officer.post(FORM, claim)
    assert list(refused.context["form"].errors) == ["owner_nik"]
    assertContains(refused, "id_contested")
    assertContains(refused, "It is this person")
    registered(officer, claim | {"contested": "on"})

    contested = Business.objects.get(name="Bengkel Budi")
    assert (contested.status, contested.owner, contested.claimed_name) == (
        BusinessStatus.CONTESTED,
        None,
        "Budi Santoso",
    )


def test_checking_a_contested_registration_says_nothing_of_adding_to_the_known_person(officer_of, siti, business):
    claim = {
        "owner_nik": siti.nik.in_full(),
        "owner_name": "Budi Santoso",
        "owner_phone": "0813-3456-7890",
        "contested": "on",
        "name": "Bengkel Budi",
        "kelurahan": "31.71.01.1002",
        "sector": "jasa",
        "registered_on": "2021-01-04",
    }

    page = officer_of("Gambir").post(FORM, claim, follow=True)

    assertContains(page, "Nothing is registered yet.")
    assertNotContains(page, "What is on record of the person stays")
