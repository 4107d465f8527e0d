"""What may be padding, in a real browser: without complaint at both sizes, and noted by keyboard alone."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import SignalLook
from tests import make

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}
LIST = "/dasbor/tanda/?bulan=2021-10&lama=bulan"


@pytest.fixture(params=SIZES)
def browser_context_args(browser_context_args, request):
    return browser_context_args | {"viewport": SIZES[request.param]}


@pytest.fixture
def details(committed_database):
    """A day of many visits with the same long notes, many registrations in an hour and a full class: the pages of each."""
    mentor, clerk, notes = (
        make.user(Role.MENTOR),
        make.user(Role.OFFICER),
        "Pembukuansederhanasudahdipahamipemilik " * 4,
    )
    with transaction.atomic():
        held = make.session("2021-10-05", capacity=13)
        for n in range(31):
            business = make.business(
                on="2021-10-04", recorded_at=f"2021-10-04 10:{n:02}+07", recorded_by=clerk, phone="+6284011112222"
            )
            if n < 13:
                make.visit(business, "2021-10-05", mentor=mentor, notes=notes)
                make.attendance(make.enrolment(held, business))
        held.enrolments.filter(pk=held.enrolments.first().pk).update(status="withdrawn")
        held.capacity = 12
        held.save(update_fields=["capacity"])
    return [
        f"kunjungan/{mentor.pk}-2021-10-05/",
        f"pendaftaran/{clerk.pk}-2021-10-04/",
        f"kehadiran/{held.days.get().pk}/",
    ]


def test_the_pages_are_without_complaint(page, enter, complaints, details):
    enter(Role.STAFF)

    page.goto(LIST)
    assert complaints() == []
    for address in details:
        page.goto(f"/dasbor/tanda/{address}?bulan=2021-10")
        assert (address, complaints()) == (address, [])
        expect(page.locator("h1 [data-count]")).to_be_visible()


def test_what_was_found_is_noted_by_keyboard_and_goes_down(page, enter, complaints, details):
    enter(Role.STAFF)
    page.goto(LIST)

    page.locator("#kunjungan ~ .scroll a").focus()
    page.keyboard.press("Enter")
    page.locator("textarea").focus()
    page.keyboard.type("Bazaar of the kelurahan; asked the mentor.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("What you found was noted.")).to_be_visible()
    page.goto(LIST)
    expect(page.locator("#looked-at ~ .scroll")).to_contain_text("Bazaar of the kelurahan; asked the mentor.")
    assert (SignalLook.objects.get().number, complaints()) == (13, [])
