"""Samples in a real browser: without complaint at both sizes and on paper, and results typed by keyboard without scripts."""

import pytest
from django.db import connection
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.rules.sample import Answer, enter_results
from tests import make

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(params=SIZES)
def browser_context_args(browser_context_args, request):
    return browser_context_args | {"viewport": SIZES[request.param]}


@pytest.fixture
def sample(committed_database):
    """Three businesses with long names; one result corrected, one wrong, one not reached."""
    drawn = make.sample(*[make.business(f"Warung Nasi Uduk Betawi Ibu Haji Siti Aminah {n}") for n in range(3)])
    clerk = make.user()
    enter_results(sample=drawn, answers={1: Answer("wrong", "tutup sejak awal tahun")}, by=clerk)
    answers = {1: Answer("confirmed", ""), 2: Answer("wrong", "bukan usahanya"), 3: Answer("not_reached", "")}
    enter_results(sample=drawn, answers=answers, by=clerk)
    connection.close()
    return drawn


def test_samples_are_without_complaint(page, enter, complaints, sample):
    enter(Role.STAFF)

    found = {}
    for address in (
        "/sampel/",
        "/sampel/baru/",
        f"/sampel/{sample.pk}/",
        f"/sampel/{sample.pk}/hasil/",
        f"/sampel/{sample.pk}/lembar/",
        "/dasbor/",
        "/dasbor/daftar/",
    ):
        page.goto(address)
        found[address] = complaints()

    assert found == {address: [] for address in found}


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_letters_choose_results_and_enter_saves_them(self, page, enter, committed_database):
        drawn = make.sample(*[make.business() for _ in range(2)])
        connection.close()
        enter(Role.STAFF)
        page.goto(f"/sampel/{drawn.pk}/hasil/")

        for key in ("c", "Tab", "Tab", "w", "Tab", "t", "u", "t", "u", "p", "Enter"):
            page.keyboard.press(key)

        expect(page.get_by_role("status")).to_have_text("Results that changed: 2.")
        assert list(drawn.businesses.order_by("position").values_list("result", "note")) == [
            ("confirmed", ""),
            ("wrong", "tutup"),
        ]
