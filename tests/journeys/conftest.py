"""Most journeys are walked in a real browser, by several people at once, each at a screen of their own."""

import pytest

from tests import make
from tests.browser.conftest import PASSWORD, browser_context_args, browser_type_launch_args, site

__all__ = ["browser_context_args", "browser_type_launch_args", "screen", "site"]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def screen(browser, browser_context_args):
    """A screen of its own, in English, at which a user of this role has signed in; a phone's where `viewport` says so."""
    opened = []

    def open_for(role, *, viewport=None, **words):
        somebody = make.user(role, **words)
        somebody.set_password(PASSWORD)
        somebody.save()
        opened.append(browser.new_context(**browser_context_args | ({"viewport": viewport} if viewport else {})))
        page = opened[-1].new_page()
        page.goto("/masuk/")
        page.fill("[name=username]", somebody.username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/")
        return page, somebody

    yield open_for
    for context in opened:
        context.close()


def counts(page):
    """The three cards of the city's dashboard."""
    page.goto("/dasbor/")
    return [int(card.get_attribute("data-count")) for card in page.locator(".big[data-count]").all()]
