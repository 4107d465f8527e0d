"""A real browser on a real server, over a database of the test's own."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests import make
from tests.conftest import leave_out

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PASSWORD = "kebun-anggrek-12"

# Playwright keeps an event loop in this thread, in which Django would otherwise refuse to reach the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    if not CHROMIUM:
        leave_out("BROWSER", "needs Chromium: apt install chromium")
    quiet = ("background-networking", "component-update", "sync", "gpu")
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{noise}" for noise in quiet)],
    }


@pytest.fixture
def site(committed_database):
    """The address of a server on this test's database."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def browser_context_args(browser_context_args, site):
    """Addresses are relative to the site; the reader asks for English."""
    return browser_context_args | {"base_url": site, "locale": "en-GB"}


@pytest.fixture
def enter(page):
    """Sign in as somebody of a role, through the form, and land on their day."""

    def enter(role, **words):
        somebody = make.user(role, **words)
        somebody.set_password(PASSWORD)
        somebody.save()
        page.goto("/masuk/")
        page.fill("[name=username]", somebody.username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/")
        return somebody

    return enter


@pytest.fixture
def complaints(page):
    """What is wrong with the page once its parts have come: what axe finds by day and by night, what the console says, what sticks out."""
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def complaints():
        expect(page.locator(".htmx-request")).to_have_count(0)
        found = [fault for scheme in ("light", "dark") for fault in complaints_of_axe(page, scheme)]
        page.emulate_media(color_scheme="null", reduced_motion="null")
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        return found + said + ["sticks out sideways"] * wide

    return complaints


def complaints_of_axe(page, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours that are still changing fail
    return [
        f"{fault['id']} ({scheme}): {fault['nodes'][0]['html']}" for fault in Axe().run(page).response["violations"]
    ]


def lose_the_answer_once(page, address):
    """The server does what is sent there, and what it answers does not arrive: what it was stands in the list handed back."""
    lost = []

    def lose(route):
        lost.append(route.fetch().status)
        route.abort()

    page.route(address, lose, times=1)
    return lost
