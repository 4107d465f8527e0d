"""A change, its lines and the reconciliation as files."""

import csv
import io
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Installation
from pendampingan.counts.changed_businesses import Fate
from pendampingan.models import PublishedFigure
from tests import make
from tests.city import varied_city

pytestmark = pytest.mark.django_db

MOMENTS = "dari=2021-02-28&dari_diketahui=lalu&sampai=2021-05-31&sampai_diketahui=kini"


@pytest.fixture
def city():
    return varied_city()


def file_of(client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.reader(io.StringIO(content.decode("utf-8"))))


def test_the_parts_lead_from_one_count_to_the_other(city, reading):
    rows = file_of(reading(), f"/dasbor/perubahan.csv?{MOMENTS}")

    assert rows == [
        ["Why", "What it is", "Added", "Taken away", "Difference", "Lines", "Count"],
        ["As of 28 February 2021, as reported then", "", "", "", "", "", "8"],
        ["Late entry", "took effect by 28 February 2021, entered later", "1", "0", "1", "1", ""],
        ["Voided", "what it rests on was voided", "0", "1", "-1", "1", ""],
        ["Merged", "two registrations were one business", "1", "2", "-1", "3", ""],
        ["Moved", "from one centre to another; in the city it comes to nothing", "2", "2", "0", "4", ""],
        ["As of 31 May 2021, as known now", "", "", "", "-1", "9", "7"],
    ]


def test_the_lines_are_those_of_the_list(city, reading):
    staff = reading()
    address = f"{MOMENTS}&alasan=digabung&arah=kurang"

    heading, *rows = file_of(staff, f"/dasbor/perubahan/baris.csv?{address}")
    listed = staff.get(f"/dasbor/perubahan/baris/?{address}").context["rows"]

    assert heading == [
        "Line", "Number", "Business", "Owner", "Centre", "Counts", "Took effect", "Entered", "Why", "Evidence", "By whom",
    ]  # fmt: skip
    assert [(row[0], row[1], row[5], row[8]) for row in rows] == [
        (str(row.told.line.pk), row.told.business.number, str(row.told.effect), "Merged") for row in listed
    ]
    assert len(rows) == 2


def test_a_line_tells_what_the_list_tells(city, reading):
    (_heading, row) = file_of(reading(), f"/dasbor/perubahan/baris.csv?{MOMENTS}&alasan=dibatalkan")

    assert row[1:10] == [
        city.voided.number, city.voided.name, "Siti Aminah", "Koja", "-1", "2021-01-11", "2021-05-04 10:00:00", "Voided",
        "Registration",
    ]  # fmt: skip


def test_new_and_late_lines_are_told_apart(city, reading):
    rows = file_of(
        reading(),
        "/dasbor/perubahan/baris.csv?dari=2021-01-08&dari_diketahui=lalu&sampai=2021-01-31&sampai_diketahui=kini",
    )

    assert {(row[8], row[6] > "2021-01-08") for row in rows[1:] if row[8] in ("New", "Late entry")} == {
        ("New", True), ("Late entry", False),
    }  # fmt: skip


def test_an_official_reads_initials_and_roles(city, reading):
    (_heading, row) = file_of(reading(Role.OFFICIAL), f"/dasbor/perubahan/baris.csv?{MOMENTS}&alasan=dibatalkan")

    assert (row[3], row[10]) == ("S. A.", "City staff")


def test_a_former_centre_is_told_number_name_days_and_reason(city, reading):
    officer = reading(Role.OFFICER, at="Gambir")

    rows = file_of(officer, f"/dasbor/perubahan/baris.csv?{MOMENTS}&alasan=pindah&arah=kurang&pusat=31.71.01")

    assert [row[1:] for row in rows[1:]] == [
        [city.moved.number, city.moved.name, "", "Gambir", "-1", "2021-03-10", "2021-03-12 08:00:00", "Moved", "", ""]
    ]


@pytest.mark.parametrize(
    "moments",
    [
        MOMENTS,
        "dari=2021-03-11&dari_diketahui=lalu&sampai=2021-06-30&sampai_diketahui=kini",
        "dari=2021-06-30&dari_diketahui=kini&sampai=2021-02-20&sampai_diketahui=lalu&tahap=didampingi",
    ],
)
def test_the_businesses_are_those_of_the_list(city, reading, moments):
    staff = reading()
    for fate, place in product(Fate, ("", "&pusat=31.71.01", "&pusat=31.74.01")):
        if place and fate == Fate.MOVED:
            continue
        address = f"{moments}{place}&ubah={fate.value}"

        heading, *rows = file_of(staff, f"/dasbor/perubahan/usaha.csv?{address}")
        listed = staff.get(f"/dasbor/perubahan/usaha/?{address}").context["rows"]

        assert heading == [
            "Number", "Business", "Owner", "Centre at the first moment", "Since, at the first moment",
            "Centre at the second moment", "Since, at the second moment", "Why",
        ]  # fmt: skip
        assert rows == [
            [
                each.business.number,
                each.business.name,
                each.business.owner.name,
                *((each.before.centre.name, str(each.before.since)) if each.before else ("", "")),
                *((each.after.centre.name, str(each.after.since)) if each.after else ("", "")),
                ", ".join(str(cause.label) for cause in each.causes),
            ]
            for each in listed
        ]


def test_of_who_left_a_centre_the_file_has_no_owner(city, reading):
    officer = reading(Role.OFFICER, at="Gambir")

    rows = file_of(officer, f"/dasbor/perubahan/usaha.csv?{MOMENTS}&pusat=31.71.01&ubah=pergi")

    assert [row for row in rows if row[0] == city.moved.number] == [
        [city.moved.number, city.moved.name, "", "Gambir", "2021-01-07", "", "", "moved"]
    ]


def test_the_reconciliation_says_of_each_figure_what_the_page_says(reading):
    PublishedFigure.objects.update(voided_at="2021-06-30 00:00+07", void_reason="untuk uji")
    varied_city()
    PublishedFigure.objects.create(as_of="2021-02-28", stage=1, value=8, source="antara")
    PublishedFigure.objects.create(as_of="2021-03-31", stage=1, value=9, source="=1+1")
    PublishedFigure.objects.create(as_of="2021-03-31", stage=7, value=2, source="antara")

    rows = file_of(reading(), "/dasbor/rekonsiliasi.csv")

    assert rows == [
        ["Day", "What was counted", "What the row says", "Source", "Why", "Number", "Lines"],
        ["2021-02-28", "Registered", "Announced", "antara", "", "8", ""],
        ["2021-02-28", "Registered", "Unexplained", "antara", "", "0", ""],
        ["2021-02-28", "Registered", "As reported then", "", "", "8", ""],
        ["2021-02-28", "Registered", "Known since then", "", "Late entry", "1", "1"],
        ["2021-02-28", "Registered", "Known since then", "", "Voided", "-1", "1"],
        ["2021-02-28", "Registered", "Known since then", "", "Merged", "-1", "3"],
        ["2021-02-28", "Registered", "As known now", "", "", "7", ""],
        ["2021-03-31", "Registered", "Announced", "'=1+1", "", "9", ""],
        ["2021-03-31", "Registered", "Unexplained", "'=1+1", "", "1", ""],
        ["2021-03-31", "Registered", "As reported then", "", "", "8", ""],
        ["2021-03-31", "Registered", "Since 2021-02-28", "", "Moved", "0", "2"],
        ["2021-03-31", "Registered", "Unexplained since the figure before", "antara → =1+1", "", "1", ""],
        ["2021-03-31", "Registered", "Known since then", "", "Late entry", "1", "1"],
        ["2021-03-31", "Registered", "Known since then", "", "Voided", "-1", "1"],
        ["2021-03-31", "Registered", "Known since then", "", "Merged", "-1", "3"],
        ["2021-03-31", "Registered", "As known now", "", "", "7", ""],
        ["2021-03-31", "Financed", "Announced", "antara", "", "2", ""],
        ["2021-03-31", "Financed", "No facts", "", "", "", ""],
    ]


def test_names_say_what_a_file_is_of_and_that_a_demo_s_is_a_sample(city, reading, as_owner):
    Installation.objects.update(kind=Installation.Kind.DEMO)
    staff = reading()

    names = [
        staff.get(address)["Content-Disposition"]
        for address in (
            f"/dasbor/perubahan.csv?{MOMENTS}&pusat=31.71.01",
            f"/dasbor/perubahan/baris.csv?{MOMENTS}&alasan=digabung&arah=kurang",
            f"/dasbor/perubahan/usaha.csv?{MOMENTS}&ubah=pergi",
            "/dasbor/rekonsiliasi.csv",
        )
    ]

    assert names == [
        'attachment; filename="perubahan-terdaftar-31.71.01-dari-2021-02-28-lalu-sampai-2021-05-31-kini-data-contoh.csv"',
        'attachment; filename="baris-terdaftar-dari-2021-02-28-lalu-sampai-2021-05-31-kini-digabung-kurang-data-contoh.csv"',
        'attachment; filename="usaha-terdaftar-dari-2021-02-28-lalu-sampai-2021-05-31-kini-pergi-data-contoh.csv"',
        'attachment; filename="rekonsiliasi-diketahui-2021-06-30-data-contoh.csv"',
    ]


@pytest.mark.parametrize("file", ["perubahan.csv?", "perubahan/baris.csv?", "perubahan/usaha.csv?ubah=datang&"])
@pytest.mark.parametrize(
    ("role", "query", "status"),
    [
        (Role.OFFICER, "pusat=31.71.01", 200),
        (Role.OFFICER, "pusat=31.74.01", 404),
        (Role.OFFICER, "", 404),
        (Role.MENTOR, "pusat=31.71.01", 403),
        (Role.ADMIN, "", 403),
        (Role.STAFF, "tahap=x", 404),
        (Role.STAFF, "dari=kemarin", 400),
    ],
)
def test_whoever_may_not_open_the_page_gets_no_file(reading, file, role, query, status):
    reader = reading(role, at="Gambir" if role in (Role.OFFICER, Role.MENTOR) else None)

    assert reader.get(f"/dasbor/{file}{query}").status_code == status


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MENTOR, Role.ADMIN])
def test_the_reconciliation_is_nobody_else_s(reading, role):
    assert reading(role).get("/dasbor/rekonsiliasi.csv").status_code == 403


def test_a_file_costs_the_same_queries_for_one_line_and_for_many(reading):
    make.clock("2021-03-05 10:00")
    staff, address = reading(), "/dasbor/perubahan/baris.csv?dari=2021-02-28&sampai=2021-03-05"

    def queries():
        staff.get(address)
        with CaptureQueriesContext(connection) as captured:
            staff.get(address)
        return len(captured)

    make.business(on="2021-03-05")
    needed = queries()
    for number in range(20):
        make.business(f"Kedai {number}", on="2021-03-05")

    assert queries() == needed
