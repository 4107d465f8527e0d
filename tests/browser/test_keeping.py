"""A record in a real browser: without complaint at both sizes and in both languages; edited by two; printed."""

import re

import pytest
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register
from umkm.models import Business
from umkm.rules.business import edit_business
from umkm.rules.placement import move_business

LONG = "rahmawati.sulistyaningsih@kelurahan-pulau-panggang.example"
SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(params=SIZES)
def viewport(request):
    return SIZES[request.param]


@pytest.fixture(params=["id-ID", "en-GB"])
def browser_context_args(browser_context_args, viewport, request):
    return browser_context_args | {"viewport": viewport, "locale": request.param}


@pytest.fixture
def staff(enter):
    return enter(Role.STAFF, username="staf")


@pytest.fixture
def business(staff):
    owner = person(phone="+6281234567890", address="Jalan Rumah 7", home_city="Bekasi", email=LONG)
    business = register(staff, owner=owner, phone="+6281111111111", capital=5_000_000)
    menteng = make.kelurahan("Menteng")
    move_business(business=business, kelurahan=menteng, address="Jalan B", starts_on=make.day("2021-03-01"), by=staff)
    make.trained(business, "2021-04-01", "2021-04-02")
    make.visit(business, "2021-05-01")
    edit_business(business=business, phone="+6281222222222", by=staff)
    return business


def test_every_page_of_a_record_is_without_complaint(page, business, complaints):
    record = f"/usaha/{business.number}/"
    first, move = business.placements.order_by("id")

    for address in (
        record,
        f"{record}?riwayat=fakta",
        f"{record}riwayat/",
        f"{record}ubah/",
        f"{record}ubah/kegiatan/",
        f"{record}alamat/",
        f"{record}alamat/{first.pk}/",
        f"{record}pindah/",
        f"{record}pindah/{move.pk}/batal/",
        f"{record}tutup/",
        f"{record}buka/",
        f"{record}batal/",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])


def test_the_second_of_two_is_told_beside_the_field_and_keeps_what_they_typed(page, business, complaints):
    page.goto(f"/usaha/{business.number}/ubah/usaha/")
    page.fill("[name=phone]", "0813-3333-3333")
    budi = make.user(Role.STAFF, username="budi")
    edit_business(business=business, phone="+6281244444444", email="warung@example.id", by=budi)

    page.locator("main form button").click()

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".field.wrong")).to_contain_text("“0812-2222-2222”")
    expect(page.locator(".field.wrong")).to_contain_text("“0812-4444-4444”")
    expect(page.locator("[name=phone]")).to_have_value("0813-3333-3333")
    expect(page.locator("[name=email]")).to_have_value("warung@example.id")
    assert complaints() == []
    page.locator("main form button").click()
    page.wait_for_url(f"**/usaha/{business.number}/")
    business = Business.objects.get()
    assert (business.phone, business.email) == ("+6281333333333", "warung@example.id")


def test_a_typical_record_prints_on_one_sheet_without_the_whole_nik(page, business):
    page.goto(f"/usaha/{business.number}/")

    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))

    assert len(sheets) == 1
    assert business.owner.nik.in_full() not in page.content()
