"""On the page that asks to check: a business that may be registered already is this one, or another with the reason."""

import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests import make
from tests.umkm.registering import person, register
from umkm.models import Business, Distinction, Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(staff):
    return register(staff, owner=person("Rina"))


@pytest.fixture
def check(desk, first):
    """Where a business of the same name in the same kelurahan, of another owner, is checked."""
    typed = {
        "owner_nik": "3199 0157 0890 0001",
        "owner_name": "Siti Aminah",
        "owner_phone": "0812-3456-7890",
        "name": "warung bu siti",
        "kelurahan": make.kelurahan("Gambir").code,
        "sector": "kuliner",
        "registered_on": "2021-01-04",
    }
    return desk.post("/usaha/baru/", typed)["location"]


def faults(page):
    return {field: " ".join(errors) for field, errors in page.context["form"].errors.items()}


def test_both_stand_side_by_side(desk, check, first):
    page = desk.get(check)

    assert [(match.number, match.reasons) for match in page.context["matches"]] == [
        (first.number, "the same name in the same kelurahan")
    ]
    assertContains(page, 'name="another_than"')


def test_on_the_form_it_is_this_one_and_others_are_ticked_on_the_next_page(desk, staff, first):
    same = register(staff, owner=person("Tono"), name="Bengkel Tono", nib="9120101234567")
    page = desk.post("/usaha/baru/", {"name": "Warung Bu Siti", "nib": same.nib, "kelurahan": first.kelurahan.code})

    assert sorted(re.findall(r'name="it_is" value="(JP-\d{8})"', page.content.decode())) == sorted(
        [first.number, same.number]
    )
    assertNotContains(page, 'name="another_than"')


def test_a_shared_phone_asks_for_no_decision(desk, staff, check):
    other = register(staff, owner=person("Tono", phone="+6281234567890"), name="Bengkel")
    page = desk.get(check).content.decode()

    assert "Somebody else gave the same phone:" in page
    assert f'value="{other.number}"' not in page


def test_why_it_is_another_is_not_called_optional(desk, check):
    assertContains(desk.get(check), '<label for="id_because">Why it is another one</label>', html=True)


def test_undecided_it_is_not_registered(desk, check, first):
    page = desk.post(check)

    said = f"Say of {first.number} whether it is this one or another."
    assert faults(page) == {"__all__": said}
    assertContains(page, f'<li><a href="#double-{first.number}">{said}</a></li>', html=True)
    assertContains(page, f'id="double-{first.number}"', count=1)
    assert Business.objects.count() == 1


def test_another_one_needs_a_reason(desk, check, first):
    page = desk.post(check, {"another_than": first.number})

    assert faults(page) == {"because": "This field is required."}
    assertContains(page, f'value="{first.number}" id="another-{first.number}" checked')
    assert Business.objects.count() == 1


def test_another_one_with_its_reason_is_registered_and_remembered(desk, check, first):
    desk.post(check, {"another_than": first.number, "because": "Kios kedua"})

    second = Business.objects.latest("pk")
    distinction = Distinction.objects.get()
    assert {distinction.first, distinction.second} == {first, second}
    assert distinction.reason == "Kios kedua"


def test_it_is_this_one_discards_the_draft_and_opens_it(desk, check, first):
    answer = desk.post(check, {"it_is": first.number})

    assertRedirects(answer, f"/usaha/{first.number}/")
    assert (Business.objects.count(), Draft.objects.count()) == (1, 0)


@pytest.mark.parametrize("number", ["JP-00000012", "x", "\x00"])
def test_it_is_one_that_is_none(desk, check, number):
    assert desk.post(check, {"it_is": number}).status_code == 404
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("numbers", [["JP-99999997"], ["\x00"], ["x"] * 500])
def test_another_than_what_was_not_found_decides_nothing(desk, check, first, numbers):
    page = desk.post(check, {"another_than": numbers, "because": "x"})

    assert faults(page) == {"__all__": f"Say of {first.number} whether it is this one or another."}
