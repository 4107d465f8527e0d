"""Whatever is typed or sent, no page of the upper floor breaks: it answers with a sentence, or that there is nothing."""

import pytest
from django.urls import reverse

from jakpreneur.accounts.models import Role
from tests import make
from umkm.models import Assignment

pytestmark = pytest.mark.django_db

NONSENSE = ["", "-1", "9" * 23, "9" * 5000, "2021-02-30", "9999-12-31", "\x00", "JP-99999999", "x" * 25000]
FIELDS = {
    "session_plan": ["title", "topic", "centre", "agency", "days_0", "days_9", "days_needed", "venue", "capacity", "opened"],
    "session_log": ["title", "centre", "agency", "days_0", "days_needed", "guests", "line", "there-0", "who-0", "drawn", "key"],
    "session_detail": ["business", "participant", "chosen"],
    "enrol_many": ["businesses"],
    "session_edit": ["title", "topic", "days_0", "shown", "starts_at", "ends_at", "enrol_until", "capacity", "initial-topic"],
    "attendance_sheet": ["hari", "enrolments", "shown"],
    "session_cancel": ["reason"],
    "visit_log": ["business", "chosen", "visited_on", "mode", "minutes", "topics", "notes", "next_step", "next_step_due", "monthly_sales"],
    "visit_void": ["reason"],
}  # fmt: skip
QUERIES = {
    "session_plan": ["salin"],
    "session_calendar": ["bulan", "pusat", "status"],
    "enrol_many": ["kelurahan", "sektor", "setelah"],
    "session_list": ["pusat", "status", "bulan", "setelah", "sebelum"],
    "visit_list": ["daftar", "pusat", "cara", "bulan", "setelah", "sebelum"],
    "visit_log": ["usaha"],
    "attendance_sheet": ["hari", "semua"],
}


@pytest.fixture
def scene(client):
    """A class, a business in it and a visit; whoever asks next may see them all."""
    business, session = make.business(), make.session("2021-03-01")
    enrolment = make.enrolment(session, business)
    mentor = make.user(Role.MENTOR, at="Gambir")
    Assignment.objects.create(business=business, mentor=mentor, starts_on=make.day("2021-01-04"))
    right = {
        "title": "Kelas", "agency": "ppkukm", "centre": "31.71.01", "days_0": "2021-03-01", "capacity": "40",
        "guests": business.number, "business": business.number, "visited_on": "2021-03-01", "mode": "phone",
        "enrolments": str(enrolment.pk), "reason": "sebab",
    }  # fmt: skip

    def address(name):
        if name.startswith("visit"):
            client.force_login(mentor)
            return (
                reverse(name)
                if name in ("visit_list", "visit_log")
                else reverse(name, args=[make.visit(business, "2021-03-01", mentor=mentor).pk])
            )
        client.force_login(make.user(Role.OFFICER, at="Gambir"))
        return (
            reverse(name)
            if name in ("session_list", "session_plan", "session_log", "session_calendar")
            else reverse(name, args=[session.pk])
        )

    return right, address


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, fields in FIELDS.items() for field in fields])
def test_nonsense_in_one_field_is_refused_or_taken_as_text(client, scene, name, field):
    right, address = scene
    url = address(name)

    statuses = {client.post(url, right | {field: value}).status_code for value in NONSENSE}

    assert statuses <= {200, 302, 403}


@pytest.mark.parametrize(("name", "word"), [(name, word) for name, words in QUERIES.items() for word in words])
def test_nonsense_in_an_address_shows_the_page(client, scene, name, word):
    _right, address = scene
    url = address(name)

    statuses = {client.get(url, {word: value}).status_code for value in NONSENSE if len(value) < 5000}

    assert statuses == {200}


@pytest.mark.parametrize("role", [Role.STAFF, Role.MENTOR])
@pytest.mark.parametrize(
    "page", ["pelatihan/{}/", "pelatihan/{}/hadir/", "pelatihan/{}/mundur/1/", "kunjungan/{}/", "kunjungan/{}/batal/"]
)
def test_an_id_that_is_no_row_is_no_page(client, role, page):
    client.force_login(make.user(role))

    statuses = {
        client.get(f"/{page.format(key)}").status_code for key in ("0", "99999999999999999999999", "x", "-1", "%00")
    }

    assert statuses <= {403, 404, 405}
