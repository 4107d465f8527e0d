"""A business registered in a real browser: without a mouse, and with few keys beyond what is told."""

import pytest
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register
from umkm.models import Business, Participant

SIZES = {"desk": ({"width": 1280, "height": 800}, "light"), "phone": ({"width": 360, "height": 740}, "dark")}


@pytest.fixture(params=SIZES)
def browser_context_args(browser_context_args, request):
    viewport, scheme = SIZES[request.param]
    return browser_context_args | {"color_scheme": scheme, "viewport": viewport}


class Keys:
    """A keyboard that counts what is pressed beyond the data itself."""

    def __init__(self, page):
        self.page = page
        self.pressed = 0

    def data(self, text):
        self.page.keyboard.type(text)

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)
            self.pressed += 1

    def into(self, field, key="Enter"):
        """Press until the focus is in the field."""
        for _ in range(10):
            self.press(key)
            if self.focused() == field:
                return
        raise AssertionError(f"{field} is not reached; the focus is in {self.focused()}")

    def focused(self):
        return self.page.evaluate("document.activeElement.name")


@pytest.fixture
def keys(page):
    return Keys(page)


def test_a_typical_business_is_registered_with_few_keys_beyond_the_data(page, enter, keys, complaints):
    enter(Role.STAFF)
    page.goto("/usaha/baru/")

    assert keys.focused() == "owner_nik"
    keys.data("3199015708900001")
    keys.into("owner_phone")
    keys.data("081234567890")
    keys.into("owner_name")
    keys.data("Siti Aminah")
    keys.into("name")
    keys.data("Warung Bu Siti")
    keys.into("kelurahan")
    keys.data("Cideng")
    keys.into("address")
    keys.data("Jalan Juanda 1")
    keys.into("kbli")
    keys.data("56102")
    keys.press("Enter")
    expect(page.locator("[name=sector]")).to_be_focused()
    keys.into("capital")
    keys.data("5000000")
    page.wait_for_load_state("networkidle")
    keys.press("Control+Enter")
    page.wait_for_url("**/periksa/**")
    expect(page.locator("#lanjut")).to_be_focused()
    assert complaints() == []
    keys.press("Enter")
    page.wait_for_url("**/terdaftar/")
    business = Business.objects.get()
    expect(page.locator(".big")).to_have_text(business.number)
    keys.press("Enter")
    page.wait_for_url("**/usaha/baru/")

    assert keys.focused() == "owner_nik"
    expect(page.locator("[name=owner_nik]")).to_have_value("")
    assert keys.pressed == 20
    assert (business.kelurahan.name, business.kbli, business.sector, business.capital) == (
        "Cideng",
        "56102",
        "kuliner",
        5_000_000,
    )
    assert (business.owner.name, business.owner.sex, business.owner.phone) == (
        "Siti Aminah",
        "female",
        "+6281234567890",
    )


def test_a_fault_is_mended_by_keyboard(page, enter, keys, complaints):
    enter(Role.STAFF)
    page.goto("/usaha/baru/")
    keys.data("3199 0157 0890 0000")
    keys.press("Control+Enter")

    expect(page.locator(".error-summary")).to_be_focused()
    assert complaints() == []
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("[name=owner_nik]")).to_be_focused()
    keys.press("Control+a")
    keys.data("3199 0157 0890 0001")
    keys.press("Control+Enter")

    expect(page.locator(".error-summary")).to_contain_text("Owner's name")
    expect(page.locator(".error-summary")).not_to_contain_text("NIK")


def test_a_known_owner_is_filled_in_and_the_focus_goes_on_to_the_business(page, enter, keys, complaints):
    staff = enter(Role.STAFF)
    siti = person(phone="+6281234567890", address="Jalan Rumah 7", kelurahan=make.kelurahan("Menteng"))
    first = register(staff, owner=siti)
    page.goto("/usaha/baru/")

    keys.data(siti.nik.in_full())
    keys.press("Enter")
    expect(page.locator("#dikenal")).to_contain_text(first.number)
    expect(page.get_by_role("button", name="It is this person")).to_be_focused()
    assert complaints() == []
    keys.press("Enter")

    page.wait_for_url("**/usaha/baru/?draf=**")
    expect(page.locator("[name=name]")).to_be_focused()
    expect(page.locator("[name=owner_phone]")).to_have_value("0812-3456-7890")
    expect(page.locator("[name=owner_address]")).to_have_value("Jalan Rumah 7")
    expect(page.locator("[name=owner_kelurahan]")).to_have_value(make.kelurahan("Menteng").code)
    keys.data("Katering Siti")
    keys.into("at_home")
    keys.press("Space")
    keys.into("sector")
    keys.data("Culinary")
    keys.press("Control+Enter")
    page.wait_for_url("**/periksa/**")
    expect(page.locator("#lanjut")).to_be_focused()
    keys.press("Enter")
    page.wait_for_url("**/terdaftar/")
    second = Business.objects.get(name="Katering Siti")
    assert (second.owner, second.kelurahan, Participant.objects.count()) == (
        first.owner,
        make.kelurahan("Menteng"),
        1,
    )
    assert second.placements.get().address == "Jalan Rumah 7"


def test_enter_does_not_lead_to_the_button_that_leaves_the_form_for_a_double(page, enter, keys):
    register(enter(Role.STAFF), name="Warung Bu Siti", kelurahan=make.kelurahan("Gambir"))
    page.goto("/usaha/baru/")
    page.locator("[name=kelurahan]").select_option(make.kelurahan("Gambir").code)
    page.locator("[name=name]").focus()
    keys.data("Warung Bu Siti")

    page.locator("[name=name]").dispatch_event("change")
    expect(page.locator("[name=it_is]")).to_be_visible()
    keys.press("Enter")
    assert keys.focused() == "started_on"


#: As the answer to the last field left does.
RENEW = "for (const panel of document.querySelectorAll('#dikenal')) panel.innerHTML = panel.innerHTML"


def test_the_person_found_is_taken_by_a_click_whose_button_is_renewed_before_the_draft_is_saved(page, enter):
    siti = person(phone="+6281234567890")
    register(enter(Role.STAFF), owner=siti)
    page.goto("/usaha/baru/")
    page.locator("[name=owner_nik]").press_sequentially(siti.nik.in_full())
    expect(page.get_by_role("button", name="It is this person")).to_be_visible()
    expect(page.locator("#status-draf")).to_contain_text("Draft saved")

    with page.expect_request("**/draf/"):
        page.route("**/draf/", lambda route: (page.evaluate(RENEW), route.continue_()))
        page.get_by_role("button", name="It is this person").click()

    page.wait_for_url("**/usaha/baru/?draf=**")
    expect(page.locator("[name=owner_name]")).to_have_value(siti.name)
