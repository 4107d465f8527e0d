"""The fields that help a clerk along, in a real browser: by keyboard, at both sizes, without complaint."""

import re

import pytest
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import register
from umkm.rules.consent import record_consent

SIZES = {"desk": ({"width": 1280, "height": 800}, "light"), "phone": ({"width": 360, "height": 740}, "dark")}


@pytest.fixture(params=SIZES)
def browser_context_args(browser_context_args, request):
    viewport, scheme = SIZES[request.param]
    return browser_context_args | {"color_scheme": scheme, "viewport": viewport}


@pytest.fixture
def form(page, enter):
    enter(Role.STAFF)
    page.goto("/usaha/baru/")
    return page


# What it does: KBLI


def test_a_few_letters_and_enter_take_the_first_activity_and_move_on(form, complaints):
    form.focus("[name=kbli]")
    form.keyboard.type("war")
    first = form.locator(".options").get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(form.get_by_role("combobox", name="What it does")).to_have_attribute("aria-activedescendant", "kbli-56102")
    assert complaints() == []

    form.keyboard.press("Enter")

    expect(form.locator("[name=kbli]")).to_have_value("56102")
    expect(form.locator("[name=sector]")).to_be_focused()
    expect(form.locator("[name=sector]")).to_have_value("kuliner")
    expect(form.locator(".combobox output")).to_have_text("Rumah/Warung Makan")
    expect(form.get_by_role("listbox")).to_have_count(0)
    assert complaints() == []


def test_enter_pressed_before_the_list_is_there_waits_for_it(form):
    form.focus("[name=kbli]")
    form.keyboard.type("laundry")
    form.keyboard.press("Enter")

    expect(form.locator("[name=kbli]")).to_have_value("96200")
    expect(form.locator("[name=sector]")).to_be_focused()


def test_arrows_mark_another_activity_and_tab_takes_it(form):
    form.focus("[name=kbli]")
    form.keyboard.type("561")
    expect(form.locator(".options").get_by_role("option")).to_have_count(4)
    form.keyboard.press("ArrowDown")
    form.keyboard.press("ArrowDown")
    form.keyboard.press("ArrowUp")
    form.keyboard.press("Tab")

    expect(form.locator("[name=kbli]")).to_have_value("56102")
    expect(form.locator("[name=sector]")).to_be_focused()


def test_escape_closes_the_list_and_leaves_what_was_typed(form):
    form.focus("[name=kbli]")
    form.keyboard.type("warung")
    expect(form.locator(".options").get_by_role("option")).not_to_have_count(0)
    form.keyboard.press("Escape")
    form.keyboard.press("Tab")

    expect(form.locator("[name=kbli]")).to_have_value("warung")
    expect(form.get_by_role("listbox")).to_have_count(0)


def test_an_activity_is_taken_with_a_finger_and_a_chosen_sector_stays(form):
    form.select_option("[name=sector]", "lainnya")
    form.focus("[name=kbli]")
    form.keyboard.type("warung")
    form.locator(".options").get_by_role("option", name="47112").click()

    expect(form.locator("[name=kbli]")).to_have_value("47112")
    expect(form.locator("[name=kbli]")).to_be_focused()
    expect(form.locator("[name=sector]")).to_have_value("lainnya")


def test_words_that_nothing_fits_and_a_code_that_the_list_lacks_are_said(form):
    title = form.locator(".combobox output")
    form.focus("[name=kbli]")
    form.keyboard.type("zzzzqq")
    expect(title).to_have_text("No activity is called that. Type other words, or the five digits.")
    form.keyboard.press("Control+a")
    form.keyboard.type("05999")

    expect(title).to_have_text("This code is not on the list here. It is taken as typed: check its digits.")


def test_without_a_network_what_was_typed_stays_and_enter_moves_on(form):
    form.context.set_offline(True)
    form.focus("[name=kbli]")
    form.keyboard.type("warung")
    form.keyboard.press("Enter")

    expect(form.locator("[name=sector]")).to_be_focused()
    expect(form.locator("[name=kbli]")).to_have_value("warung")


def test_several_that_may_be_meant_are_shown_to_choose_from(form, complaints):
    form.fill("[name=kbli]", "warung")
    form.locator("form[data-desk]").evaluate("form => form.submit()")

    expect(form.get_by_role("radio", name="56102")).to_be_visible()
    assert complaints() == []


# Consents


def test_consents_are_given_and_withdrawn_by_keyboard_without_complaint(page, enter, complaints):
    staff = enter(Role.STAFF)
    business = register(staff)
    record_consent(business=business, purpose="sharing", given=True, text_version="2020-01", by=staff)
    page.goto(f"/usaha/{business.number}/")
    assert complaints() == []
    page.goto(f"/usaha/{business.number}/persetujuan/")
    assert complaints() == []

    page.get_by_role("button", name=re.compile("agrees.*publication")).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("The consent was recorded.")
    expect(page.get_by_role("button", name=re.compile("withdraws.*publication"))).to_be_visible()
    page.get_by_text("Text 2026-11", exact=True).first.click()
    assert complaints() == []
    assert [row.given for row in business.consents.newest()] == [True, True]


# Where: kecamatan and kelurahan


def shown(page, name):
    """The choices of a menu that can be chosen."""
    return page.locator(f"[name={name}]").evaluate(
        "menu => [...menu.options].filter(each => !each.closest('[hidden], [disabled]')).map(each => each.text)"
    )


def test_a_kecamatan_narrows_the_kelurahan_by_keyboard_without_a_network(form):
    form.context.set_offline(True)
    assert len(shown(form, "kelurahan")) == 1 + 267
    form.get_by_label("Kecamatan: Kelurahan").focus()
    form.keyboard.type("Gambir")
    form.keyboard.press("Tab")
    expect(form.locator("[name=kelurahan]")).to_be_focused()
    assert shown(form, "kelurahan") == [
        "Choose a kelurahan",
        "Cideng",
        "Duri Pulo",
        "Gambir",
        "Kebon Kelapa",
        "Petojo Selatan",
        "Petojo Utara",
    ]
    form.keyboard.type("Cid")
    expect(form.locator("[name=kelurahan]")).to_have_value("31.71.01.1002")


def test_a_kelurahan_found_by_typing_shows_its_kecamatan_and_narrows_nothing(form, complaints):
    kecamatan = form.get_by_label("Kecamatan: Kelurahan")
    form.focus("[name=kelurahan]")
    form.keyboard.type("Petojo Utara")
    expect(kecamatan).to_have_value("Gambir")
    assert len(shown(form, "kelurahan")) == 1 + 267

    kecamatan.select_option("Menteng")

    expect(form.locator("[name=kelurahan]")).to_have_value("")
    assert len(shown(form, "kelurahan")) == 1 + 5
    assert complaints() == []


def test_a_home_outside_jakarta_asks_for_its_city(form, complaints):
    city = form.locator("[name=owner_home_city]")
    home = form.get_by_label("Kecamatan: Home kelurahan")
    expect(city).to_be_hidden()
    home.focus()
    form.keyboard.type("Outside")
    expect(city).to_be_visible()
    city.fill("Depok")
    assert complaints() == []

    home.select_option("Tebet")

    expect(city).to_be_hidden()
    expect(city).to_be_disabled()
    home.select_option("luar")
    expect(city).to_have_value("Depok")


def test_what_was_chosen_is_shown_when_the_form_comes_back(form):
    form.select_option("[name=kelurahan]", "31.71.01.1002")
    form.select_option("[name=owner_kelurahan]", "luar")
    form.locator("form[data-desk]").evaluate("form => form.submit()")

    expect(form.get_by_label("Kecamatan: Kelurahan")).to_have_value("Gambir")
    expect(form.get_by_label("Kecamatan: Home kelurahan")).to_have_value("luar")
    expect(form.locator("[name=owner_home_city]")).to_be_visible()


def test_an_officer_of_one_centre_has_no_kecamatan_to_choose(page, enter):
    enter(Role.OFFICER, at="Gambir")
    page.goto("/usaha/baru/")

    expect(page.get_by_label("Kecamatan: Home kelurahan")).to_have_count(1)
    expect(page.get_by_label("Kecamatan: Kelurahan")).to_have_count(0)


def test_kecamatan_and_kelurahan_stand_apart_wherever_they_are_asked_for(form):
    for address in ("/usaha/baru/", f"/peserta/{make.participant('Siti').pk}/ubah/"):
        form.goto(address)
        kecamatan = form.get_by_label("Kecamatan: Home kelurahan")
        above, below = kecamatan.bounding_box(), form.locator("label", has_text="Home kelurahan").last.bounding_box()
        assert (address, below["y"] - above["y"] - above["height"] >= 12) == (address, True)


# Who: what the NIK proposes


def test_what_a_nik_proposes_is_corrected_and_stays_corrected(form):
    form.fill("[name=owner_nik]", "3199015708900001")
    form.press("[name=owner_nik]", "Enter")
    expect(form.get_by_label("Female", exact=True)).to_be_checked()
    expect(form.locator("[name=owner_born_on]")).to_have_value("1990-08-17")

    form.get_by_label("Male", exact=True).check()
    form.fill("[name=owner_born_on]", "1991-08-17")
    with form.expect_response("**/pemilik/**"):
        form.fill("[name=owner_nik]", "3199015708900002")
        form.press("[name=owner_nik]", "Enter")
    expect(form.locator("#dikenal")).to_contain_text("17 August 1990")

    expect(form.get_by_label("Male", exact=True)).to_be_checked()
    expect(form.locator("[name=owner_born_on]")).to_have_value("1991-08-17")


# How large: the scale


def test_the_scale_follows_what_is_typed(form, complaints):
    scale = form.locator("#skala")
    form.focus("[name=capital]")
    form.keyboard.type("1.500.000")
    expect(scale).to_have_text("Scale: Micro, by its capital (PP 7/2021 Art. 35 (3))")
    form.fill("[name=capital]", "")
    expect(scale).to_have_text("")
    form.fill("[name=annual_sales]", "60000000000")
    expect(scale).to_contain_text("Larger than UMKM, by its annual sales (PP 7/2021 Art. 35 (5))")

    assert complaints() == []
