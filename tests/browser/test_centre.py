"""The centre's pages in a real browser: without complaint at both sizes, and a sheet ticked on a phone."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import Attendance
from pendampingan.rules.visit import void_visit
from tests import make
from umkm.models import Assignment

SIZES = {"desk": ({"width": 1280, "height": 800}, "light"), "phone": ({"width": 360, "height": 740}, "dark")}
TODAY = timezone.localdate()


@pytest.fixture(params=SIZES)
def browser_context_args(browser_context_args, request):
    viewport, scheme = SIZES[request.param]
    return browser_context_args | {"color_scheme": scheme, "viewport": viewport}


def test_every_page_of_classes_is_without_complaint(page, enter, complaints):
    officer = enter(Role.OFFICER, at="Gambir")
    session = make.session(str(TODAY), str(TODAY + datetime.timedelta(days=1)))
    make.attendance(make.enrolment(session, make.business("Warung Siti", at="Gambir")), str(TODAY))
    make.enrolment(session, make.business("Toko Jauh", at="Tebet"))
    make.session("2021-03-01")
    address = f"/pelatihan/{session.pk}/"

    for each in ("/", "/pelatihan/", "/pelatihan/?bulan=2019-01", "/pelatihan/baru/", "/pelatihan/catat/", address,
                 f"{address}hadir/", f"{address}hadir/?semua=1", f"{address}hadir/?hari={TODAY + datetime.timedelta(days=1)}",
                 f"{address}tutup/", f"{address}batal/", "/kunjungan/"):  # fmt: skip
        page.goto(each)
        assert (each, complaints()) == (each, [])
    assert officer.username in page.content()


def test_every_page_of_visits_is_without_complaint(page, enter, complaints):
    mentor = enter(Role.MENTOR, at="Gambir")
    business = make.business("Warung Siti", at="Gambir")
    Assignment.objects.create(business=business, mentor=mentor, starts_on=make.day("2021-01-04"))
    visit = make.visit(business, "2021-03-01", mentor=mentor, next_step="Buku kas", next_step_due=TODAY)
    voided = make.visit(business, "2021-02-01", mentor=mentor)
    void_visit(visit=voided, reason="usaha lain", by=mentor)

    for each in ("/", "/kunjungan/", "/kunjungan/?daftar=kunjungan", f"/kunjungan/baru/?usaha={business.number}",
                 f"/kunjungan/{visit.pk}/", f"/kunjungan/{visit.pk}/batal/", f"/kunjungan/{voided.pk}/",
                 f"/usaha/{business.number}/", "/pelatihan/"):  # fmt: skip
        page.goto(each)
        assert (each, complaints()) == (each, [])


def test_a_business_is_found_by_a_word_and_ticked_with_the_keyboard(page, enter, complaints):
    enter(Role.OFFICER, at="Gambir")
    session = make.session(str(TODAY))
    make.business("Warung Siti", at="Gambir")
    page.goto(f"/pelatihan/{session.pk}/")
    page.locator("[name=business]").focus()
    page.keyboard.type("siti")
    page.keyboard.press("Enter")

    expect(page.locator(".error-summary")).to_be_focused()
    assert complaints() == []
    page.get_by_role("button", name="Enrol Warung Siti").press("Enter")
    expect(page.locator(".notice")).to_contain_text("Warung Siti is enrolled.")

    page.get_by_role("link", name="Attendance").press("Enter")
    page.locator("[name=enrolments]").press("Space")
    expect(page.locator("[data-said]")).to_contain_text("WIB")
    assert Attendance.objects.standing().count() == 1
    assert complaints() == []
