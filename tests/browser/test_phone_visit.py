"""A visit logged on a phone with a poor network: logged once, and nothing of what was talked about stays on the phone."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.counts.recount import recount
from pendampingan.models import MentoringVisit
from tests import make
from tests.browser.conftest import lose_the_answer_once
from tests.browser.test_phone import DUMP, bar, offline_at_last, without_a_network_apart
from tests.conftest import until
from umkm.models import Assignment

NOTES = "Buku kas mulai diisi."


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def business(enter):
    """The one that the mentor who has just signed in follows."""
    mentor = enter(Role.MENTOR, at="Gambir")
    business = make.business("Warung Siti", at="Gambir")
    Assignment.objects.create(business=business, mentor=mentor, starts_on=timezone.localdate())
    yield business
    assert recount().first == []


@pytest.fixture
def form(page, business):
    """The form, filled in and not yet sent."""
    page.goto(f"/kunjungan/baru/?usaha={business.number}")
    page.fill("[name=minutes]", "45")
    page.get_by_role("checkbox", name="Pemasaran").check()
    page.fill("[name=notes]", NOTES)
    page.fill("[name=monthly_sales]", "1250000")
    return page


def save(page):
    page.get_by_role("button", name="Save the visit").click()


def logged():
    return list(MentoringVisit.objects.values_list("business__name", "minutes", "topics", "notes", "monthly_sales"))


WHOLE = [("Warung Siti", 45, ["pemasaran"], NOTES, 1_250_000)]


def test_with_a_network_the_visit_is_logged_and_shown(form, complaints):
    save(form)

    form.wait_for_url(re.compile(r"/kunjungan/\d+/$"))
    assert logged() == WHOLE
    assert complaints() == []


def test_what_the_server_refuses_stands_beside_its_field_with_all_that_was_typed(form):
    form.fill("[name=visited_on]", "2018-01-01")

    save(form)

    expect(form.locator("#id_visited_on_error, .wrong").first).to_contain_text("before the business registered")
    expect(form.locator("[name=notes]")).to_have_value(NOTES)
    expect(bar(form)).to_be_hidden()
    assert logged() == []


def test_after_a_reload_it_goes_without_what_the_phone_does_not_keep(form, context, business):
    offline_at_last(form, context)
    save(form)
    expect(bar(form)).to_contain_text("1 not sent yet")
    held = form.evaluate(DUMP)
    form.goto("/kunjungan/baru/")
    expect(form.locator("#belum li")).to_contain_text(business.number)

    context.set_offline(False)

    until(lambda: logged() == [("Warung Siti", 45, ["pemasaran"], "", None)])
    assert business.number in held
    assert [text for text in (NOTES, "1250000", "1.250.000", "Warung", "Siti") if text in held] == []


def test_a_visit_is_begun_without_a_network_and_arrives_when_it_is_back(page, business, context, complaints):
    offline_at_last(page, context)
    page.goto(f"/kunjungan/baru/?usaha={business.number}")
    expect(page.locator("[name=business]")).to_have_value(business.number)
    expect(page.locator("[name=visited_on]")).to_have_value(str(timezone.localdate()))
    page.fill("[name=minutes]", "30")
    page.get_by_role("checkbox", name="Pemasaran").check()
    assert without_a_network_apart(complaints()) == []

    page.fill("[name=business]", "Warung Siti")
    save(page)
    expect(page.locator("#disimpan")).to_contain_text("by its number alone")
    expect(page.locator("#belum li")).to_have_count(0)
    page.fill("[name=business]", business.number)
    save(page)
    expect(page.locator("#belum li")).to_contain_text(business.number)
    expect(page.locator("#disimpan")).to_contain_text("Kept on this phone")
    context.set_offline(False)

    until(lambda: logged() == [("Warung Siti", 30, ["pemasaran"], "", None)])


def test_an_answer_that_is_lost_leaves_one_visit_with_its_notes(form):
    lose_the_answer_once(form, "**/kiriman/kunjungan/")
    save(form)
    expect(bar(form)).to_contain_text("1 not sent yet")

    form.goto("/")

    expect(bar(form)).to_be_hidden()
    form.goto("/kiriman/belum/")
    expect(form.get_by_text("Everything is sent.")).to_be_visible()
    assert logged() == WHOLE
