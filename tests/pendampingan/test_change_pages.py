"""The page of why a number changed, and that of the lines behind each part of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jakpreneur.accounts.models import Role
from tests import make
from tests.city import varied_city
from tests.shown import text_of

pytestmark = pytest.mark.django_db

MOMENTS = "dari=2021-02-28&dari_diketahui=lalu&sampai=2021-05-31&sampai_diketahui=kini"
NONSENSE = [
    "-1",
    "9" * 23,
    "2021-02-30",
    "9999-12-31",
    "0001-01-01",
    "2021-99",
    "\x00",
    "kemarin",
    "x" * 2000,
    "hari",
    "lalu",
]


@pytest.fixture
def city():
    return varied_city()


def page_of(client, query: str = MOMENTS):
    return client.get(f"/dasbor/perubahan/?{query}")


def lines_of(client, query: str) -> str:
    return text_of(client.get(f"/dasbor/perubahan/baris/?{MOMENTS}&{query}"))


def test_the_page_leads_from_one_count_to_the_other(city, reading):
    words = text_of(page_of(reading()))

    assert "From 8 to 7: −1" in words
    assert "As of 28 February 2021, as reported then 8 " in words
    assert (
        "Late entry took effect by 28 February 2021, entered later 1 late entry 0 late entry +1 1 late entry" in words
    )
    assert "Merged two registrations were one business 1 merged 2 merged −1 3 merged" in words
    assert "As of 31 May 2021, as known now 7 " in words
    assert "The parts add up to the difference: nothing is left unexplained." in words


def test_a_moment_may_have_the_knowledge_of_a_fixed_day(city, reading):
    by_link = page_of(reading(), "dari=2021-02-28&dari_diketahui=2021-05-03&sampai=2021-02-28&sampai_diketahui=kini")
    by_form = page_of(
        reading(),
        "dari=2021-02-28&dari_diketahui=hari&dari_pada=2021-05-03&sampai=2021-02-28&sampai_diketahui=kini&sampai_pada=",
    )

    assert "As of 28 February 2021, as known on 3 May 2021 7 " in text_of(by_link)
    assert by_form.context["change"] == by_link.context["change"]


def test_what_is_not_asked_is_the_last_30_days_as_reported_then_and_as_known_now(city, reading):
    change = page_of(reading(), "").context["change"]

    assert (str(change.first.per), change.first.word, str(change.second.per), change.second.word) == (
        "2021-05-31", "lalu", "2021-06-30", "kini",
    )  # fmt: skip


def test_today_as_known_today_is_as_known_now(city, reading):
    change = page_of(reading(), "sampai=2021-06-30&sampai_diketahui=2021-06-30").context["change"]

    assert change.second.word == "kini"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("dari=kemarin", "Enter a day, such as 25/10/2021."),
        ("sampai=2022-01-01", "1 January 2022 lies in the future; today is 30 June 2021."),
        ("dari_diketahui=2022-01-01", "1 January 2022 lies in the future; today is 30 June 2021."),
        ("sampai_diketahui=hari", "Say on which day it was known."),
        ("dari_diketahui=kemarin", "Enter a day, such as 25/10/2021."),
    ],
)
def test_what_is_wrong_with_a_moment_is_said(city, reading, query, sentence):
    page = page_of(reading(), query)

    assert [error for errors in page.context["form"].errors.values() for error in errors] == [sentence]
    assert page.status_code == 200


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("page", ["", "baris/"])
def test_nonsense_in_an_address_is_answered(city, reading, page, value):
    reader = reading()
    words = ["dari", "dari_diketahui", "dari_pada", "sampai", "sampai_diketahui", "sampai_pada", "setelah", "sebelum"]

    assert {reader.get(f"/dasbor/perubahan/{page}", {word: value}).status_code for word in words} == {200}
    assert {reader.get(f"/dasbor/perubahan/{page}", {word: value}).status_code for word in ("tahap", "pusat")} == {404}
    closed = {reader.get("/dasbor/perubahan/baris/", {word: value}).status_code for word in ("alasan", "arah")}
    assert closed == {404}


@pytest.mark.parametrize("group", ["terdaftar-saja", "terlatih-tanpa-pendampingan"])
def test_a_group_that_several_stages_make_has_no_lines_of_its_own(reading, group):
    assert page_of(reading(), f"tahap={group}").status_code == 404


# The lines


def test_the_lines_of_a_part_say_what_happened_to_whom(city, reading):
    staff = make.user()
    words = lines_of(reading(), "alasan=dibatalkan")

    assert "1 line of the ledger: voided Together −1: 0 add one, 1 take one away." in words
    assert f"{city.voided.name} voided {city.voided.number} Siti Aminah Koja −1 11 Jan 2021 4 May 2021, 10:00" in words
    assert "Voided Registration by" in words
    assert staff.username not in words


def test_lines_are_narrowed_to_those_that_add_or_take_away(city, reading):
    both, more, fewer = (lines_of(reading(), f"alasan=digabung{sign}") for sign in ("", "&arah=tambah", "&arah=kurang"))

    assert "3 lines of the ledger: merged Together −1: 1 add one, 2 take one away." in both
    assert "1 line of the ledger: merged Together +1: 1 add one, 0 take one away." in more
    assert "2 lines of the ledger: merged Together −2: 0 add one, 2 take one away." in fewer


def test_no_line_is_said(city, reading):
    assert "No line stands behind this number." in lines_of(reading(), "alasan=aturan-berubah")


def test_an_official_reads_initials_and_roles(city, reading):
    words = lines_of(reading(Role.OFFICIAL), "alasan=dibatalkan")

    assert f"{city.voided.number} S. A. Koja" in words
    assert "Voided Registration by city staff, city" in words


def test_a_former_centre_reads_number_days_and_reason(city, reading):
    officer = reading(Role.OFFICER, at="Gambir")

    page = officer.get(
        "/dasbor/perubahan/baris/?dari=2021-02-28&dari_diketahui=lalu&sampai=2021-03-31&sampai_diketahui=lalu&pusat=31.71.01"
    )
    words = text_of(page)

    assert f"{city.moved.name} moved away {city.moved.number} – Gambir −1 10 Mar 2021 12 Mar 2021, 08:00" in words
    assert "Moved – –" in words
    assert f"/usaha/{city.moved.number}/" not in page.content.decode()


@pytest.mark.parametrize("page", ["", "baris/"])
@pytest.mark.parametrize(
    ("role", "query", "status"),
    [
        (Role.STAFF, "", 200),
        (Role.OFFICIAL, "pusat=31.74.01", 200),
        (Role.OFFICER, "pusat=31.71.01", 200),
        (Role.OFFICER, "pusat=31.74.01", 404),
        (Role.OFFICER, "", 404),
        (Role.STAFF, "pusat=31.99.99", 404),
        (Role.MENTOR, "pusat=31.71.01", 403),
        (Role.ADMIN, "", 403),
    ],
)
def test_a_change_is_read_by_those_who_may_see_all_of_its_lines(reading, page, role, query, status):
    reader = reading(role, at="Gambir" if role in (Role.OFFICER, Role.MENTOR) else None)

    assert reader.get(f"/dasbor/perubahan/{page}?{query}").status_code == status


def test_an_officer_comes_to_it_from_the_dashboard_of_their_centre_alone(reading):
    officer = reading(Role.OFFICER, at="Gambir")

    ways = [
        re.findall(r'href="(/dasbor/perubahan/[^"]+)"', officer.get(board).content.decode())
        for board in ("/dasbor/31.71.01/?per=2021-02-28", "/dasbor/31.74.01/", "/dasbor/")
    ]

    assert ways == [
        ["/dasbor/perubahan/?tahap=terdaftar&amp;pusat=31.71.01&amp;dari=2021-02-28&amp;dari_diketahui=lalu&amp;sampai=2021-02-28&amp;sampai_diketahui=kini"],
        [],
        [],
    ]  # fmt: skip


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("page", ["", "baris/"])
def test_the_pages_cost_the_same_queries_for_one_line_and_for_many(reading, page):
    make.clock("2021-03-05 10:00")
    make.business(on="2021-03-05")
    staff, address = reading(), f"/dasbor/perubahan/{page}?dari=2021-02-28&sampai=2021-03-05"
    needed = queries_of(staff, address)

    for centre in ("Gambir", "Tebet", "Koja"):
        for number in range(10):
            make.business(f"Kedai {number}", at=centre, on="2021-03-05")

    assert queries_of(staff, address) == needed
