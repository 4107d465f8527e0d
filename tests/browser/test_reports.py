"""Reports of a month in a real browser: without complaint at both sizes, and closed by keyboard without scripts."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from jakpreneur.acting import acting
from pendampingan.models import MonthClose
from pendampingan.rules.month import close_month
from tests import make
from tests.city import varied_city

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def browser_context_args(browser_context_args, size):
    return browser_context_args | {"viewport": size}


@pytest.fixture
def city(committed_database):
    """The varied city, whose months up to April are closed; of one of them something was entered afterwards."""
    staff = make.user()
    with transaction.atomic():
        varied_city()
        for month in (1, 2, 3, 4):
            close_month(month=make.day(f"2021-0{month}-01"), note="dua pusat belum lengkap", by=staff)
    with acting(by=staff, reason="lembar kertas baru ditemukan di gudang kecamatan"):
        make.clock("2021-07-03 10:00")
        make.business(on="2021-01-15", at="Koja")


def test_the_pages_are_without_complaint(page, enter, complaints, city):
    enter(Role.STAFF)
    for address in (
        "/laporan/",
        "/laporan/2021-02/",
        "/laporan/2021-05/",
        "/laporan/2021-02/baris/",
        "/laporan/2021-05/tutup/",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])


@pytest.mark.parametrize("size", ["desk"], indirect=True)
class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_staff_close_a_month_by_keyboard(self, page, enter, city):
        enter(Role.STAFF)
        page.press("nav.nav-wide >> text=Reports", "Enter")
        page.press("tr:has-text('May 2021') >> text=Close", "Enter")

        page.fill("[name=note]", "lengkap")
        page.press("main form .button", "Enter")

        expect(page.locator("h1")).to_have_text("Report of May 2021 closed")
        assert MonthClose.objects.get(month="2021-05-01").note == "lengkap"
