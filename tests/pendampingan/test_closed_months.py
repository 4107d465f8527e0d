"""Closed months: what was reported stays, and whatever changes a count of them says why only now, by each path."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from jakpreneur.accounts.models import Role
from jakpreneur.acting import current_note
from pendampingan.access import owner_tag
from pendampingan.counts.recount import recount
from pendampingan.models import LedgerLine, MonthClose, ReportedFigure
from pendampingan.rules.month import close_month
from pendampingan.rules.visit import void_visit
from tests import make
from tests.city import varied_city
from tests.umkm.registering import register
from umkm.models import Assignment, Business
from umkm.rules.business import edit_business, void_business
from umkm.rules.merger import merge_businesses

pytestmark = pytest.mark.django_db
CLOSED = "The report of this month is closed. Say why this comes only now."
WHY = "Formulir baru sampai dari kelurahan"


@pytest.fixture
def closed():
    """March 2021 is closed, and with it all before."""
    return close_month(month=make.day("2021-03-01"), by=make.user())


@pytest.fixture
def note():
    """Say why only now, as a form does."""
    said = []
    yield lambda why: said.append(current_note.set(why))
    for token in reversed(said):
        current_note.reset(token)


def notes(of: Business) -> list[tuple[int, str]]:
    """(stage, note) of each of its lines."""
    return list(LedgerLine.objects.filter(business=of).order_by("id").values_list("stage", "note"))


def faults(page):
    return {name: list(messages) for name, messages in page.context["form"].errors.items()}


def refusal(call) -> dict:
    with pytest.raises(ValidationError) as refused:
        call()
    return refused.value.message_dict


# The rule


def test_closing_fixes_what_the_ledger_says_of_each_centre():
    varied_city()
    made = close_month(month=make.day("2021-02-01"), by=make.user())

    figures = ReportedFigure.objects.filter(close=made).exclude(value=0).order_by("centre__code", "stage")
    assert list(figures.values_list("centre__name", "stage", "value", "added")) == [
        ("Gambir", 1, 3, 0),
        ("Gambir", 2, 2, 2),
        ("Gambir", 3, 2, 2),
        ("Koja", 1, 2, 0),
        ("Koja", 2, 1, 1),
        ("Koja", 3, 1, 1),
        ("Tebet", 1, 2, 0),
        ("Tebet", 2, 1, 1),
        ("Tebet", 3, 1, 1),
    ]
    assert ReportedFigure.objects.filter(close=made).count() == 44 * 3


def test_who_is_not_city_staff_closes_no_month():
    with pytest.raises(PermissionDenied):
        close_month(month=make.day("2021-03-01"), by=make.user(Role.OFFICER, at="Gambir"))


def test_a_month_is_closed_once_and_when_it_is_over(closed):
    assert refusal(lambda: close_month(month=make.day("2021-03-01"), by=make.user())) == {
        "__all__": ["Somebody has closed this month before."]
    }
    this = timezone.localdate().replace(day=1)
    assert refusal(lambda: close_month(month=this, by=make.user())) == {"__all__": ["This month is not over yet."]}


def test_a_report_stays_as_it_was_whatever_comes_later(note):
    city = varied_city()
    made = close_month(month=make.day("2021-03-01"), by=make.user())
    before = list(ReportedFigure.objects.filter(close=made).order_by("pk").values())

    make.clock("2021-07-01 10:00")
    note(WHY)
    register(make.user(), registered_on=make.day("2021-03-05"))
    void_business(business=city.late, reason="salah daftar", by=make.user())

    assert list(ReportedFigure.objects.filter(close=made).order_by("pk").values()) == before
    assert recount().first == []


# What a rule is told


def test_a_new_entry_into_a_closed_month_is_refused_without_a_note(closed):
    business = make.business(on="2021-05-03")

    assert refusal(lambda: register(make.user(), registered_on=make.day("2021-03-31"))) == {"why_late": [CLOSED]}
    assert refusal(lambda: edit_business(business=business, registered_on=make.day("2021-03-31"), by=make.user())) == {
        "why_late": [CLOSED]
    }


def test_with_a_note_it_is_entered_and_the_line_keeps_the_note(closed, note):
    note(WHY)

    assert notes(register(make.user(), registered_on=make.day("2021-03-31"))) == [(1, WHY)]


def test_what_changes_no_closed_month_needs_no_note_and_keeps_none(closed, note):
    assert notes(make.business(on="2021-04-01")) == [(1, "")]
    note(WHY)
    assert notes(register(make.user(), registered_on=make.day("2021-04-01"))) == [(1, "")]


def test_a_reason_is_the_note(note):
    staff = make.user()
    voided, survivor, double = (make.business(on="2021-03-05") for _ in range(3))
    visit = make.visit(survivor, "2021-03-09")
    close_month(month=make.day("2021-03-01"), by=staff)

    void_business(business=voided, reason="salah daftar", by=staff)
    void_visit(visit=visit, reason="salah usaha", by=staff)
    merge_businesses(survivor=survivor, double=double, reason="usaha yang sama", by=staff)

    assert notes(voided) == [(1, ""), (1, "salah daftar")]
    assert notes(survivor)[:3] == [(1, ""), (3, ""), (3, "salah usaha")]
    assert notes(double) == [(1, ""), (1, "usaha yang sama")]


def test_a_number_is_no_note(closed, note):
    note("NIK 3199 0157 0890 0001")

    assert refusal(lambda: void_business(business=make.business(on="2021-05-03"), reason="salah", by=make.user())) == {
        "why_late": ["Leave the number itself out of the reason."]
    }


# On the pages


def test_a_registration_asks_for_the_note_where_it_is_checked(client, enter, closed):
    enter(Role.STAFF)
    typed = {
        "owner_nik": "3199015708900001",
        "owner_name": "Siti Aminah",
        "owner_phone": "0812-3456-7890",
        "name": "Warung Bu Siti",
        "kelurahan": make.kelurahan().code,
        "sector": "kuliner",
        "registered_on": "2021-03-31",
    }
    check = client.post("/usaha/baru/", typed, follow=True).redirect_chain[-1][0]

    refused = client.post(check)
    assert faults(refused) == {"why_late": [CLOSED]}
    assert 'name="why_late"' in refused.content.decode()

    client.post(check, {"why_late": WHY})
    assert notes(Business.objects.get()) == [(1, WHY)]


def test_a_visit_asks_for_the_note_on_its_page_and_loses_nothing(client, enter, closed):
    mentor = enter(Role.MENTOR, at="Gambir")
    business = make.business(on="2021-04-05")
    edit_business(business=business, registered_on=make.day("2021-04-01"), by=make.user())
    Assignment.objects.create(business=business, mentor=mentor, starts_on=make.day("2021-04-05"))
    close_month(month=make.day("2021-04-01"), by=make.user())
    typed = {"business": business.number, "visited_on": "2021-04-20", "mode": "on_site", "notes": "Catatan kas"}

    refused = client.post(reverse("visit_log"), typed)
    assert faults(refused) == {"why_late": [CLOSED]}
    assert "Catatan kas" in refused.content.decode()

    client.post(reverse("visit_log"), typed | {"why_late": WHY})
    assert notes(business)[-1] == (3, WHY)


def test_a_sheet_of_a_closed_month_has_the_field_from_the_start(client, enter, closed):
    enter(Role.OFFICER, at="Gambir")
    held = make.session("2021-03-02")
    seat = make.enrolment(held, make.business(on="2021-04-05"))
    close_month(month=make.day("2021-04-01"), by=make.user())
    sheet = reverse("attendance_sheet", args=[held.pk])
    assert 'name="why_late"' in client.get(sheet).content.decode()

    sent = {"hari": "2021-03-02", "enrolments": [seat.pk], "shown": [], "why_late": ""}
    assert faults(client.post(sheet, sent)) == {"why_late": [CLOSED]}
    client.post(sheet, sent | {"why_late": WHY})
    assert notes(seat.business)[-1] == (2, WHY)


def test_a_tap_on_a_phone_is_refused_in_the_same_words(client, enter, closed):
    officer = enter(Role.OFFICER, at="Gambir")
    held = make.session("2021-03-02")
    business = make.business(on="2021-04-05")
    close_month(month=make.day("2021-04-01"), by=make.user())
    seat = make.enrolment(held, business)
    item = {
        "key": str(uuid.uuid4()),
        "made_at": timezone.now().isoformat(),
        "day": "2021-03-02",
        "enrolment": seat.pk,
        "there": True,
        "seen": 0,
        "source": "sheet",
    }

    (answer,) = client.post(
        reverse("attendance_mark", args=[held.pk]),
        {"owner": owner_tag(officer), "items": [item]},
        content_type="application/json",
    ).json()["items"]

    assert (answer["refused"], answer["there"]) == (CLOSED, False)


def test_a_class_from_paper_in_a_closed_month_asks_for_the_note(client, enter, closed):
    enter(Role.OFFICER, at="Gambir")
    business = make.business(on="2021-04-05")
    close_month(month=make.day("2021-04-01"), by=make.user())
    typed = {
        "title": "Kelas dasar",
        "centre": "31.71.01",
        "agency": "ppkukm",
        "guests": f"{business.number} 1",
        "days_0": "2021-03-02",
    }

    refused = client.post(reverse("session_log"), typed)
    assert faults(refused) == {"why_late": [CLOSED]}

    client.post(reverse("session_log"), typed | {"why_late": WHY})
    assert notes(business)[-1] == (2, WHY)


def test_closes_are_in_the_order_of_months():
    for month in ("2021-02-01", "2021-01-01", "2021-03-01"):
        close_month(month=make.day(month), by=make.user())

    assert [str(close) for close in MonthClose.objects.newest_first()] == ["2021-03", "2021-02", "2021-01"]
    assert recount().first == []
