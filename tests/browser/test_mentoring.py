"""Mentoring in a real browser: its pages without complaint at both sizes, a visit told on a phone, a caseload handed over."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jakpreneur.accounts.models import Role
from pendampingan.models import MentoringVisit
from tests import make
from umkm.models import Assignment

SIZES = {"desk": ({"width": 1280, "height": 800}, "light"), "phone": ({"width": 360, "height": 740}, "dark")}
TODAY = timezone.localdate()


@pytest.fixture(params=SIZES)
def browser_context_args(browser_context_args, request):
    viewport, scheme = SIZES[request.param]
    return browser_context_args | {"color_scheme": scheme, "viewport": viewport}


def followed(mentor, name):
    business = make.business(name, at="Gambir")
    Assignment.objects.create(business=business, mentor=mentor, starts_on=make.day("2021-01-04"))
    return business


def test_every_page_of_a_mentor_is_without_complaint(page, enter, complaints):
    mentor = enter(Role.MENTOR, at="Gambir")
    business = followed(mentor, "Warung Siti")
    for on, amount in [("2021-02-01", 5_000_000), ("2021-04-01", 0)]:
        visit = make.visit(business, on, mentor=mentor, monthly_sales=amount, next_step="Buku kas", next_step_due=TODAY)

    for each in ("/", "/kunjungan/", "/kunjungan/?saring=belum", "/kunjungan/?saring=tindak", "/kunjungan/baru/",
                 f"/kunjungan/baru/?usaha={business.number}", f"/kunjungan/{visit.pk}/ubah/",
                 f"/usaha/{business.number}/"):  # fmt: skip
        page.goto(each)
        assert (each, complaints()) == (each, [])


def test_every_page_of_handing_over_is_without_complaint(page, enter, complaints):
    enter(Role.OFFICER, at="Gambir")
    mentor = make.user(Role.MENTOR, at="Gambir", username="rina")
    followed(mentor, "Warung Siti")
    make.business(at="Gambir")
    make.session("2021-03-01", at="Gambir")

    for each in ("/", "/kunjungan/beban/", "/kunjungan/serah/", "/kunjungan/serah/?dari=rina&semua=1",
                 "/pelatihan/belum-ditutup/"):  # fmt: skip
        page.goto(each)
        assert (each, complaints()) == (each, [])


def test_a_visit_is_told_in_four_presses_from_the_first_page(page, enter):
    business = followed(enter(Role.MENTOR, at="Gambir"), "Warung Siti")
    page.goto("/kunjungan/")

    page.get_by_role("link", name="Log a visit", exact=True).click()
    page.get_by_role("link", name="Warung Siti").click()
    page.get_by_label("Keuangan").check()
    page.get_by_role("button", name="Save the visit").click()

    expect(page.get_by_role("heading", name="Visit to Warung Siti")).to_be_visible()
    visit = MentoringVisit.objects.get()
    assert (visit.business, visit.visited_on, visit.topics) == (business, TODAY, ["keuangan"])


def test_an_officer_hands_over_what_a_mentor_who_leaves_has_in_hand(page, enter):
    enter(Role.OFFICER, at="Gambir")
    old, new = (make.user(Role.MENTOR, at="Gambir", username=name) for name in ("rina", "dedi"))
    for name in ("Warung Siti", "Toko Budi", "Jahit Ani"):
        followed(old, name)
    page.goto("/kunjungan/beban/")

    page.get_by_role("link", name="Hand over rina").click()
    page.get_by_role("link", name="Tick all on this page").click()
    page.get_by_label("Toko Budi").uncheck()
    page.get_by_label("To", exact=True).select_option(label="dedi (0 businesses)")
    page.get_by_role("button", name="Hand over the ticked ones").click()

    expect(page.get_by_role("status")).to_contain_text("dedi follows 2 more businesses.")
    left = Assignment.objects.open().filter(mentor=old).values_list("business__name", flat=True)
    assert (list(left), Assignment.objects.open().filter(mentor=new).count()) == (["Toko Budi"], 2)
