"""The registry desk in a real browser: without complaint at both sizes, and registered without a mouse."""

import pytest
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register
from umkm.models import Business

SIZES = {"desk": ({"width": 1280, "height": 800}, "light"), "phone": ({"width": 360, "height": 740}, "dark")}


@pytest.fixture(params=SIZES)
def browser_context_args(browser_context_args, request):
    viewport, scheme = SIZES[request.param]
    return browser_context_args | {"color_scheme": scheme, "viewport": viewport}


def test_every_page_of_the_desk_is_without_complaint(page, enter, complaints):
    staff = enter(Role.STAFF)
    business = register(staff, owner=person(phone="+6281234567890", address="Jalan Rumah 7"))
    make.trained(business, "2021-03-01")
    record = f"/usaha/{business.number}/"

    for address in (
        "/usaha/",
        "/usaha/?q=zzz",
        "/usaha/baru/",
        record,
        f"{record}terdaftar/",
        f"{record}ubah/",
        f"{record}alamat/",
        f"{record}pindah/",
        f"{record}tutup/",
        f"{record}batal/",
        f"{record}pendamping/",
        "/peserta/",
        f"/peserta/{business.owner.pk}/",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])


def test_a_business_is_registered_by_keyboard_after_a_fault_is_mended(page, enter, complaints):
    enter(Role.STAFF)
    page.goto("/usaha/baru/")
    page.locator("[name=owner_nik]").focus()
    page.keyboard.type("3199 0157 0890 0000")
    page.keyboard.press("Enter")

    expect(page.locator(".error-summary")).to_be_focused()
    assert complaints() == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=owner_nik]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("3199 0157 0890 0001")
    for field, text in {"owner_name": "Siti Aminah", "owner_phone": "0812-3456-7890", "name": "Warung Bu Siti"}.items():
        reach(page, field)
        page.keyboard.type(text)
    reach(page, "kelurahan")
    page.keyboard.type("Cideng")
    reach(page, "sector")
    page.keyboard.type("Fashion")
    reach(page, "capital")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Registered")
    business = Business.objects.get()
    assert (business.kelurahan.name, business.sector) == ("Cideng", "fesyen")
    expect(page.locator(".big")).to_have_text(business.number)


def reach(page, field):
    """Press Tab until the focus is in the field."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == field:
            return
    raise AssertionError(f"{field} is not reached by Tab")
