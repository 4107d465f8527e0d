"""A registration that is interrupted, in a real browser: whatever happens, nothing typed is lost and nothing doubled."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests import make
from tests.browser.conftest import PASSWORD
from umkm.models import Business, Draft

TYPED = {
    "owner_nik": "3199015708900001",
    "owner_phone": "0812-3456-7890",
    "owner_name": "Siti Aminah",
    "name": "Warung Bu Siti",
}


@pytest.fixture
def form(page, enter):
    """The form, filled in by a clerk."""
    enter(Role.STAFF, username="siti")
    page.goto("/usaha/baru/")
    fill(page)
    return page


def fill(page):
    for field, text in TYPED.items():
        page.fill(f"[name={field}]", text)
    page.select_option("[name=kelurahan]", make.kelurahan("Gambir").code)
    page.select_option("[name=sector]", "kuliner")


def expect_filled(page):
    for field, text in TYPED.items():
        expect(page.locator(f"[name={field}]")).to_have_value(text)
    expect(page.locator("[name=kelurahan]")).to_have_value(make.kelurahan("Gambir").code)


def press(page, button):
    page.get_by_role("button", name=button, exact=True).click()


def saved(page):
    """Wait until the server has all that stands on the page."""
    expect(page.locator("form[data-unsaved]")).to_have_count(0)
    expect(page.locator("#status-draf")).to_contain_text("Draft saved")


def sign_in(page):
    page.fill("[name=username]", "siti")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def to_the_end(page):
    press(page, "Continue")
    page.wait_for_url("**/periksa/**")
    press(page, "Register")
    page.wait_for_url("**/terdaftar/")
    expect(page.locator(".big")).to_have_text(Business.objects.get().number)


def test_typing_is_saved_while_it_goes_on_and_said_once(form):
    saved(form)
    expect(form.locator("#kabar-draf")).to_contain_text("Draft saved")

    form.reload()

    expect_filled(form)
    expect(form.locator(".notice", has_text="Draft of")).to_be_visible()


#: All that the browser would still hold once the page is left.
STORED = """async () => {
  const pages = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) pages.push(await (await cache.match(request)).text());
  }
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done) => (indexedDB.open(name).onsuccess = (event) => done(event.target.result)));
    for (const store of database.objectStoreNames) {
      rows.push(await new Promise((done) => (database.transaction(store).objectStore(store).getAll().onsuccess =
        (event) => done(event.target.result))));
    }
  }
  return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, pages, rows]);
}"""


def test_the_draft_is_the_server_s_and_the_browser_stores_nothing_of_a_person(form):
    saved(form)

    stored = form.evaluate(STORED)

    assert [text for text in TYPED.values() if text in stored] == []
    assert Draft.objects.get().typed["owner_name"] == [TYPED["owner_name"]]


def test_a_sign_in_that_ran_out_is_told_in_the_page_and_the_form_stands_filled_after_it(form):
    saved(form)
    Session.objects.all().delete()

    form.fill("[name=name]", "Warung Bu Siti")
    form.fill("[name=address]", "Jalan Juanda 1")
    form.locator("[name=address]").blur()
    expect(form.locator("#status-draf")).to_contain_text("You were signed out")
    assert form.url.endswith("/usaha/baru/")
    expect_filled(form)
    press(form, "Continue")
    expect(form.locator("#status-draf")).to_contain_text("You were signed out")
    form.locator("#status-draf a").click()
    sign_in(form)

    form.wait_for_url("**/usaha/baru/**")
    expect_filled(form)
    expect(form.locator("[name=address]")).to_have_value("Jalan Juanda 1")
    to_the_end(form)


def test_signed_in_again_in_another_window_the_form_goes_on(form, context):
    saved(form)
    Session.objects.all().delete()
    other = context.new_page()
    other.goto("/masuk/")
    sign_in(other)
    other.wait_for_url("**/")

    form.fill("[name=address]", "Jalan Juanda 1")
    form.locator("[name=address]").blur()
    expect(form.locator("#status-draf")).to_contain_text("Draft saved")

    to_the_end(form)


def test_without_a_connection_nothing_is_sent_nothing_lost_and_pressing_again_works(form, context):
    saved(form)
    context.set_offline(True)

    press(form, "Continue")
    expect(form.locator("#status-draf")).to_contain_text("No connection: nothing was sent and nothing is lost.")
    expect_filled(form)
    context.set_offline(False)

    to_the_end(form)


def test_typed_without_a_connection_is_saved_when_it_is_back(form, context):
    saved(form)
    context.set_offline(True)
    form.fill("[name=address]", "Jalan Juanda 1")
    form.locator("[name=address]").blur()
    expect(form.locator("#status-draf")).to_contain_text("No connection: it stays on this page")

    context.set_offline(False)

    expect(form.locator("#status-draf")).to_contain_text("Draft saved")
    assert Draft.objects.get().typed["address"] == ["Jalan Juanda 1"]


def test_without_a_connection_the_check_page_stays(form, context):
    press(form, "Continue")
    form.wait_for_url("**/periksa/**")
    context.set_offline(True)

    press(form, "Register")
    expect(form.locator("#status-draf")).to_contain_text("No connection: nothing was sent")
    context.set_offline(False)
    press(form, "Register")

    form.wait_for_url("**/terdaftar/")
    assert Business.objects.count() == 1


def test_a_double_click_registers_once(form):
    form.get_by_role("button", name="Continue", exact=True).dblclick()
    form.wait_for_url("**/periksa/**")
    form.get_by_role("button", name="Register", exact=True).dblclick()

    form.wait_for_url("**/terdaftar/")
    expect(form.locator(".big")).to_have_text(Business.objects.get().number)


def test_back_from_the_check_page_is_the_filled_form(form):
    press(form, "Continue")
    form.wait_for_url("**/periksa/**")

    form.go_back()

    expect_filled(form)


def test_back_from_the_confirmation_leads_to_it_again(form):
    to_the_end(form)
    number = Business.objects.get().number

    form.go_back()

    expect(form.locator("h1")).to_have_text("Registered")
    expect(form.locator(".big")).to_have_text(number)
    assert Business.objects.count() == 1


def test_two_windows_on_one_draft_register_it_once(form, context):
    press(form, "Continue")
    form.wait_for_url("**/periksa/**")
    other = context.new_page()
    other.goto(form.url)

    press(form, "Register")
    form.wait_for_url("**/terdaftar/")
    press(other, "Register")

    other.wait_for_url("**/terdaftar/")
    assert other.url == form.url
    assert Business.objects.count() == 1


def test_start_anew_asks_before_what_was_just_typed_is_discarded(form):
    saved(form)
    asked = []
    form.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    form.keyboard.press("Alt+n")
    expect_filled(form)
    form.once("dialog", lambda dialog: dialog.accept())
    form.keyboard.press("Alt+n")

    expect(form.locator("[name=name]")).to_have_value("")
    assert asked == ["Discard what is typed here and start anew?"]
    assert Draft.objects.count() == 0


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_a_business_is_registered(self, form):
        to_the_end(form)

    def test_a_sign_in_that_ran_out_leads_back_to_the_filled_form(self, form):
        Session.objects.all().delete()

        press(form, "Continue")
        sign_in(form)

        form.wait_for_url("**/usaha/baru/**")
        expect_filled(form)
        to_the_end(form)

    def test_a_known_person_is_looked_up_and_taken(self, form):
        to_the_end(form)
        form.goto("/usaha/baru/")
        form.fill("[name=owner_nik]", TYPED["owner_nik"])

        press(form, "Look this person up")
        press(form, "It is this person")

        expect(form.locator("[name=owner_phone]")).to_have_value("0812-3456-7890")
        expect(form.locator("[name=owner_name]")).to_have_value("Siti Aminah")
