"""Why a number changed and the reconciliation, in a real browser: without complaint at both sizes, and by keyboard without scripts."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import PublishedFigure
from tests.city import City, varied_city

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}
MOMENTS = "tahap=terdaftar&dari=2021-02-28&dari_diketahui=lalu&sampai=2021-05-31&sampai_diketahui=2021-06-20"


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def browser_context_args(browser_context_args, size):
    return browser_context_args | {"viewport": size}


@pytest.fixture
def city(committed_database) -> City:
    """The varied city, of which two figures were announced that contradict each other, and one that follows."""
    for day, value, source in (("2021-02-28", 8, "antara"), ("2021-02-28", 11, "tempo"), ("2021-04-30", 8, "antara")):
        PublishedFigure.objects.create(as_of=day, stage=1, value=value, source=source)
    with transaction.atomic():
        return varied_city()


def test_the_pages_are_without_complaint(page, enter, complaints, city):
    enter(Role.OFFICIAL)
    for address in (
        "/dasbor/rekonsiliasi/",
        f"/dasbor/perubahan/?{MOMENTS}",
        "/dasbor/perubahan/?dari=2099-01-01&sampai_diketahui=hari",
        f"/dasbor/perubahan/baris/?{MOMENTS}",
        f"/dasbor/perubahan/usaha/?{MOMENTS}&ubah=pergi",
        f"/dasbor/perubahan/usaha/?{MOMENTS}&ubah=lain-hari",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])


@pytest.mark.parametrize("size", ["desk"], indirect=True)
class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_an_official_finds_whom_the_missing_one_is_by_keyboard(self, page, enter, city):
        enter(Role.OFFICIAL)
        page.press("nav.nav-wide >> text=Reconciliation", "Enter")
        expect(page.locator("#hari-2021-02-28")).to_have_text(
            "28 February 2021The dashboard of that day, as reported then"
        )
        page.press("section:has(#hari-2021-02-28) >> text=Compare other moments", "Enter")

        page.fill("[name=sampai]", "2021-05-31")
        page.select_option("[name=sampai_diketahui]", "hari")
        page.fill("[name=sampai_pada]", "2021-05-31")
        page.press("main form >> text=Show", "Enter")
        expect(page.locator("#parts")).to_have_text("From 8 to 6: −2")
        page.press("tr:has-text('Voided') td:last-child a", "Enter")

        expect(page.locator("h1")).to_have_text("1 line of the ledger: voided")
        expect(page.locator("tbody tr")).to_contain_text(city.voided.number)
