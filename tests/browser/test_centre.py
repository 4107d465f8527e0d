"""The centre's pages in a real browser: each without complaint, on a desk in English and on a phone, in the dark, in Indonesian."""

import datetime
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import Attendance
from pendampingan.rules.certificate import issue_certificates, withdraw_certificate
from pendampingan.rules.enrolment import withdraw
from pendampingan.rules.photo import keep_photo
from pendampingan.rules.session import close_session
from pendampingan.rules.visit import void_visit
from tests import make
from umkm.models import Assignment
from umkm.rules.assignment import assign_mentor

READERS = {
    "desk": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", "locale": "en-GB"},
    "phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark", "locale": "id-ID"},
}
TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture(params=READERS)
def browser_context_args(browser_context_args, request):
    return browser_context_args | READERS[request.param]


@pytest.fixture
def looked_at(page, complaints):
    """Open these addresses, one after the other: all that is wrong with them."""

    def looked_at(*addresses):
        said = []
        for address in addresses:
            page.goto(address)
            said += [(address, complaint) for complaint in complaints()]
        return said

    return looked_at


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (800, 1100), "white").save(file, "JPEG")
    return file.getvalue()


def followed(mentor, name):
    business = make.business(name)
    Assignment.objects.create(business=business, mentor=mentor, starts_on=make.day("2021-01-04"))
    return business


def test_every_page_of_classes_is_without_complaint(enter, looked_at):
    officer = enter(Role.OFFICER, at="Gambir")
    session = make.session(str(TODAY), str(TOMORROW), capacity=3)
    make.attendance(make.enrolment(session, make.business("Warung Siti")), str(TODAY))
    make.enrolment(session, make.business("Toko Jauh", at="Tebet"))
    leaving = make.enrolment(session, make.business())
    for _ in range(2):
        make.waiting(session, make.business())
    withdraw(enrolment=leaving, by=officer)  # so that one moves up and is to be called
    make.session("2021-03-01")
    make.business("Belum Terlatih")
    address = f"/pelatihan/{session.pk}/"

    assert looked_at(
        "/", "/pelatihan/", "/pelatihan/?bulan=2019-01", "/pelatihan/kalender/", "/pelatihan/kalender/?bulan=2021-03",
        "/pelatihan/belum-ditutup/", "/pelatihan/baru/", f"/pelatihan/baru/?salin={session.pk}", "/pelatihan/catat/", address,
        f"{address}ubah/", f"{address}daftarkan/", f"{address}hadir/", f"{address}hadir/?semua=1",
        f"{address}hadir/?hari={TOMORROW}", f"{address}tutup/", f"{address}batal/",
    ) == []  # fmt: skip


def test_every_page_of_proof_and_certificates_is_without_complaint(enter, looked_at):
    enter(Role.OFFICER, at="Gambir")
    author, visit = make.user(Role.OFFICER, at="Gambir"), make.visit(make.business(), "2021-03-01")
    session = make.session("2021-03-01")
    for at in ("Gambir", "Tebet"):
        make.attendance(make.enrolment(session, make.business(at=at)))
    photo = keep_photo(day=session.days.get(), content=picture(), by=author)
    close_session(session=session, by=author)
    first, second = issue_certificates(session=session, by=author)
    withdraw_certificate(certificate=second, reason="salah nama", by=author)
    address = f"/pelatihan/{session.pk}/"

    assert looked_at(
        address, f"{address}hadir/periksa/", f"{address}hadir/foto/", f"{address}hadir/foto/{photo.pk}/batal/",
        f"{address}sertifikat/", f"{address}sertifikat/{first.enrolment_id}/tarik/", f"/kunjungan/{visit.pk}/",
        f"/sertifikat/{first.code}/", f"/sertifikat/{second.code}/",
    ) == []  # fmt: skip


def test_every_page_that_city_staff_alone_see_is_without_complaint(enter, looked_at):
    staff = enter(Role.STAFF)
    session = make.session("2021-03-01")
    make.session("2021-04-01")
    close_session(session=session, by=staff)

    assert looked_at(
        "/", "/topik/", "/topik/baru/", "/topik/keuangan/ubah/", f"/pelatihan/{session.pk}/", f"/pelatihan/{session.pk}/buka-lagi/"
    ) == []  # fmt: skip


def test_every_page_of_a_mentor_is_without_complaint(enter, looked_at):
    mentor = enter(Role.MENTOR, at="Gambir")
    business = followed(mentor, "Warung Siti")
    for on, amount in [("2021-02-01", 5_000_000), ("2021-04-01", 0)]:
        visit = make.visit(business, on, mentor=mentor, monthly_sales=amount, next_step="Buku kas", next_step_due=TODAY)
    voided = make.visit(business, "2021-03-01", mentor=mentor)
    void_visit(visit=voided, reason="usaha lain", by=mentor)

    assert looked_at(
        "/", "/kunjungan/", "/kunjungan/?daftar=kunjungan", "/kunjungan/?saring=belum", "/kunjungan/?saring=tindak",
        "/kunjungan/baru/", f"/kunjungan/baru/?usaha={business.number}", f"/kunjungan/{visit.pk}/",
        f"/kunjungan/{visit.pk}/ubah/", f"/kunjungan/{visit.pk}/batal/", f"/kunjungan/{voided.pk}/",
        f"/usaha/{business.number}/", "/pelatihan/",
    ) == []  # fmt: skip


def test_every_page_of_handing_over_is_without_complaint(page, enter, looked_at, complaints):
    officer = enter(Role.OFFICER, at="Gambir")
    rina, dedi, ayu = (make.user(Role.MENTOR, at="Gambir", username=name) for name in ("rina", "dedi", "ayu"))
    _passing, given_away = followed(rina, "Warung Siti"), followed(rina, "Toko Budi")
    make.business()

    assert looked_at(
        "/", "/kunjungan/", "/kunjungan/beban/", "/kunjungan/serah/", "/kunjungan/serah/?dari=rina&semua=1"
    ) == []  # fmt: skip

    # One that somebody else has given away meanwhile is refused.
    assign_mentor(business=given_away, mentor=ayu, starts_on=TODAY, by=officer)
    page.select_option("[name=mentor]", str(dedi.pk))
    page.locator("form.form > .button").click()
    expect(page.locator("main .rows li")).to_contain_text("Toko Budi")
    assert complaints() == []


@pytest.mark.parametrize("browser_context_args", ["desk"], indirect=True)
def test_a_business_is_found_by_a_word_and_ticked_with_the_keyboard(page, enter, complaints):
    enter(Role.OFFICER, at="Gambir")
    session = make.session(str(TODAY))
    make.business("Warung Siti")
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
