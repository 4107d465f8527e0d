"""Finding in a real browser: without complaint at both sizes and in both languages, with and without scripts, by keyboard."""

import pytest
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests import make
from umkm.models import SavedFilter

SIZES = {"desk": ({"width": 1280, "height": 800}, "light"), "phone": ({"width": 360, "height": 740}, "dark")}


@pytest.fixture
def locale():
    return "en-GB"


@pytest.fixture(params=SIZES)
def browser_context_args(browser_context_args, request, locale):
    viewport, scheme = SIZES[request.param]
    return browser_context_args | {"color_scheme": scheme, "viewport": viewport, "locale": locale}


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_every_page_of_finding_is_without_complaint(page, enter, complaints, locale):
    staff = enter(Role.STAFF)
    assert page.locator("html").get_attribute("lang") == locale[:2]
    for number in range(30):
        make.business(f"Kopi {number}", owner=make.participant(f"Siti {number}"))
    SavedFilter.objects.create(user=staff, of="usaha", name="Saya", query="sektor=kuliner")

    for address in (
        "/usaha/",
        "/usaha/?hitung=1&urut=nama",
        "/usaha/?q=kpoi&sektor=kuliner&tahap=1",
        "/usaha/?q=zzz",
        "/usaha/?pusat=99&sejak=2021-02-01&sampai=2021-01-01",
        "/peserta/",
        "/peserta/?q=sitti&urut=nama",
        "/peserta/?kelamin=male",
        "/saringan/",
        f"/saringan/{SavedFilter.objects.get().pk}/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => (fold.open = true))")
        assert (address, complaints()) == (address, [])


def test_a_list_is_searched_narrowed_kept_and_sorted_by_keyboard(page, enter):
    staff = enter(Role.STAFF)
    for number in range(30):
        make.business(f"Kopi {number:02}", owner=make.participant("Siti"))
    page.goto("/usaha/")
    expect(page.locator(".total h2")).to_have_text("30 businesses")

    page.locator("#id_search").focus()
    page.keyboard.type("kpoi")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is called “kpoi”. These are spelt alike.")).to_be_visible()
    page.get_by_text("Narrow the list").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Sector").select_option("kuliner")
    page.get_by_role("button", name="Show these").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chips .chip").first).to_contain_text("Words: kpoi")
    page.get_by_text("Keep these filters under a name").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Name of the filter").fill("Kopi saya")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Kopi saya")).to_be_visible()
    page.get_by_role("link", name="Business", exact=True).focus()
    page.keyboard.press("Enter")

    expect(page.locator("tbody th a").first).to_have_text("Kopi 00")
    assert SavedFilter.objects.get(user=staff).query == "q=kpoi&sektor=kuliner"


def test_without_scripts_the_total_is_a_link_away(browser, browser_context_args, page, enter):
    enter(Role.STAFF)
    for number in range(30):
        make.business(f"Kopi {number:02}")
    plain = browser.new_context(
        **browser_context_args, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    here = plain.new_page()

    here.goto("/usaha/")
    here.get_by_role("link", name="How many are there?").click()

    expect(here.locator(".total h2")).to_have_text("30 businesses")
    plain.close()


def test_on_a_phone_four_businesses_fit_into_one_sight(page, enter):
    enter(Role.STAFF)
    for number in range(5):
        make.business(f"Kopi {number}", owner=make.participant(f"Siti {number}"))
    page.set_viewport_size({"width": 360, "height": 740})

    page.goto("/usaha/")
    tops = [row.bounding_box()["y"] for row in page.locator("tbody tr").all()]
    assert tops[4] - tops[0] < 640


def test_the_filters_of_one_row_stand_on_one_line(page, enter):
    enter(Role.STAFF)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/usaha/")
    page.get_by_text("Narrow the list").click()

    feet = {
        round(box["y"] + box["height"])
        for field in page.locator(".filters select, .filters input[type=date]").all()
        if (box := field.bounding_box())
    }
    assert len(feet) == 3
