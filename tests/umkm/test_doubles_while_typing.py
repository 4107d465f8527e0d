"""The fragment that a registration asks while it is typed: what is registered already, beside what was typed."""

import re

import pytest

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register
from umkm.rules.participant import known_by

pytestmark = pytest.mark.django_db
ASK = "/usaha/baru/ganda/"


@pytest.fixture
def known(staff):
    owner = person("Siti Aminah", phone="+6281234567890")
    return register(staff, owner=owner, nib="9120101234567", registered_on=make.day("2021-01-04"))


def told(page) -> dict[str, dict[str, tuple[str, str]]]:
    """By number: label → what was typed and what is registered, as the tables say; a marked value with its marks."""
    found = {}
    for section in page.content.decode().split("<section")[1:]:
        number = re.search(r"JP-\d{8}", section)[0]
        rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', section)
        found[number] = {label: (ours, theirs) for label, ours, theirs in rows}
    return found


def test_what_matches_stands_beside_what_was_typed_with_why(desk, known):
    page = desk.post(
        ASK,
        {
            "owner_nik": known.owner.nik.in_full(),
            "owner_name": "Siti Aminah",
            "name": "Toko Bu Siti",
            "kelurahan": make.kelurahan("Menteng").code,
            "sector": "jasa",
            "phone": "0812-0000-0000",
        },
    )

    assert told(page) == {
        known.number: {
            "Business name": ("<mark>Toko Bu Siti</mark>", "<mark>Warung Bu Siti</mark>"),
            "Owner": ("<mark>Siti Aminah</mark>", "<mark>Siti Aminah</mark>"),
            "NIK": (f"<mark>{known.owner.nik}</mark>", f"<mark>{known.owner.nik}</mark>"),
            "Kelurahan": ("Menteng, centre Menteng", "Gambir, centre Gambir"),
            "Address": ("–", "Jalan Juanda 1"),
            "Sector": ("Services", "Culinary"),
            "NIB": ("–", "9120101234567"),
            "Phone": ("0812-0000-0000", "0812-3456-7890"),
            "Registered on": ("–", "4 January 2021"),
            "Stages": ("–", "registered"),
        }
    }
    assert "Registered already with the same owner and the same name." in page.content.decode()
    assert known.owner.nik.in_full() not in page.content.decode()


def test_nothing_that_matches_is_nothing_to_show(desk, known):
    for typed in ({}, {"name": "Lain", "kelurahan": known.kelurahan.code}, {"name": "Warung Bu Siti"}):
        assert desk.post(ASK, typed).content.strip() == b""


def test_half_a_nik_does_not_keep_the_nib_from_being_found(desk, known):
    page = desk.post(ASK, {"owner_nik": "3171", "nib": "9120 1012 34567", "kelurahan": "x", "name": "\0"})

    assert list(told(page)) == [known.number]


def test_an_officer_reads_of_another_centre_s_business_its_number_name_and_place_alone(signed_in, known):
    officer = signed_in(make.user(Role.OFFICER, at="Menteng"))

    page = officer.post(ASK, {"nib": "9120101234567", "name": "Lain"})

    assert told(page) == {
        known.number: {"Business name": ("Lain", "Warung Bu Siti"), "Kelurahan": ("–", "Gambir, centre Gambir")}
    }
    said = page.content.decode()
    assert "at another centre" in said
    assert [word for word in ("Siti Aminah", str(known.owner.nik), "0812", "Juanda", "/usaha/") if word in said] == []


def test_a_shared_phone_is_said_and_refuses_nothing(desk, known):
    said = desk.post(ASK, {"owner_phone": "0812-3456-7890"}).content.decode()

    assert "Somebody else gave the same phone:" in said
    assert "Registered already" not in said


def test_asking_makes_nobody_known(desk):
    new = make.nik()

    desk.post(ASK, {"owner_nik": new.in_full(), "owner_name": "Siti", "name": "Warung"})

    assert known_by(new) is None


@pytest.mark.parametrize("matches", [1, 10])
def test_asking_costs_the_same_however_many_match(desk, staff, django_assert_num_queries, matches):
    decided: list[str] = []
    for _ in range(matches):
        decided.append(register(staff, another_than=decided, because="stalls").number)
    words = {"name": "Warung Bu Siti", "kelurahan": make.kelurahan("Gambir").code, "owner_nik": make.nik().in_full()}
    desk.post(ASK)

    with django_assert_num_queries(10):
        page = desk.post(ASK, words)

    assert len(told(page)) == matches


def test_while_typing_one_may_say_that_it_is_this_one(desk, known):
    page = desk.post(ASK, {"name": "Bu Siti", "kelurahan": known.kelurahan.code})

    assert re.findall(r'name="it_is" value="(JP-\d{8})"', page.content.decode()) == [known.number]
