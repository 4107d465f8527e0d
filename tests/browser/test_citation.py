"""A figure is cited in a real browser, and its page opens for somebody who never signed in."""

import pytest
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from tests import make


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_a_figure_is_cited_from_the_city_s_dashboard_and_read_by_a_stranger(page, enter, complaints, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    make.business(on="2021-01-04")
    enter(Role.STAFF)

    page.goto("/dasbor/")
    page.get_by_role("button", name="Cite : registered").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("0 businesses registered")
    signed_in, address = complaints(), page.url
    page.context.clear_cookies()
    page.goto(address)

    expect(page.get_by_role("heading", name="What was cited")).to_be_visible()
    expect(page.get_by_role("img", name="QR code of the address")).to_be_visible()
    assert signed_in + complaints() == []


def test_its_address_stands_on_the_print_of_the_dashboard_and_not_on_the_screen(page, enter):
    make.business(on="2021-01-04")
    enter(Role.STAFF)
    page.goto("/dasbor/")
    page.get_by_role("button", name="Cite : mentored").click()
    page.wait_for_url("**/kutip/*/")
    address = page.url

    page.goto("/dasbor/")
    code = page.get_by_role("img", name="QR code of the address", include_hidden=True)
    expect(code).to_be_hidden()
    page.emulate_media(media="print")

    expect(code).to_be_visible()
    expect(page.get_by_role("link", name=address)).to_be_visible()
    expect(page.get_by_role("button", name="Cite : trained")).to_be_hidden()
