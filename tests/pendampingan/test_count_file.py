"""The businesses behind a number as a file: the rows of the list, all of them, as the reader may see them."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Installation
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.behind import behind, counted
from pendampingan.counts.group import Group
from tests import make
from tests.city import DAYS, varied_city

pytestmark = pytest.mark.django_db

HEADING = [
    "Number", "Business", "Owner", "Centre", "Sector", "Since", "Evidence", "Counted because", "Entered on", "State now",
    "Centre now",
]  # fmt: skip


def file_of(client, query=""):
    answer = client.get(f"/dasbor/daftar.csv?{query}")
    assert answer.status_code == 200
    heading, *rows = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8")))
    return heading, rows


def queries_of(client):
    client.get("/dasbor/daftar.csv")
    with CaptureQueriesContext(connection) as queries:
        client.get("/dasbor/daftar.csv")
    return len(queries)


def row_of(client, business, query=""):
    return next(row for row in file_of(client, query)[1] if row[0] == business.number)


def test_a_row_tells_what_the_list_tells(reading):
    make.clock("2021-03-05 10:00")
    owner = make.participant("Siti Aminah")
    business = make.business("Warung Siti", owner=owner, on="2021-01-04")
    make.trained(business, "2021-02-01")

    heading, rows = file_of(reading(), "tahap=terlatih&per=2021-03-05")

    assert heading == HEADING
    assert rows == [
        [business.number, "Warung Siti", "Siti Aminah", "Gambir", "Culinary", "2021-02-01", "Attendance", "Recorded",
         "2021-03-05", "Active", "Gambir"]
    ]  # fmt: skip


def test_heading_and_words_are_in_the_reader_s_language(reading):
    make.clock("2021-03-05 10:00")
    make.business(on="2021-01-04")

    heading, (row,) = file_of(reading(language="id"))

    assert (heading[0], heading[8:]) == ("Nomor", ["Dicatat pada", "Keadaan kini", "Pusat kini"])
    assert (row[4], row[6], row[9]) == ("Kuliner", "Pendaftaran", "Aktif")


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("group", Group)
def test_the_rows_are_those_of_the_list_in_its_order_on_any_day(reading, group, basis):
    varied_city()
    reader = reading()

    for day in DAYS:
        as_of = AsOf(make.day(day), basis)
        listed = counted([row.business_id for row in behind(group, as_of)], group, as_of)

        _heading, rows = file_of(reader, f"tahap={group.value}&per={day}&diketahui={basis.word}")

        assert [(row[0], row[1], row[3], row[5], row[6], row[7]) for row in rows] == [
            (
                each.business.number,
                each.business.name,
                each.centre.name,
                str(each.since),
                str(each.evidence.label).capitalize(),
                str(each.reason.label).capitalize(),
            )
            for each in listed
        ]


def test_moved_voided_and_merged_ones_are_told_as_such(reading):
    city = varied_city()
    staff = reading()

    rows = {row[0]: row for row in file_of(staff, "per=2021-02-28&diketahui=lalu")[1]}

    assert [rows[each.number][9:] for each in (city.moved, city.voided, city.double)] == [
        ["Active", "Tebet"], ["Voided", "Koja"], ["Merged", "Gambir"],
    ]  # fmt: skip
    assert rows[city.moved.number][3] == "Gambir"


def test_a_centre_and_a_kind_narrow_the_file_as_they_narrow_the_list(reading):
    make.clock("2021-03-05 10:00")
    here = make.business(sector="kriya", on="2021-01-04")
    make.business(on="2021-01-04")
    make.business(sector="kriya", at="Tebet", on="2021-01-04")

    _heading, rows = file_of(reading(), "pusat=31.71.01&sektor=kriya")

    assert [row[0] for row in rows] == [here.number]


# Whose eyes it is for


@pytest.mark.parametrize("name", ["Siti Aminah", "budi", "Nur  Aini binti Hasan", "É. D'Arcy", "S. Ó Riain-Putri"])
def test_an_official_reads_initials(reading, name):
    make.clock("2021-03-05 10:00")
    owner = make.participant(name)
    business = make.business(owner=owner, on="2021-01-04")

    row = row_of(reading(Role.OFFICIAL), business)

    assert row[2] == owner.initials


def test_a_former_centre_is_told_number_name_and_date(reading):
    city = varied_city()
    officer = reading(Role.OFFICER, at="Gambir")

    row = row_of(officer, city.moved, "pusat=31.71.01&per=2021-02-28&diketahui=lalu")

    assert row == [city.moved.number, city.moved.name, "", "", "", "2021-01-07", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("role", "query", "status"),
    [
        (Role.MENTOR, "", 403),
        (Role.ADMIN, "", 403),
        (Role.OFFICER, "", 404),
        (Role.OFFICER, "pusat=31.74.01", 404),
        (Role.OFFICIAL, "kelamin=female", 403),
        (Role.STAFF, "tahap=semua", 404),
        (Role.STAFF, "pusat=31.99.99", 404),
        (Role.STAFF, "sektor=sihir", 404),
    ],
)
def test_whoever_may_not_open_the_list_gets_no_file(reading, role, query, status):
    reader = reading(role, at="Gambir" if role in (Role.OFFICER, Role.MENTOR) else None)

    assert reader.get(f"/dasbor/daftar.csv?{query}").status_code == status


# What is a file's own


def test_its_name_says_what_it_is_of_and_of_which_day_and_knowledge(reading):
    make.clock("2021-06-30 15:00")
    staff = reading()

    names = [
        staff.get(f"/dasbor/daftar.csv?{query}")["Content-Disposition"]
        for query in (
            "tahap=terlatih&pusat=31.71.01&per=2021-04-30&diketahui=lalu",
            "sektor=kuliner&per=2021-04-30&diketahui=lalu",
            "",
        )
    ]

    assert names == [
        'attachment; filename="daftar-terlatih-31.71.01-per-2021-04-30-diketahui-lalu.csv"',
        'attachment; filename="daftar-terdaftar-sektor-kuliner-per-2021-04-30-diketahui-kini.csv"',
        'attachment; filename="daftar-terdaftar-per-2021-06-30-diketahui-kini.csv"',
    ]


def test_a_demo_s_file_says_that_it_is_a_sample(reading, as_owner):
    make.clock("2021-06-30 15:00")
    Installation.objects.update(kind=Installation.Kind.DEMO)

    answer = reading().get("/dasbor/daftar.csv")

    assert 'filename="daftar-terdaftar-per-2021-06-30-diketahui-kini-data-contoh.csv"' in answer["Content-Disposition"]


def test_no_file_is_made_of_a_day_that_is_none(reading):
    answer = reading().get("/dasbor/daftar.csv?per=kemarin")

    assert (answer.status_code, answer.content.decode()) == (400, "Enter a day, such as 25/10/2021.")


def test_a_count_of_nothing_is_a_heading_alone(reading):
    assert file_of(reading(), "per=2018-10-01") == (HEADING, [])


@pytest.mark.parametrize("name", ["=1+1", "+62", "-1", "@SUM(A1)"])
def test_what_a_spreadsheet_would_compute_stands_as_text(reading, name):
    make.clock("2021-03-05 10:00")
    business = make.business(name, owner=make.participant(name), on="2021-01-04")

    row = row_of(reading(), business)

    assert row[1:3] == [f"'{name}"] * 2


def test_the_list_leads_to_its_file(reading):
    make.clock("2021-06-30 15:00")
    make.business(sector="kriya", on="2021-01-04")
    query = "tahap=terdaftar&pusat=31.71.01&sektor=kriya&per=2021-04-30&diketahui=kini"

    page = reading().get(f"/dasbor/daftar/?{query}").content.decode()

    assert f'href="/dasbor/daftar.csv?{query.replace("&", "&amp;")}"' in page


def test_a_file_costs_the_same_queries_for_one_row_and_for_many(reading):
    make.clock("2021-03-05 10:00")
    make.business(on="2021-01-04")
    staff = reading()
    needed = queries_of(staff)

    for number in range(30):
        make.business(f"Kedai {number}", on="2021-01-04")

    assert queries_of(staff) == needed
