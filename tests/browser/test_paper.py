"""A paper list typed in a real browser: a dead network and a sign-in that ran out lose nothing, and neither doubles it."""

import datetime

from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import TrainingSession
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
