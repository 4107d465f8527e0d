"""The attendance sheet on a phone in a hall with a poor network: every tap counts, and each once."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from django.utils import timezone
from playwright.sync_api import expect

from jakpreneur import settings as product_settings
from jakpreneur.accounts.models import Role
from pendampingan.counts.recount import recount
from pendampingan.models import Attendance, TrainingSession
from pendampingan.rules.session import close_session
from tests import make
from tests.browser.conftest import PASSWORD, lose_the_answer_once
from tests.conftest import until

TODAY = timezone.localdate()
MARKS = re.compile("/hadir/tanda/$")
NAMES = ["Ani Wulandari", "Budi Hartono", "Citra Lestari"]


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def officer(enter):
    return enter(Role.OFFICER, at="Gambir", username="sari")


@pytest.fixture
def seats(committed_database):
    """Three people of one class of today."""
    session = make.session(str(TODAY))
    seats = [
        make.enrolment(session, make.business(f"Dapur {name.split()[0]}", owner=make.participant(name)))
        for name in NAMES
    ]
    yield seats
    assert recount().first == []


@pytest.fixture
def sheet(page, officer, seats):
    """The sheet, open on the officer's phone."""
    open_sheet(page, seats)
    return page


def open_sheet(page, seats):
    page.goto(f"/pelatihan/{seats[0].session_id}/hadir/")
    expect(page.locator("#cari")).to_be_visible()


def tap(page, name):
    page.get_by_role("checkbox", name=name).click()


def row(page, name):
    return page.locator("[data-seat]", has_text=name)


def bar(page):
    return page.locator("#kiriman")


def expect_ticked(page, *names):
    for name in NAMES:
        expect(page.get_by_role("checkbox", name=name)).to_be_checked(checked=name in names)


def without_a_network_apart(complaints):
    """What is wrong, but for what the console says of every request that goes nowhere."""
    return [text for text in complaints if "ERR_INTERNET_DISCONNECTED" not in text]


def ticked():
    """Who is ticked on the server, by name."""
    return sorted(
        Attendance.objects.standing().values_list("enrolment__participant__name", flat=True),
    )


def sign_in(page, username):
    page.goto("/masuk/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")


def sign_out(page):
    page.goto("/keluar/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/masuk/")


# With a network


def test_a_tap_is_saved_at_once_and_undone(sheet):
    tap(sheet, "Budi")
    expect(row(sheet, "Budi").locator("[data-said]")).to_contain_text("sari")
    saved = ticked()
    expect(sheet.locator("legend b")).to_have_text("1")

    sheet.get_by_role("button", name="Undo").click()
    expect(row(sheet, "Budi").locator("[data-said]")).to_have_text("")

    assert saved == ["Budi Hartono"]
    assert ticked() == []
    expect_ticked(sheet)


def test_a_tap_that_is_quicker_than_the_script_is_saved_as_well(page, officer, seats):
    page.route("**/js/sheet*.js", lambda route: (tap(page, "Budi"), route.continue_()))

    page.goto(f"/pelatihan/{seats[0].session_id}/hadir/")

    expect(row(page, "Budi").locator("[data-said]")).to_contain_text("sari")
    assert ticked() == ["Budi Hartono"]


def test_everybody_is_ticked_by_one_button_and_that_is_undone_as_one(sheet):
    tap(sheet, "Citra")
    sheet.get_by_role("link", name="Tick everybody").click()
    for name in NAMES:
        expect(row(sheet, name).locator("[data-said]")).to_contain_text("sari")
    saved = ticked()

    sheet.get_by_role("button", name="Undo").click()
    for name in NAMES[:2]:
        expect(row(sheet, name).locator("[data-said]")).to_have_text("")

    assert saved == NAMES
    assert ticked() == ["Citra Lestari"]


def test_somebody_is_found_by_a_part_of_the_name_and_ticked_with_enter(sheet):
    sheet.fill("#cari", "harto")
    expect(row(sheet, "Ani")).to_be_hidden()

    sheet.press("#cari", "Enter")

    expect(row(sheet, "Budi").locator("[data-said]")).to_contain_text("sari")
    expect(row(sheet, "Ani")).to_be_visible()
    assert ticked() == ["Budi Hartono"]


def test_somebody_is_found_by_the_first_four_characters_of_the_slip(sheet, seats):
    sheet.fill("#cari", seats[2].business.slip[:4].lower())

    sheet.press("#cari", "Enter")

    expect(row(sheet, "Citra").locator("[data-said]")).to_contain_text("sari")
    assert ticked() == ["Citra Lestari"]


def test_the_sheet_and_what_waits_are_without_complaint(sheet, complaints, context):
    tap(sheet, "Budi")
    expect(row(sheet, "Budi").locator("[data-said]")).to_contain_text("sari")
    assert complaints() == []

    sheet.goto("/kiriman/belum/")
    expect(sheet.get_by_text("Everything is sent.")).to_be_visible()
    assert complaints() == []


# Chromium reads QR codes on Android and not here, so that the browser's camera and its detector are replaced: what it
# "reads" is the text of window.slip.
CAMERA = """
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
HTMLMediaElement.prototype.play = async () => {};
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return window.slip ? [{ rawValue: window.slip }] : []; }
};
"""


def test_whoever_s_slip_is_held_before_the_camera_is_ticked(page, officer, seats, complaints):
    page.add_init_script(CAMERA)
    open_sheet(page, seats)
    page.get_by_role("button", name="Scan slips").click()
    page.evaluate("(slip) => (window.slip = slip)", seats[1].business.slip)
    expect(row(page, "Budi").locator("[data-said]")).to_contain_text("sari")
    page.evaluate("(slip) => (window.slip = slip)", make.business("Toko Jauh", at="Tebet").slip)
    expect(page.get_by_text("Nobody on this sheet has this slip.")).to_be_visible()

    page.get_by_role("button", name="Stop scanning").click()

    expect(page.locator("#pindai video")).to_be_hidden()
    assert list(Attendance.objects.values_list("enrolment", "source")) == [(seats[1].pk, "scan")]
    assert complaints() == []


def test_where_the_browser_reads_no_codes_no_scanning_is_offered(page, officer, seats):
    page.add_init_script("delete window.BarcodeDetector")
    open_sheet(page, seats)

    expect(page.locator("#pindai")).to_be_hidden()


# Through a hole in the network


def test_a_seat_tapped_twice_without_a_network_was_never_tapped(sheet, context):
    context.set_offline(True)
    tap(sheet, "Ani")
    tap(sheet, "Budi")
    expect(bar(sheet)).to_contain_text("2 not sent yet")
    tap(sheet, "Budi")
    expect(bar(sheet)).to_contain_text("1 not sent yet")

    context.set_offline(False)

    expect(bar(sheet)).to_be_hidden()
    assert Attendance.objects.count() == 1
    assert ticked() == ["Ani Wulandari"]


def test_a_seat_tapped_back_after_its_answer_was_lost_is_unticked_by_a_mark_of_its_own(sheet, context):
    lose_the_answer_once(sheet, MARKS)
    tap(sheet, "Ani")
    expect(bar(sheet)).to_contain_text("1 not sent yet")
    context.set_offline(True)
    tap(sheet, "Ani")
    expect(bar(sheet)).to_contain_text("2 not sent yet")

    context.set_offline(False)

    expect(bar(sheet)).to_be_hidden()
    expect_ticked(sheet)
    assert ticked() == []
    assert Attendance.objects.count() == 1


PAGE = {"content_type": "text/html", "body": "<h1>Selamat datang di Wi-Fi kami</h1>"}


@pytest.mark.parametrize(
    "portal",
    [
        {"status": 302, "headers": {"Location": "http://portal.example/"}},
        {"status": 200} | PAGE,
        {"status": 403} | PAGE,
        {"status": 404} | PAGE,
        {"status": 407} | PAGE,
        {"status": 429} | PAGE,
        {"status": 511} | PAGE,
    ],
    ids=lambda portal: str(portal["status"]),
)
def test_a_network_that_answers_in_place_of_the_server_refuses_no_mark(sheet, portal):
    tap(sheet, "Citra")  # from here on the page knows whose turn it is
    expect(row(sheet, "Citra").locator("[data-said]")).to_contain_text("sari")
    sheet.route(re.compile("/kiriman/$|/hadir/tanda/$"), lambda route: route.fulfill(**portal))
    tap(sheet, "Ani")
    expect(bar(sheet).locator("[data-why]")).to_have_text(
        re.compile("^(No connection. They are kept|The server is busy. They are sent in a moment.)")
    )
    waits = bar(sheet).locator("[data-how-many]").text_content()
    unsent = ticked()

    sheet.unroute_all()
    sheet.reload()

    until(lambda: ticked() == ["Ani Wulandari", "Citra Lestari"])
    expect(bar(sheet)).to_be_hidden()
    assert (waits, unsent) == ("1 not sent yet", ["Citra Lestari"])


def test_a_network_that_answers_the_marks_alone_with_a_page_refuses_none(sheet):
    sheet.route(MARKS, lambda route: route.fulfill(status=200, **PAGE))
    tap(sheet, "Ani")
    expect(bar(sheet)).to_contain_text("No connection.")

    sheet.unroute_all()
    sheet.reload()

    until(lambda: ticked() == ["Ani Wulandari"])
    expect(bar(sheet)).to_be_hidden()


# The page that stands in for one out of reach


def offline_at_last(page, context):
    """Take the network away once the phone is ready for that."""
    page.evaluate("navigator.serviceWorker.ready")
    context.set_offline(True)


def test_what_waits_survives_a_reload_without_a_network_and_is_sent_when_it_is_back(sheet, seats, context, complaints):
    offline_at_last(sheet, context)
    for name in NAMES:
        tap(sheet, name)
    expect(bar(sheet)).to_contain_text("3 not sent yet")

    sheet.reload()
    expect(sheet.get_by_role("heading", name="No connection")).to_be_visible()
    expect(bar(sheet)).to_contain_text("3 not sent yet")
    expect(sheet.locator("#belum li")).to_have_text([re.compile(seat.business.number) for seat in seats])
    assert without_a_network_apart(complaints()) == []
    context.set_offline(False)

    expect(sheet.get_by_role("heading", name="Attendance")).to_be_visible(timeout=15_000)
    until(lambda: ticked() == NAMES)
    expect(bar(sheet)).to_be_hidden()
    expect_ticked(sheet, *NAMES)
    assert Attendance.objects.count() == 3


def test_after_signing_out_a_page_out_of_reach_shows_nobody_s_marks(sheet, seats, context):
    offline_at_last(sheet, context)
    tap(sheet, "Ani")
    expect(bar(sheet)).to_contain_text("1 not sent yet")
    sheet.route("**/kiriman/", lambda route: route.abort())
    context.set_offline(False)
    sheet.once("dialog", lambda dialog: dialog.accept())
    sign_out(sheet)
    context.set_offline(True)

    sheet.goto(f"/pelatihan/{seats[0].session_id}/hadir/")

    expect(sheet.get_by_role("heading", name="No connection")).to_be_visible()
    expect(bar(sheet)).to_be_hidden()
    expect(sheet.locator("#belum li")).to_have_count(0)


def test_a_refusal_of_the_server_is_shown_and_not_stood_in_for(sheet):
    sheet.evaluate("navigator.serviceWorker.ready")

    sheet.goto("/pelatihan/999/hadir/")

    expect(sheet.get_by_role("heading", name="No connection")).to_have_count(0)
    expect(sheet.locator("h1")).to_be_visible()


# What is refused, and two users of one phone


def test_a_refused_mark_is_listed_with_its_sentence_and_stays_until_it_is_dropped(
    sheet, seats, context, officer, complaints
):
    context.set_offline(True)
    tap(sheet, "Ani")
    close_session(session=TrainingSession.objects.get(pk=seats[0].session_id), by=officer)
    context.set_offline(False)
    expect(bar(sheet)).to_contain_text("1 refused")

    sheet.goto("/kiriman/belum/")
    listed = sheet.locator("#belum li")
    expect(listed).to_contain_text(seats[0].business.number)
    expect(listed).to_contain_text("This class is closed: its attendance stays as it is.")
    sheet.reload()
    expect(listed).to_have_count(1)
    assert without_a_network_apart(complaints()) == []
    sheet.get_by_role("button", name="Drop it").click()

    expect(sheet.get_by_text("Everything is sent.")).to_be_visible()
    expect(bar(sheet)).to_be_hidden()
    assert ticked() == []


def test_another_user_of_the_phone_sees_and_sends_nothing_and_the_first_ones_marks_wait(sheet, seats, context):
    colleague = make.user(Role.OFFICER, at="Gambir", username="tono")
    colleague.set_password(PASSWORD)
    colleague.save()
    context.set_offline(True)
    tap(sheet, "Ani")
    expect(bar(sheet)).to_contain_text("1 not sent yet")
    sheet.route("**/kiriman/", lambda route: route.abort())  # back in reach, but it was not sent yet
    context.set_offline(False)
    asked = []
    sheet.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    sign_out(sheet)
    sheet.unroute("**/kiriman/")

    sign_in(sheet, "tono")
    open_sheet(sheet, seats)
    expect_ticked(sheet)
    expect(bar(sheet)).to_be_hidden()
    tap(sheet, "Budi")
    expect(row(sheet, "Budi").locator("[data-said]")).to_contain_text("tono")
    by_the_colleague = ticked()
    sign_out(sheet)
    sign_in(sheet, "sari")

    until(lambda: ticked() == NAMES[:2])
    expect(bar(sheet)).to_be_hidden()
    assert [message.partition(".")[0] for message in asked] == ["Something is not sent yet"]
    assert by_the_colleague == ["Budi Hartono"]


def test_a_page_left_open_sends_nothing_in_the_name_of_who_signed_in_since(sheet, context):
    colleague = make.user(Role.OFFICER, at="Gambir", username="tono")
    colleague.set_password(PASSWORD)
    colleague.save()
    tap(sheet, "Citra")
    expect(row(sheet, "Citra").locator("[data-said]")).to_contain_text("sari")
    other = context.new_page()
    sign_out(other)
    sign_in(other, "tono")

    tap(sheet, "Ani")
    expect(bar(sheet)).to_contain_text("Somebody else is signed in now.")

    expect(bar(other)).to_be_hidden()
    assert ticked() == ["Citra Lestari"]


def test_a_sign_in_that_ran_out_loses_no_mark(sheet):
    Session.objects.all().delete()
    tap(sheet, "Ani")
    expect(bar(sheet)).to_contain_text("You were signed out. Nothing is lost")
    lost = ticked()

    sign_in(sheet, "sari")

    until(lambda: ticked() == ["Ani Wulandari"])
    expect(bar(sheet)).to_be_hidden()
    assert lost == []


# What the phone holds, and what it costs

DUMP = """async () => {
  const database = await new Promise((done) => (indexedDB.open("kiriman").onsuccess = (event) => done(event.target.result)));
  const items = await new Promise((done) => (database.transaction("items").objectStore("items").getAll().onsuccess =
    (event) => done(event.target.result)));
  const pages = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) pages.push(request.url, await (await cache.match(request)).text());
  }
  return JSON.stringify([items, { ...localStorage }, { ...sessionStorage }, pages]);
}"""


def test_the_phone_holds_numbers_and_marks_and_nothing_of_a_person(sheet, seats, context):
    offline_at_last(sheet, context)
    tap(sheet, "Ani")
    expect(bar(sheet)).to_contain_text("1 not sent yet")

    held = sheet.evaluate(DUMP)

    assert "/luring/" in held
    assert seats[0].business.number in held
    secrets = [text for seat in seats for text in (
        seat.participant.name, str(seat.participant.nik), seat.business.name, seat.business.slip, seat.business.slip[:4])]  # fmt: skip
    assert [text for text in [*secrets, "sari"] if text.lower() in held.lower()] == []


# What the sheet costs


@pytest.fixture
def site_as_it_runs(committed_database, settings, tmp_path):
    """A server as the product runs it, static files collected and compressed; `sent` counts the bytes of its answers."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = product_settings.STORAGES
    call_command("collectstatic", interactive=False, verbosity=0)
    sent = []

    def counted(application):
        def answer(environment, start):
            for part in application(environment, start):
                sent.append(len(part))
                yield part

        return answer

    server = LiveServerThread("localhost", static_handler=counted)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}", sent
    server.terminate()


def test_a_sheet_of_40_weighs_at_most_60_kb_at_first_with_all_that_the_phone_keeps(browser, site_as_it_runs, client):
    address, sent = site_as_it_runs
    session = make.session(str(TODAY))
    for number in range(40):
        make.enrolment(
            session, make.business(f"Warung Makan {number}", owner=make.participant(f"Siti Aminah {number}"))
        )
    client.force_login(make.user(Role.OFFICER, at="Gambir"))
    context = browser.new_context(base_url=address)
    context.add_cookies([{"name": "jakpreneur", "value": client.cookies["jakpreneur"].value, "url": address}])
    page = context.new_page()

    page.goto(f"/pelatihan/{session.pk}/hadir/")
    page.evaluate("navigator.serviceWorker.ready")

    expect(page.locator("[data-seat]")).to_have_count(40)
    context.close()
    assert sum(sent) <= 60_000


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_the_sheet_is_a_form_with_a_button(self, page, officer, seats):
        page.goto(f"/pelatihan/{seats[0].session_id}/hadir/")
        page.get_by_role("checkbox", name="Budi").check()

        page.get_by_role("button", name="Save attendance").click()

        expect(page.locator(".notice.success")).to_contain_text("1 person ticked.")
        assert ticked() == ["Budi Hartono"]
