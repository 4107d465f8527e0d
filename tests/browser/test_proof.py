"""Proof and certificates in a real browser: without complaint at both sizes, and a sheet photographed and verified."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import Attendance
from pendampingan.rules.attendance import tick_attendance
from pendampingan.rules.certificate import issue_certificates, withdraw_certificate
from pendampingan.rules.photo import keep_photo
from pendampingan.rules.session import close_session
from tests import make

SIZES = {"desk": ({"width": 1280, "height": 800}, "light"), "phone": ({"width": 360, "height": 740}, "dark")}


@pytest.fixture(params=SIZES)
def browser_context_args(browser_context_args, request):
    viewport, scheme = SIZES[request.param]
    return browser_context_args | {"color_scheme": scheme, "viewport": viewport}


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (800, 1100), "white").save(file, "JPEG")
    return file.getvalue()


def held_class(*, by):
    """A class of two people of one day, ticked by `by`."""
    session = make.session("2021-03-01")
    people = [make.enrolment(session, make.business(at=at)) for at in ("Gambir", "Tebet")]
    tick_attendance(day=session.days.get(), enrolments=people, by=by)
    return session


def test_every_page_of_proof_and_certificates_is_without_complaint(page, enter, complaints):
    officer, author = enter(Role.OFFICER, at="Gambir"), make.user(Role.OFFICER, at="Gambir")
    session, visit = held_class(by=author), make.visit(make.business(), "2021-03-01")
    photo = keep_photo(day=session.days.get(), content=picture(), by=author)
    close_session(session=session, by=author)
    first, second = issue_certificates(session=session, by=author)
    withdraw_certificate(certificate=second, reason="salah nama", by=author)
    address = f"/pelatihan/{session.pk}/"

    for each in (address, f"{address}hadir/periksa/", f"{address}hadir/foto/", f"{address}hadir/foto/{photo.pk}/batal/",
                 f"{address}sertifikat/", f"{address}sertifikat/{first.enrolment_id}/tarik/", f"/kunjungan/{visit.pk}/",
                 f"/sertifikat/{first.code}/", f"/sertifikat/{second.code}/"):  # fmt: skip
        page.goto(each)
        assert (each, complaints()) == (each, [])
    assert officer.username in page.content()


def test_a_signed_sheet_is_photographed_and_verified_by_another_officer(page, enter, complaints):
    second = enter(Role.OFFICER, at="Gambir")
    session = held_class(by=make.user(Role.OFFICER, at="Gambir"))
    page.goto(f"/pelatihan/{session.pk}/hadir/foto/")

    page.locator("[name=photo]").set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    page.get_by_role("button", name="Keep this photo").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The photo is kept.")
    page.goto(f"/pelatihan/{session.pk}/")
    page.get_by_role("link", name="Verify").press("Enter")
    page.locator("[name=ticks]").first.press("Space")
    page.get_by_role("button", name="Verify these people").press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Verified: 1.")
    assert sorted(Attendance.objects.values_list("verified_by", flat=True), key=str) == [second.pk, None]
    assert complaints() == []
