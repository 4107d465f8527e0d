"""A paper list typed in a real browser: a dead network and a sign-in that ran out lose nothing, and neither doubles it."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import Attendance, TrainingSession
from tests import make
from tests.browser.conftest import PASSWORD

TODAY = timezone.localdate()
SAVE = "Save the class and its attendance"


def fill(page, text):
    page.goto("/pelatihan/catat/")
    page.fill("[name=title]", "Kelas dasar")
    page.fill("[name=days_0]", str(TODAY - datetime.timedelta(days=1)))
    page.fill("[name=guests]", text)


def test_without_a_network_the_list_stays_on_the_page(page, enter):
    enter(Role.OFFICER, at="Gambir")
    fill(page, make.business().number)

    page.context.set_offline(True)
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#status-draf")).to_contain_text("nothing was sent and nothing is lost")
    page.context.set_offline(False)
    page.get_by_role("button", name=SAVE).click()

    expect(page.locator(".notice.success")).to_contain_text("The class was logged and closed.")
    assert TrainingSession.objects.count() == 1


def test_who_is_signed_out_meanwhile_signs_in_beside_it_and_sends_the_same_page(page, enter):
    officer = enter(Role.OFFICER, at="Gambir")
    fill(page, make.business().number)
    Session.objects.all().delete()

    page.get_by_role("button", name=SAVE).click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in").click()
    beside = opened.value
    beside.fill("[name=username]", officer.username)
    beside.fill("[name=password]", PASSWORD)
    beside.press("[name=password]", "Enter")
    beside.wait_for_url("**/pelatihan/catat/")
    page.get_by_role("button", name=SAVE).click()

    expect(page.locator(".notice.success")).to_contain_text("The class was logged and closed.")
    assert TrainingSession.objects.count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_grid_is_looked_over_and_put_right_with_the_keyboard(page, enter, complaints, width, scheme):
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    enter(Role.OFFICER, at="Gambir")
    clear = make.business("Warung Siti", owner=make.participant("Siti Aminah"))
    for name in ("Dapur Ani", "Kue Ani"):
        make.business(name, owner=make.participant("Ani"))
    fill(page, f"{clear.number} 1\nAni\nBudi yang salah tulis")

    page.locator("[name=guests]").press("Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    assert complaints() == []
    page.get_by_text("Register Budi yang salah tulis").click()
    assert complaints() == []
    page.get_by_role("radio", name="Kue Ani").press("Space")
    page.get_by_role("checkbox", name="Budi yang salah tulis").press("Space")
    page.get_by_role("button", name=SAVE).press("Enter")

    expect(page.locator(".notice.success")).to_contain_text("The class was logged and closed.")
    assert {each.enrolment.business.name for each in Attendance.objects.all()} == {"Warung Siti", "Kue Ani"}


def test_a_list_that_is_clear_is_shown_where_it_is_looked_over(page, enter, complaints):
    enter(Role.OFFICER, at="Gambir")
    fill(page, make.business().number)

    page.locator("[name=guests]").press("Control+Enter")

    expect(page.locator("#periksa")).to_be_focused()
    assert complaints() == []
