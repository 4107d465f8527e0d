"""The thread in a real browser: four people at their own screens, from the form to the number and back."""

import datetime
import re

from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import MentoringVisit, TrainingSession
from tests import make
from tests.journeys.conftest import counts
from umkm.models import Business

TODAY = timezone.localdate()
DAYS = [str(TODAY - datetime.timedelta(days=before)) for before in (1, 0)]


def behind(page, place):
    """What the list behind a card says; `page` shows the dashboard, and does so again afterwards."""
    page.locator("a.big").nth(place).click()
    page.wait_for_url("**/dasbor/daftar/**")
    said = page.locator("main").inner_text()
    page.go_back()
    return said


def register(page, name, owner, nik):
    page.goto("/usaha/baru/")
    for field, text in {"owner_nik": nik, "owner_name": owner, "owner_phone": "0812-3456-7890", "name": name}.items():
        page.fill(f"[name={field}]", text)
    page.select_option("[name=kelurahan]", make.kelurahan("Gambir").code)
    page.select_option("[name=sector]", "kuliner")
    page.fill("[name=registered_on]", "2021-01-04")
    page.get_by_role("button", name="Continue", exact=True).click()
    page.wait_for_url("**/periksa/**")
    page.get_by_role("button", name="Register", exact=True).click()
    page.wait_for_url("**/terdaftar/")
    return Business.objects.get(number=re.search(r"JP-\d{8}", page.url)[0])


def fill_class(page, title):
    page.fill("[name=title]", title)
    for place, day in enumerate(DAYS):
        page.fill(f"[name=days_{place}]", day)


def test_the_thread_is_walked_in_the_browser(screen):
    staff, _clerk = screen(Role.STAFF)
    official, _reader = screen(Role.OFFICIAL)
    officer, _keeper = screen(Role.OFFICER, at="Gambir")
    mentor, follower = screen(Role.MENTOR, at="Gambir")

    first = register(staff, "Warung Bu Siti", "Siti Aminah", "3199015708900001")
    assert counts(official) == [1, 0, 0]
    second = register(staff, "Kedai Pak Budi", "Budi Santoso", "3199011708850002")
    assert counts(official) == [2, 0, 0]
    registered = behind(official, 0)
    assert first.number in registered
    assert second.number in registered

    officer.goto(f"/usaha/{first.number}/pendamping/")
    officer.select_option("[name=mentor]", str(follower.pk))
    officer.locator("main form.form .button").click()
    officer.wait_for_url(f"**/usaha/{first.number}/")
    officer.goto("/pelatihan/baru/")
    fill_class(officer, "Kelas dasar")
    officer.get_by_role("button", name="Save the class").click()
    officer.wait_for_url(re.compile(r"/pelatihan/\d+/$"))
    officer.fill("[name=business]", first.number)
    officer.get_by_role("button", name="Enrol", exact=True).click()
    expect(officer.locator(".notice")).to_contain_text("Warung Bu Siti is enrolled.")
    for day, trained in zip(DAYS, (0, 1), strict=True):
        officer.goto(f"/pelatihan/{TrainingSession.objects.get().pk}/hadir/?hari={day}")
        officer.check("[name=enrolments]")
        expect(officer.locator("[data-said]")).to_contain_text("WIB")
        assert counts(official) == [2, trained, 0]
    trained_list = behind(official, 1)
    assert first.number in trained_list
    assert second.number not in trained_list

    officer.goto("/pelatihan/catat/")
    fill_class(officer, "Kelas pangan")
    officer.fill("[name=guests]", f"{second.number} 1 2")
    officer.get_by_role("button", name="Save the class and its attendance").click()
    expect(officer.locator(".notice")).to_contain_text("The class was logged and closed.")
    assert counts(official) == [2, 2, 0]
    assert second.number in behind(official, 1)

    mentor.goto(f"/kunjungan/baru/?usaha={first.number}")
    mentor.get_by_role("button", name="Save the visit").click()
    expect(mentor.locator(".notice")).to_contain_text("The visit to Warung Bu Siti was logged.")
    assert counts(official) == [2, 2, 1]
    mentored = behind(official, 2)
    assert first.number in mentored
    assert second.number not in mentored
    official.goto(f"/usaha/{first.number}/")
    expect(official.locator(".steps .reached")).to_have_count(3)
    officer.goto(f"/usaha/{first.number}/")
    steps = officer.locator(".steps .reached")
    today = f"{TODAY:%-d %B %Y}"
    for place, (day, evidence) in enumerate(
        [("4 January 2021", ""), (today, "Kelas dasar"), (today, "visit, on site")]
    ):
        expect(steps.nth(place)).to_contain_text(day)
        expect(steps.nth(place)).to_contain_text(evidence)

    mentor.goto(f"/kunjungan/{MentoringVisit.objects.get().pk}/batal/")
    mentor.fill("[name=reason]", "Salah usaha")
    mentor.get_by_role("button", name="Void this visit").click()
    expect(mentor.locator("h1")).to_contain_text("voided")
    assert counts(official) == [2, 2, 0]
    officer.goto(f"/usaha/{first.number}/")
    expect(officer.locator(".timeline")).to_contain_text("Salah usaha")
    call_command("check_ledger")
