"""A class, at the screens of all who have to do with it: planned, filled, ticked through a hole in the network, proven, closed
and taken back; ticked by two officers at once; and logged afterwards from paper."""

import datetime
import re
from io import BytesIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import Attendance, Certificate
from tests import make
from tests.browser.conftest import lose_the_answer_once
from tests.journeys.conftest import PHONE, counts
from umkm.models import Business

TODAY = timezone.localdate()
YESTERDAY = TODAY - datetime.timedelta(days=1)
MARKS = re.compile("/hadir/tanda/$")


@pytest.fixture
def businesses(committed_database):
    """Of Gambir, by the first name of their owners."""
    names = ["Ani Wulandari", "Budi Hartono", "Citra Lestari", "Dewi Anggraini"]
    return {name.split()[0]: make.business(f"Dapur {name.split()[0]}", owner=make.participant(name)) for name in names}


def enrol(page, word):
    page.fill("[name=business]", word)
    page.get_by_role("button", name="Enrol", exact=True).click()


def tap(page, name):
    page.get_by_role("checkbox", name=name).click()


def said(page, name):
    """Who ticked somebody, and when."""
    return page.locator("[data-seat]", has_text=name).locator("[data-said]")


def bar(page):
    return page.locator("#kiriman")


def ticked():
    """Who is ticked on which day, each as often as they are."""
    ticks = Attendance.objects.standing().values_list("enrolment__participant__name", "day__held_on")
    return sorted((name.split()[0], str(day)) for name, day in ticks)


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (800, 1100), "white").save(file, "JPEG")
    return file.getvalue()


def test_a_class_is_planned_filled_ticked_through_a_hole_proven_closed_and_taken_back(screen, businesses):
    officer, _keeper = screen(Role.OFFICER, at="Gambir", username="sari", viewport=PHONE)
    second, _witness = screen(Role.OFFICER, at="Gambir", username="tono")
    staff, _clerk = screen(Role.STAFF)
    assert counts(staff) == [4, 0, 0]

    # On the phone a class of two seats is planned: one business by its number, one by a word, and who comes third waits.
    officer.goto("/pelatihan/baru/")
    officer.fill("[name=title]", "Kelas dasar")
    for place, day in enumerate([YESTERDAY, TODAY]):
        officer.fill(f"[name=days_{place}]", str(day))
    officer.fill("[name=capacity]", "2")
    officer.get_by_role("button", name="Save the class").click()
    officer.wait_for_url(re.compile(r"/pelatihan/\d+/$"))
    address = officer.url
    enrol(officer, businesses["Ani"].number)
    expect(officer.get_by_role("status")).to_contain_text("Dapur Ani is enrolled.")
    enrol(officer, "budi")
    officer.get_by_role("button", name="Enrol Dapur Budi").click()
    expect(officer.get_by_role("status")).to_contain_text("Dapur Budi is enrolled.")
    enrol(officer, businesses["Citra"].number)
    expect(officer.get_by_role("status")).to_contain_text("Dapur Citra is on the waiting list.")

    # One withdraws, the one who waits moves up and is called.
    officer.get_by_role("button", name="Withdraw Budi").click()
    officer.get_by_role("button", name="Called Citra").click()
    expect(officer.get_by_role("status")).to_contain_text("Dapur Citra knows of the seat.")

    # Yesterday is ticked with a network, today without: what was tapped outlives a reload, and one answer is lost on the way.
    officer.goto(f"{address}hadir/?hari={YESTERDAY}")
    officer.get_by_role("link", name="Tick everybody").click()
    for name in ("Ani", "Citra"):
        expect(said(officer, name)).to_contain_text("sari")
    assert counts(staff) == [4, 0, 0]
    officer.goto(f"{address}hadir/")
    officer.evaluate("navigator.serviceWorker.ready")
    officer.context.set_offline(True)
    for name in ("Ani", "Citra"):
        tap(officer, name)
    expect(bar(officer)).to_contain_text("2 not sent yet")
    officer.reload()
    expect(officer.get_by_role("heading", name="No connection")).to_be_visible()
    expect(officer.locator("#belum li")).to_have_count(2)
    lost = lose_the_answer_once(officer, MARKS)
    officer.context.set_offline(False)
    expect(officer.get_by_role("heading", name="Attendance")).to_be_visible(timeout=15_000)
    expect(bar(officer)).to_be_hidden()
    for name in ("Ani", "Citra"):
        expect(said(officer, name)).to_contain_text("sari")
    both = [(name, str(day)) for name in ("Ani", "Citra") for day in (YESTERDAY, TODAY)]
    assert (ticked(), lost) == (both, [200])
    assert Attendance.objects.count() == 4
    assert counts(staff) == [4, 2, 0]
    call_command("check_ledger")

    # The signed sheet is photographed, and another officer holds it against what was ticked.
    officer.goto(f"{address}hadir/foto/?hari={TODAY}")
    officer.locator("[name=photo]").set_input_files({"name": "f.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    officer.get_by_role("button", name="Keep this photo").click()
    expect(officer.get_by_role("status")).to_contain_text("The photo is kept.")
    second.goto(f"{address}hadir/periksa/?hari={TODAY}")
    second.get_by_role("checkbox", name="Citra").uncheck()
    second.get_by_role("button", name="Verify these people").click()
    expect(second.get_by_role("status")).to_contain_text("Verified: 1.")

    # It is closed, and both have a certificate that anybody can look up.
    officer.goto(f"{address}tutup/")
    expect(officer.get_by_text("2 people passed")).to_be_visible()
    officer.get_by_role("button", name="Close the class").click()
    expect(officer.get_by_role("status")).to_contain_text("The class is closed.")
    officer.get_by_role("link", name="Certificates").click()
    officer.get_by_role("button", name="Issue what is missing").click()
    expect(officer.locator("tbody tr")).to_have_count(2)
    certificate = Certificate.objects.get(enrolment__business=businesses["Ani"])
    second.goto(f"/sertifikat/{certificate.code}/")
    expect(second.get_by_text("This certificate of the Jakpreneur programme holds.")).to_be_visible()

    # Staff open it again: one was ticked in another's place, and counts no longer.
    staff.goto(f"{address}buka-lagi/")
    staff.fill("[name=reason]", "Salah orang")
    staff.get_by_role("button", name="Open the class again").click()
    expect(staff.get_by_role("status")).to_contain_text("The class is open again.")
    assert counts(staff) == [4, 2, 0]
    officer.goto(f"{address}hadir/")
    tap(officer, "Citra")
    expect(said(officer, "Citra")).to_have_text("")
    assert counts(staff) == [4, 1, 0]
    call_command("check_ledger")

    # Then it is cancelled: nobody is trained by it, their pages say why, and no certificate holds.
    staff.goto(f"{address}batal/")
    staff.fill("[name=reason]", "Daftar hadir dipalsukan")
    staff.get_by_role("button", name="Cancel the class").click()
    expect(staff.get_by_role("status")).to_contain_text("The class was cancelled.")
    assert counts(staff) == [4, 0, 0]
    assert ticked() == []
    officer.goto(f"/usaha/{businesses['Ani'].number}/")
    expect(officer.locator(".timeline")).to_contain_text("Daftar hadir dipalsukan")
    second.reload()
    expect(second.get_by_text("This certificate does not hold any more.")).to_be_visible()
    call_command("check_ledger")


def test_two_officers_tick_one_sheet_and_one_of_them_is_without_a_network(screen, businesses):
    session = make.session(str(TODAY))
    for business in businesses.values():
        make.enrolment(session, business)
    near, _keeper = screen(Role.OFFICER, at="Gambir", username="sari", viewport=PHONE)
    far, _colleague = screen(Role.OFFICER, at="Gambir", username="tono", viewport=PHONE)
    for page in (near, far):
        page.goto(f"/pelatihan/{session.pk}/hadir/")
        expect(page.locator("#cari")).to_be_visible()

    # Without a network one ticks three; meanwhile the other ticks the second as well, the fourth, and the first by mistake.
    far.context.set_offline(True)
    for name in ("Ani", "Budi", "Citra"):
        tap(far, name)
    expect(bar(far)).to_contain_text("3 not sent yet")
    for name in ("Ani", "Budi", "Dewi"):
        tap(near, name)
        expect(said(near, name)).to_contain_text("sari")
    tap(near, "Ani")
    expect(said(near, "Ani")).to_have_text("")

    # Back again, what agrees is there once, and what is contrary comes back to be decided.
    far.context.set_offline(False)
    expect(bar(far)).to_have_text(re.compile("1 refused"))
    expect(far.locator("[data-seat]", has_text="Ani")).to_contain_text("Somebody else has marked this person since")
    expect(far.get_by_role("checkbox", name="Ani")).not_to_be_checked()
    expect(said(far, "Budi")).to_contain_text("sari")
    expect(said(far, "Citra")).to_contain_text("tono")
    assert ticked() == [(name, str(TODAY)) for name in ("Budi", "Citra", "Dewi")]
    far.get_by_role("link", name="Look at them").click()
    far.get_by_role("button", name="Send again as it stands now").click()
    expect(far.get_by_text("Everything is sent.")).to_be_visible()

    # Nothing is lost, nothing is there twice, and both see the same.
    assert ticked() == [(name, str(TODAY)) for name in businesses]
    assert Attendance.objects.count() == 5  # with the one that was taken back
    for page in (near, far):
        page.goto(f"/pelatihan/{session.pk}/hadir/")
        expect(page.locator("legend b")).to_have_text("4")
    assert counts(near) == [4, 4, 0]
    call_command("check_ledger")


def test_a_class_is_logged_from_paper_and_who_is_unknown_is_registered_beside_their_line(screen, businesses):
    officer, _keeper = screen(Role.OFFICER, at="Gambir", viewport=PHONE)
    assert counts(officer) == [4, 0, 0]
    officer.goto("/pelatihan/catat/")
    officer.fill("[name=title]", "Kelas pangan")
    for place, day in enumerate([YESTERDAY, TODAY]):
        officer.fill(f"[name=days_{place}]", str(day))
    officer.fill("[name=guests]", f"{businesses['Ani'].number} 1 2\nBudi Hartono 1\nEka Putri 1 2")
    officer.get_by_role("button", name="Look over the list").click()

    officer.get_by_text("Register Eka Putri").click()
    newcomer = officer.locator("tbody.wrong")
    newcomer.get_by_label("NIK").fill("3199015708900001")
    newcomer.get_by_label("Phone").fill("0812-3456-7890")
    newcomer.get_by_label("Business name").fill("Kue Eka")
    newcomer.get_by_label("Sector").select_option("kuliner")
    newcomer.get_by_label("Kelurahan").select_option(make.kelurahan("Gambir").code)
    officer.get_by_role("button", name="Save the class and its attendance").click()

    expect(officer.locator(".notice.success")).to_contain_text("The class was logged and closed.")
    assert ticked() == [
        ("Ani", str(YESTERDAY)), ("Ani", str(TODAY)), ("Budi", str(YESTERDAY)),
        ("Eka", str(YESTERDAY)), ("Eka", str(TODAY)),
    ]  # fmt: skip
    eka = Business.objects.get(name="Kue Eka")
    assert (eka.owner.name, eka.registered_on, eka.kelurahan.centre.name) == ("Eka Putri", YESTERDAY, "Gambir")
    assert counts(officer) == [5, 2, 0]
    officer.goto(f"/usaha/{eka.number}/")
    expect(officer.locator(".steps .reached")).to_have_count(2)
    call_command("check_ledger")
