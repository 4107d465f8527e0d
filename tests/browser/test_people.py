"""People in a real browser: every page without complaint at both sizes and in both languages, and a number shown once."""

import pytest
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register
from umkm.choices import Tie
from umkm.identifiers import Npwp
from umkm.models import Disclosure
from umkm.rules.membership import add_member

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
SETTINGS = {
    "desk, English": (DESK, "en-GB"),
    "desk, Indonesian": (DESK, "id-ID"),
    "phone, Indonesian": (PHONE, "id-ID"),
}


@pytest.fixture(params=SETTINGS)
def browser_context_args(browser_context_args, request):
    viewport, language = SETTINGS[request.param]
    return browser_context_args | {"viewport": viewport, "locale": language}


@pytest.fixture
def staff(enter):
    return enter(Role.STAFF)


@pytest.fixture
def business(staff):
    owner = person(phone="+6281234567890", address="Jalan Rumah 7", home_city="Bekasi")
    business = register(staff, owner=owner, npwp=Npwp("3199015708907654"))
    add_member(business=business, person=person("Budi"), tie=Tie.PARTNER, by=staff)
    make.trained(business, "2021-03-01")
    return business


def test_every_page_about_people_is_without_complaint(page, business, complaints):
    record, somebody = f"/usaha/{business.number}/", f"/peserta/{business.owner.pk}/"
    membership = business.memberships.get()

    for address in (
        record,
        f"{record}orang/tambah/",
        f"{record}orang/{membership.pk}/peran/",
        f"{record}orang/{membership.pk}/keluar/",
        f"{record}pemilik/",
        f"{record}npwp/",
        somebody,
        f"{somebody}ubah/",
        f"{somebody}nik/",
        f"{somebody}nik/ubah/",
        "/peserta/pengungkapan/",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])


def test_somebody_new_is_added_and_somebody_known_made_the_owner(page, business, complaints):
    page.goto(f"/usaha/{business.number}/orang/tambah/")
    page.fill("[name=nik]", make.nik().in_full())
    page.press("[name=nik]", "Enter")
    expect(page.locator("[name=name]")).to_be_visible()
    assert complaints() == []
    page.fill("[name=name]", "Cici Lestari")
    page.fill("[name=phone]", "0812-1111-2222")
    page.check("[name=tie][value=employee]")
    page.click(".form button")
    expect(page.get_by_role("link", name="Cici Lestari", exact=True)).to_be_visible()

    page.goto(f"/usaha/{business.number}/pemilik/")
    page.fill("[name=nik]", business.memberships.get(participant__name="Cici Lestari").participant.nik.in_full())
    page.press("[name=nik]", "Enter")
    page.check("[name=happened][value=handover]")
    page.click(".form button")
    expect(page.locator(".error-summary")).to_be_focused()
    assert complaints() == []
    page.fill("[name=handed_over_on]", "2021-06-01")
    page.fill("[name=reason]", "Dijual")
    page.click(".form button")

    expect(page.locator("h1")).to_contain_text(business.name)
    business.refresh_from_db()
    assert business.owner.name == "Cici Lestari"


def test_a_home_outside_jakarta_stays_one_until_a_kelurahan_is_chosen(page, business, complaints):
    siti, edit = business.owner, f"/peserta/{business.owner.pk}/ubah/"
    page.goto(edit)
    page.fill("[name=phone]", "0813-3333-3333")
    page.click(".form button")
    expect(page.locator(".notice.success")).to_be_visible()
    siti.refresh_from_db()
    stayed = (siti.phone, siti.home_city)

    page.goto(edit)
    page.select_option("[name=kelurahan]", label="Cideng")
    assert complaints() == []
    page.click(".form button")
    expect(page.locator(".notice.success")).to_be_visible()

    siti.refresh_from_db()
    assert stayed == ("+6281333333333", "Bekasi")
    assert (siti.kelurahan.name, siti.home_city) == ("Cideng", "")


def test_a_nik_is_shown_once_and_neither_reloading_nor_going_back_shows_it_again(page, business, complaints):
    digits = business.owner.nik.in_full()
    shown = " ".join(digits[at : at + 4] for at in range(0, 16, 4))
    page.goto(f"/peserta/{business.owner.pk}/nik/")
    page.fill("[name=reason]", "Mencocokkan KTP")
    page.click(".form button")
    expect(page.locator(".big")).to_have_text(shown)
    assert complaints() == []

    page.reload()
    expect(page.locator(".notice.warning")).to_be_visible()
    reloaded = page.content()
    page.go_back()
    gone_back = page.content()

    assert shown not in reloaded + gone_back
    assert Disclosure.objects.count() == 1
