"""The scale of a business is shown as computed, with what it rests on, in the same words wherever it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import register
from tests.umkm.test_registration_page import typed
from umkm.choices import Scale
from umkm.scale import scale_shown

BILLION = 1_000_000_000


@pytest.mark.parametrize(
    ("capital", "sales", "words"),
    [
        (0, None, "Micro, by its capital (PP 7/2021 Art. 35 (3))"),
        (BILLION, 60 * BILLION, "Micro, by its capital (PP 7/2021 Art. 35 (3))"),
        (BILLION + 1, None, "Small, by its capital (PP 7/2021 Art. 35 (3))"),
        (10 * BILLION, None, "Medium, by its capital (PP 7/2021 Art. 35 (3))"),
        (10 * BILLION + 1, None, "Larger than UMKM, by its capital (PP 7/2021 Art. 35 (3))"),
        (None, 2 * BILLION, "Micro, by its annual sales (PP 7/2021 Art. 35 (5))"),
        (None, 15 * BILLION + 1, "Medium, by its annual sales (PP 7/2021 Art. 35 (5))"),
        (None, 50 * BILLION + 1, "Larger than UMKM, by its annual sales (PP 7/2021 Art. 35 (5))"),
    ],
)
def test_the_words_name_the_figure_and_the_paragraph(capital, sales, words):
    assert str(scale_shown(capital=capital, annual_sales=sales)) == words


def test_nothing_stated_is_nothing_shown():
    assert scale_shown(capital=None, annual_sales=None) is None


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1))
def test_more_capital_is_never_a_smaller_scale(one, other):
    order = [Scale.MICRO, Scale.SMALL, Scale.MEDIUM, Scale.LARGE]
    less, more = (scale_shown(capital=amount, annual_sales=None).scale for amount in sorted((one, other)))

    assert order.index(less) <= order.index(more)


# While typing


@pytest.mark.django_db
@pytest.mark.parametrize("capital", ["1500000", "1.500.000", "Rp1.500.000", "1,500,000", "1.500.000,00"])
def test_an_amount_is_read_however_it_is_typed(desk, capital):
    page = desk.post("/usaha/skala/", {"capital": capital, "annual_sales": "9.000.000.000"})

    assertContains(page, "Micro, by its capital (PP 7/2021 Art. 35 (3))")


@pytest.mark.django_db
def test_larger_than_medium_is_warned_of(desk):
    page = desk.post("/usaha/skala/", {"capital": "", "annual_sales": "60.000.000.000"})

    assertContains(page, 'class="notice warn"')
    assertContains(page, "The programme is for micro, small and medium businesses: check the amount.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"capital": "", "annual_sales": " "},
        {"capital": "lima juta"},
        {"capital": "-5"},
        {"capital": "9" * 5000},
        {"capital": "1\x00"},
        {"capital": ["", "x"]},
    ],
)
def test_what_is_no_amount_shows_nothing_and_breaks_nothing(desk, sent):
    page = desk.post("/usaha/skala/", sent)

    assert (page.status_code, page.content.decode().strip()) == (200, "")


@pytest.mark.django_db
def test_the_fragment_asks_the_database_nothing_of_its_own(desk, django_assert_num_queries):
    desk.post("/usaha/skala/", {})

    with django_assert_num_queries(2):  # the session and its user
        desk.post("/usaha/skala/", {"capital": "5"})


# The same words elsewhere


@pytest.mark.django_db
@pytest.mark.parametrize(("capital", "warned"), [("1.500.000", False), ("11.000.000.000", True)])
def test_form_check_page_record_and_edit_say_the_same(desk, capital, warned):
    words = "Larger than UMKM" if warned else "Micro"
    words += ", by its capital (PP 7/2021 Art. 35 (3))"

    again = desk.post("/usaha/baru/", typed(name="", capital=capital))
    check = desk.get(desk.post("/usaha/baru/", typed(capital=capital))["location"])

    assertContains(again, words)
    assertContains(check, words)
    (assertContains if warned else assertNotContains)(check, "check the amount")
    business = register(make.user(Role.STAFF), capital=int(capital.replace(".", "")))
    assertContains(desk.get(f"/usaha/{business.number}/"), words)
    assertContains(desk.get(f"/usaha/{business.number}/ubah/"), words)


@pytest.mark.django_db
def test_the_check_page_names_the_activity_and_the_text_agreed_to(desk):
    check = desk.get(desk.post("/usaha/baru/", typed(kbli="laundry", consent_sharing="2026-11"))["location"])

    assertContains(check, "96200 · Aktivitas penatu")
    assertContains(check, "Yes, text 2026-11")
