"""What staff keep, in a real browser: without complaint at both sizes, and by keyboard without scripts."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import Measure, PublishedFigure, Target
from pendampingan.rules.published import void_figure
from pendampingan.rules.target import correct_target, share_out
from tests import make
from umkm.models import Centre

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def browser_context_args(browser_context_args, size):
    return browser_context_args | {"viewport": size}


@pytest.fixture
def kept(committed_database):
    """A target that was corrected, shared out to all centres; a voided figure."""
    staff = make.user()
    with transaction.atomic():
        main = correct_target(target=Target.objects.get(is_main=True), value=201_000, reason="salah ketik", by=staff)
        share_out(target=main, shares=dict.fromkeys(Centre.objects.all(), 4_500), by=staff)
        void_figure(figure=PublishedFigure.objects.get(value=287_000), reason="tidak diucapkan", by=staff)
    return main


def test_targets_measures_and_figures_are_without_complaint(page, enter, complaints, kept):
    enter(Role.STAFF)
    measure, figure = Measure.objects.get(code="financed"), PublishedFigure.objects.get(value=287_000)
    other = Target.objects.get(value=278_971)
    for address in (
        "/target/",
        f"/target/{kept.pk}/",
        f"/target/{kept.replaces_id}/",
        f"/target/{kept.pk}/bagian/",
        f"/target/{other.pk}/utama/",
        f"/target/{kept.pk}/batal/",
        f"/target/ukuran/{measure.pk}/",
        f"/target/ukuran/{measure.pk}/koreksi/",
        "/angka/",
        f"/angka/{figure.pk}/",
        "/dasbor/kebaruan/",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])


def test_a_page_with_faults_is_without_complaint(page, enter, complaints, kept):
    enter(Role.STAFF)
    for address in ("/target/baru/", "/target/ukuran/baru/", "/angka/baru/", f"/target/{kept.pk}/bagian/"):
        page.goto(address)
        if "bagian" in address:
            page.fill("[name='31.71.01']", "banyak")
        page.click("main .form > .button")
        expect(page.locator(".error-summary")).to_be_focused()
        assert (address, complaints()) == (address, [])


@pytest.mark.parametrize("size", ["desk"], indirect=True)
class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_shares_are_added_up_and_saved_by_keyboard(self, page, enter, kept):
        enter(Role.STAFF)
        page.goto(f"/target/{kept.pk}/bagian/")

        page.fill("[name='31.01.01']", "7.500")
        page.press("text=Add up", "Enter")
        expect(page.locator("#jumlah")).to_contain_text("201,000")
        expect(page.locator("#jumlah")).to_contain_text("none")
        page.fill("[name=reason]", "sesuai SK")
        page.press("text=Save the shares", "Space")

        expect(page.locator(".notice")).to_have_text("Shares that changed: 1.")
