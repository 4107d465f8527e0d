"""The dashboard in a real browser: without complaint at both sizes, on paper, and without scripts."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests.city import drawn_square, main_target, varied_city

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}
TOPS = "parts => parts.map((part) => Math.round(part.getBoundingClientRect().top + window.scrollY))"
CITY = "/dasbor/?per=2021-04-30&diketahui=lalu"


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def browser_context_args(browser_context_args, size):
    return browser_context_args | {"viewport": size}


@pytest.fixture
def city(committed_database):
    main_target(5, Gambir=2)
    for column, centre in enumerate(("Gambir", "Tebet", "Koja")):
        drawn_square(centre, left=9000 + 100 * column)
    drawn_square("Kepulauan Seribu Utara", left=5000, top=8000)
    with transaction.atomic():  # in which the clock is set
        return varied_city()


def test_city_centre_list_and_faults_are_without_complaint(page, enter, complaints, city):
    enter(Role.OFFICIAL)
    for address in (
        CITY,
        f"{CITY}&urut=-terdaftar&peta=pertumbuhan",
        f"{CITY}&urut=peringkat&peta=target&bentuk=wilayah",
        "/dasbor/31.71.01/?per=2021-04-30",
        "/dasbor/daftar/?per=2021-04-30&diketahui=lalu",
        "/dasbor/?per=2100-01-01",
        "/dasbor/?per=2010-01-01",
        "/dasbor/daftar/?per=2010-01-01",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])


def test_the_pages_of_pace_and_activity_are_without_complaint(page, enter, complaints, city):
    enter(Role.OFFICIAL)
    for address in (
        "/dasbor/laju/?per=2021-06-30",
        "/dasbor/laju/?per=2021-06-30&pusat=31.71.01",
        "/dasbor/laju/?per=2010-01-01",
        "/dasbor/daftar/?tahap=terlatih&kohort=2021-1&dalam=90&per=2021-06-30",
        "/dasbor/kegiatan/?per=2021-06-30",
        "/dasbor/kegiatan/?per=2021-06-30&pusat=31.71.01",
        "/dasbor/kegiatan/?per=2010-01-01",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])


def test_the_pages_of_people_kinds_and_evidence_are_without_complaint(page, enter, complaints, city):
    enter(Role.OFFICIAL)
    for address in (
        *(
            f"/dasbor/{part}/?per={day}"
            for part in ("orang", "rincian", "bukti")
            for day in ("2021-06-30", "2010-01-01")
        ),
        "/dasbor/orang/?per=2021-06-30&pusat=31.71.01",
        "/dasbor/bukti/?per=2021-06-30&pusat=31.71.01",
        "/dasbor/daftar/?tahap=didampingi&bukti=dinyatakan&per=2021-06-30",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])


@pytest.mark.parametrize("address", [CITY, "/dasbor/31.71.01/?per=2021-04-30"])
def test_a_part_comes_once_it_is_in_sight_and_nothing_jumps(page, enter, city, address):
    enter(Role.OFFICIAL)
    page.goto(address)
    parts = page.locator(".later")
    tops = parts.evaluate_all(TOPS)
    expect(parts.last.locator(".part")).to_have_count(0)

    for part in parts.all():
        part.locator("[hx-get]").scroll_into_view_if_needed()
        expect(part.locator(".part")).to_be_visible()

    assert len(tops) > 3
    assert parts.evaluate_all(TOPS) == tops


@pytest.mark.parametrize("size", ["phone"], indirect=True)
class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_a_number_opens_its_rows_and_the_way_back_keeps_the_day(self, page, enter, city):
        enter(Role.OFFICIAL)
        page.goto(CITY)

        page.locator(".card .big").first.click()
        expect(page.locator("h1 [data-count]")).to_have_attribute("data-count", "8")
        expect(page.locator("tbody tr")).to_have_count(8)
        page.locator(".back a").click()

        expect(page).to_have_url(CITY)

    def test_another_day_and_the_other_knowledge_are_chosen(self, page, enter, city):
        enter(Role.OFFICIAL)
        page.goto(CITY)

        page.fill("[name=per]", "2021-02-28")
        page.click("text=Show")
        expect(page.locator(".title")).to_contain_text("As of 28 February 2021, as reported then.")
        page.click(".segments >> text=Now")

        expect(page.locator(".title")).to_contain_text("As of 28 February 2021, as known now.")
        expect(page.locator(".card .big").first).to_have_attribute("data-count", "7")

    def test_the_table_is_sorted_the_map_chosen_and_an_area_opens_its_centre_by_keyboard(self, page, enter, city):
        enter(Role.OFFICIAL)
        page.goto(CITY)

        page.click(".ranking thead >> text=Registered >> nth=0")
        expect(page.locator(".ranking tbody th").first).to_have_text("Gambir")
        expect(page.locator("[aria-sort=descending]")).to_have_text("Registered")
        page.click("text=Number")
        page.click("text=Show the real map")
        area = page.get_by_role("link", name="Tebet: 2")
        area.focus()
        page.keyboard.press("Enter")

        expect(page.locator("h1")).to_have_text("Progress of Tebet")
        expect(page).to_have_url("/dasbor/31.74.01/?per=2021-04-30&diketahui=lalu")

    def test_a_place_that_is_kept_leads_to_its_page_and_a_number_there_to_its_rows(self, page, enter, city):
        enter(Role.OFFICIAL)
        page.goto("/dasbor/?per=2021-06-30")

        page.click("text=Pace from step to step")
        page.locator(".cohorts").first.locator("td a").nth(1).click()

        expect(page.locator(".title")).to_contain_text(
            "Registered in quarter 1 of 2021; within 90 days of registration"
        )
        expect(page.locator("h1 [data-count]")).to_have_attribute("data-count", "4")
        expect(page.locator("tbody tr")).to_have_count(4)


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_on_paper_the_table_of_centres_is_as_wide_as_the_sheet(page, enter, city):
    enter(Role.OFFICIAL)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # A4 without its margins
    page.goto(CITY)

    assert page.locator(".ranking").evaluate("table => table.scrollWidth - table.parentElement.clientWidth") <= 0


@pytest.mark.parametrize("size", ["desk"], indirect=True)
def test_on_paper_there_is_no_part_that_has_not_come(page, enter, city):
    enter(Role.OFFICIAL)
    page.goto(CITY)
    first, *others = page.locator(".later").all()
    first.locator("[hx-get]").scroll_into_view_if_needed()
    expect(first.locator(".part")).to_be_visible()

    page.emulate_media(media="print")

    expect(first).to_be_visible()
    expect(others[-1]).to_be_hidden()


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_the_steps_above_the_kinds_are_whole_words_on_a_phone(page, enter, city):
    enter(Role.OFFICIAL)
    page.goto("/dasbor/kebaruan/?per=2021-04-30")
    page.click("text=Bahasa Indonesia")
    expect(page.locator("html")).to_have_attribute("lang", "id")

    lines = page.locator(".kinds thead th + th").evaluate_all(
        "heads => heads.map((head) => { const words = document.createRange(); words.selectNodeContents(head);"
        " return words.getClientRects().length; })"
    )

    assert page.locator(".kinds thead th + th").all_inner_texts() == ["Terdaftar", "Terlatih", "Didampingi"]
    assert lines == [1, 1, 1]
