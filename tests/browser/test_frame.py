"""The frame of every page in a real browser: seen, read out, printed, by keyboard, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests.frame.urls import sent

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def browser_context_args(browser_context_args, size):
    return browser_context_args | {"viewport": size}


def test_signing_in_and_the_day_after_it_are_without_complaint(page, enter, complaints):
    page.goto("/masuk/")
    assert complaints() == []

    page.click("main button")
    expect(page.locator(".error-summary")).to_be_focused()
    assert complaints() == []

    enter(Role.OFFICER)
    expect(page.locator("h1")).to_have_text("Today")
    assert complaints() == []


@pytest.mark.urls("tests.frame.urls")
class TestForm:
    def test_every_kind_of_field_is_without_complaint(self, page, complaints):
        page.goto("/form/")
        assert complaints() == []

        page.click("main button")
        expect(page.locator(".error-summary")).to_be_focused()
        assert complaints() == []


class TestAtOneSize:
    """What does not depend on the size."""

    @pytest.fixture(params=["phone"])
    def size(self, request):
        return SIZES[request.param]

    @pytest.mark.urls("tests.frame.urls")
    def test_a_second_click_sends_nothing(self, page):
        sent.clear()
        page.goto("/form/")

        page.locator("main button").evaluate("button => { button.click(); setTimeout(() => button.click(), 50); }")
        expect(page.locator(".error-summary")).to_be_visible()

        assert len(sent) == 1

    @pytest.mark.urls("tests.frame.urls")
    def test_the_day_stands_in_words_beside_the_picker(self, page):
        page.goto("/form/")

        page.fill("#id_on", "2021-10-25")
        expect(page.locator("output")).to_have_text("25 October 2021")

        page.fill("#id_on", "")
        expect(page.locator("output")).to_have_text("")

    @pytest.mark.urls("tests.frame.urls")
    def test_a_link_in_the_summary_leads_into_its_field(self, page):
        page.goto("/form/")
        page.click("main button")

        page.click("text=Sex: This field is required.")

        expect(page.locator("#id_sex_0")).to_be_focused()

    @pytest.mark.urls("tests.frame.urls")
    def test_the_first_tab_stop_skips_to_the_content(self, page):
        page.goto("/form/")

        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")

        expect(page.locator("main")).to_be_focused()

    def test_a_phone_without_scripts_has_the_menu_and_the_language(
        self, browser, browser_context_args, enter, page, context
    ):
        enter(Role.OFFICER)
        bare = browser.new_context(
            **browser_context_args, java_script_enabled=False, storage_state=context.storage_state()
        ).new_page()

        bare.goto("/")
        bare.click("summary")
        expect(bare.locator(".menu a[aria-current=page]")).to_have_text("Today")
        bare.click("text=Bahasa Indonesia")
        expect(bare.locator("html")).to_have_attribute("lang", "id")
        bare.context.close()

    def test_targets_are_large_enough_for_a_thumb(self, page, enter):
        enter(Role.OFFICER)
        page.click("summary")

        heights = page.eval_on_selector_all(
            ".button, summary, .brand, .nav a, input:not([type=hidden])",
            "all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().height)",
        )

        assert min(heights) >= 44

    def test_print_leaves_the_frame_out_but_for_the_city_s_heading(self, page, enter):
        enter(Role.OFFICER)

        page.emulate_media(media="print")

        for part in (".head-in", ".foot"):
            expect(page.locator(part)).to_be_hidden()
        expect(page.locator(".strip")).to_be_visible()
        expect(page.locator("h1")).to_have_text(re.compile("Today"))
