"""Mentoring, at the screens of all who have to do with it: a visit told on a phone through a hole in the network, its figure,
and a business handed over to another mentor."""

import datetime
import re

from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import MentoringVisit
from tests import make
from tests.browser.conftest import lose_the_answer_once
from tests.journeys.conftest import PHONE, counts
from umkm.models import Assignment

TODAY = timezone.localdate()
NEXT_WEEK = TODAY + datetime.timedelta(days=7)


def test_a_visit_is_told_through_a_hole_and_its_business_handed_over(screen):
    officer, _keeper = screen(Role.OFFICER, at="Gambir")
    old, rina = screen(Role.MENTOR, at="Gambir", username="rina", viewport=PHONE)
    new, dedi = screen(Role.MENTOR, at="Gambir", username="dedi", viewport=PHONE)
    siti, budi, ani = (make.business(name) for name in ("Warung Siti", "Toko Budi", "Jahit Ani"))
    for business in (siti, budi, ani):
        Assignment.objects.create(business=business, mentor=rina, starts_on=make.day("2021-01-04"))

    # From the first page to a visit kept on the phone: business, topic, notes and what was agreed until when.
    old.goto("/kunjungan/")
    old.get_by_role("link", name="Log a visit", exact=True).click()
    old.get_by_role("link", name="Warung Siti").click()
    old.get_by_label("Keuangan").check()
    old.fill("[name=notes]", "Buku kas mulai diisi.")
    old.fill("[name=next_step]", "Hitung modal")
    old.fill("[name=next_step_due]", str(NEXT_WEEK))
    old.context.set_offline(True)
    old.get_by_role("button", name="Save the visit").click()
    expect(old.locator("#disimpan")).to_contain_text("Kept on this phone")
    expect(old.locator("#kiriman")).to_contain_text("1 not sent yet")
    assert counts(officer) == [3, 0, 0]

    # It arrives once, though its first answer is lost.
    lost = lose_the_answer_once(old, "**/kiriman/kunjungan/")
    with old.expect_event("requestfailed"):
        old.context.set_offline(False)
    expect(old.locator("#kiriman")).to_contain_text("1 not sent yet")
    assert counts(officer) == [3, 0, 1]
    old.context.set_offline(True)
    old.context.set_offline(False)
    old.wait_for_url(re.compile(r"/kunjungan/\d+/$"))
    visit = MentoringVisit.objects.get()
    assert lost == [200]
    assert (visit.business, visit.mentor, visit.visited_on, visit.topics) == (siti, rina, TODAY, ["keuangan"])
    assert (visit.notes, visit.next_step, visit.next_step_due) == ("Buku kas mulai diisi.", "Hitung modal", NEXT_WEEK)
    assert counts(officer) == [3, 0, 1]
    call_command("check_ledger")

    # The officer hands over what its mentor has in hand, but for one.
    officer.goto("/kunjungan/beban/")
    officer.get_by_role("link", name="Hand over rina").click()
    officer.get_by_role("link", name="Tick all on this page").click()
    officer.get_by_label("Toko Budi").uncheck()
    officer.get_by_label("To", exact=True).select_option(label="dedi (0 businesses)")
    officer.get_by_role("button", name="Hand over the ticked ones").click()
    expect(officer.get_by_role("status")).to_contain_text("dedi follows 2 more businesses.")
    in_hand = Assignment.objects.open().order_by("business").values_list("business", "mentor")
    assert list(in_hand) == [(siti.pk, dedi.pk), (budi.pk, rina.pk), (ani.pk, dedi.pk)]

    # The old mentor finds neither business nor visit any more; the new one reads what was talked about, and what is due.
    for address in (f"/kunjungan/{visit.pk}/", f"/usaha/{siti.number}/"):
        assert (old.goto(address).status, new.goto(address).status) == (404, 200)
    new.goto("/kunjungan/")
    expect(new.locator("main")).to_contain_text("Hitung modal")
    new.goto(f"/usaha/{siti.number}/")
    expect(new.locator(".timeline")).to_contain_text("Visit, on site, by rina")
    new.goto(f"/kunjungan/{visit.pk}/")
    expect(new.locator("main")).to_contain_text("Buku kas mulai diisi.")
    assert counts(officer) == [3, 0, 1]
    call_command("check_ledger")
