"""Possible doubles and contested registrations in a real browser: without complaint, and decided by keyboard alone."""

import pytest
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests import make
from umkm.models import Business, Distinction
from umkm.rules.distinction import distinguish
from umkm.rules.merger import merge_businesses

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
READERS = {
    "desk": (DESK, "en-GB"),
    "phone": (PHONE, "id-ID"),
}


@pytest.fixture(params=READERS)
def reader(request):
    return READERS[request.param]


@pytest.fixture
def browser_context_args(browser_context_args, request):
    if "reader" not in request.fixturenames:
        return browser_context_args
    viewport, locale = request.getfixturevalue("reader")
    return browser_context_args | {"viewport": viewport, "locale": locale}


def twins(name: str = "Warung Bu Siti") -> tuple[Business, Business]:
    return make.business(name), make.business(name)


def test_four_pairs_show_at_once_on_a_phone(page, enter):
    enter(Role.STAFF)
    for name in ("Nasi Uduk Rembulan", "Sambal Mawar", "Tas Pak Budi", "Sate"):
        twins(name)
    page.set_viewport_size(PHONE)

    page.goto("/usaha/ganda/")

    first, last = (page.locator("tbody tr").nth(each).bounding_box() for each in (0, 3))
    assert last["y"] + last["height"] - first["y"] < PHONE["height"]


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICER])
def test_every_page_is_without_complaint_empty_and_full(page, enter, complaints, reader, role):
    somebody = enter(role, **({"at": "Gambir"} if role == Role.OFFICER else {}))
    empty = ["/usaha/ganda/", "/usaha/sengketa/"]
    for each in empty:
        page.goto(each)
        assert (each, complaints()) == (each, [])

    (one, other), (told, apart), (kept, gone) = twins(), twins("Kedai Kopi Pak Bambang Sukses Selalu"), twins("Sate")
    distinguish(one=told, other=apart, reason="dua kios", by=somebody)
    merge_businesses(survivor=kept, double=gone, reason="satu kios", by=somebody)
    contested = make.contested("Bengkel", claimed=kept.owner)
    pair = f"/usaha/ganda/{one.number}/{other.number}/"

    for each in ("/", *empty, pair, f"/usaha/ganda/{told.number}/{apart.number}/",
                 f"/usaha/{contested.number}/sengketa/", f"/usaha/{contested.number}/"):  # fmt: skip
        page.goto(each)
        assert (each, complaints()) == (each, [])
    page.goto(pair)
    page.locator("[name=merge]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert complaints() == []
    if role == Role.STAFF:
        for each in (f"/usaha/{gone.number}/", f"/usaha/{gone.number}/pisah/"):
            page.goto(each)
            assert (each, complaints()) == (each, [])


def test_a_pair_is_told_apart_with_the_keyboard(page, enter):
    enter(Role.OFFICER, at="Gambir")
    one, other = twins()
    page.goto("/")
    page.locator('a[href="/usaha/ganda/"]').press("Enter")
    page.get_by_role("link", name="Compare").press("Enter")
    page.locator("[name=two-reason]").focus()
    page.keyboard.type("Two stalls, seen on the spot")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".notice").first).to_contain_text(f"Kept as two businesses: {one.number} and {other.number}.")
    assert Distinction.objects.get().reason == "Two stalls, seen on the spot"


def test_a_contest_is_decided_with_the_keyboard_and_asks_only_for_what_is_needed(page, enter, complaints):
    enter(Role.STAFF)
    claimed = make.contested("Bengkel Budi")
    page.goto(f"/usaha/{claimed.number}/sengketa/")
    expect(page.locator("[name=right_nik]")).to_be_hidden()
    page.locator("[value=known]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=right_nik]")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type(make.nik().in_full()[:15])
    page.locator("[name=reason]").focus()
    page.keyboard.type("KTP seen")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("[name=right_nik]")).to_be_visible()
    assert complaints() == []
    page.locator("[name=right_nik]").fill(make.nik().in_full())
    page.locator("[name=reason]").press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/usaha/{claimed.number}/")
    claimed.refresh_from_db()
    assert claimed.owner.name == "Siti Lain"


def test_without_has_in_its_style_sheet_a_browser_shows_every_field(page, enter):
    """The fields of an outcome are hidden by the style sheet alone: whoever has none reads them all."""
    enter(Role.STAFF)
    claimed = make.contested("Bengkel Budi")
    # The service worker fetches past what is routed here.
    page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister())))"
    )
    page.route("**/desk*.css", lambda route: route.abort())

    page.goto(f"/usaha/{claimed.number}/sengketa/")

    for name in ("right_nik", "right_name", "known_nik"):
        expect(page.locator(f"[name={name}]")).to_be_visible()
