"""Every number with `data-count` opens exactly its rows, for each role; and where the reader may not see them all, none.

The crawl starts at the reader's menu and the dashboards, on a city where all happened that moves a count. It follows
every count's link: there the heading repeats the number, and as many rows follow, page by page.
"""

import re
from html import unescape
from typing import NamedTuple

import pytest
from django.test import Client

from jakpreneur.accounts.models import Role
from jakpreneur.acting import acting
from jakpreneur.navigation import menu_for
from pendampingan.access import counts_open_to
from pendampingan.counts.group import FUNNEL
from pendampingan.rules.month import close_month
from tests import make
from tests.city import drawn_square, main_target, varied_city
from umkm.models import Centre

pytestmark = pytest.mark.django_db

CENTRES = {"Gambir": "31.71.01", "Tebet": "31.74.01", "Koja": "31.72.03"}
#: Pages of their own that tell of the city and of each centre.
PARTS = ("orang", "kebaruan", "rincian", "bukti", "laju", "kegiatan")
DAYS = ("2021-02-28", "2021-03-11", "2021-05-03", "2021-06-30")
#: How the city's table is sorted, and by what its map compares.
SHOWN = (
    "urut=-terdaftar&peta=jumlah",
    "urut=peringkat&peta=target&bentuk=wilayah",
    "urut=pertumbuhan&peta=pertumbuhan",
    "urut=x&peta=x&bentuk=x",
)

#: The months, one that is closed and one that is not.
REPORTS = ("/laporan/", "/laporan/2021-02/", "/laporan/2021-05/")
#: Between which moments it is asked why a number changed.
MOMENTS = (
    "dari=2021-02-28&dari_diketahui=lalu&sampai=2021-05-03&sampai_diketahui=2021-05-04",
    "dari=2021-06-30&dari_diketahui=kini&sampai=2021-02-28&sampai_diketahui=lalu&tahap=didampingi",
)

#: The first heading of a page that says a number, and the page below it.
HEADING = re.compile(r"(<h[12]\b(?:(?!</h[12]>).)*data-count.*?</h[12]>)(.*)", re.DOTALL)


class Count(NamedTuple):
    """A number on a page, and the address that it links to; Django's admin, which counts accounts, is no part of this."""

    number: int
    address: str | None


def counts_in(html: str) -> list[Count]:
    tags = re.findall(r"<(?:a|span)\b[^>]*\bdata-count=[^>]*>", html)
    counts = [
        Count(
            int(re.search(r'data-count="(\d+)"', tag)[1]),
            (href := re.search(r'href="([^"]+)"', tag)) and unescape(href[1]),
        )
        for tag in tags
    ]
    return [count for count in counts if not (count.address or "").startswith("/admin/")]


@pytest.fixture
def city():
    main_target(5, Gambir=2)
    drawn_square("Gambir", left=9000)
    there = varied_city()
    staff = make.user()
    close_month(month=make.day("2021-02-01"), by=staff)
    make.clock("2021-06-30 16:00")
    with acting(by=staff, reason="lembar tertinggal"):
        make.business(on="2021-02-11", at="Koja")
    return there


@pytest.fixture
def reader_of(city):
    """A browser of somebody of this role, who works in Gambir if anywhere."""

    def sign_in(role):
        somebody = make.user(role, at="Gambir" if role in (Role.OFFICER, Role.MENTOR) else None)
        client = Client()
        client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
        client.menu = [entry.url for entry in menu_for(somebody, "/")]
        client.opened = counts_open_to(somebody)
        return client

    return sign_in


def pages_with_counts(client) -> list[str]:
    boards = ["/dasbor/", *(f"/dasbor/{code}/" for code in CENTRES.values())]
    days = [f"?per={day}&diketahui={known}" for day in DAYS for known in ("lalu", "kini")]
    places = ["", *(f"&pusat={code}" for code in CENTRES.values())]
    parts = [f"/dasbor/{part}/?per={day}{place}" for part in PARTS for day in DAYS[::3] for place in places]
    shown = [f"/dasbor/{days[-1]}&{shape}" for shape in SHOWN]
    changes = [
        f"/dasbor/perubahan/?{moments}{place}" for moments in MOMENTS for place in places if may_open(client, place)
    ]
    reconciled = ["/dasbor/rekonsiliasi/"] if client.opened.whole_city else []
    return [
        "/",
        *client.menu,
        *boards,
        *(board + day for board in boards for day in days),
        *parts,
        *shown,
        *changes,
        *reconciled,
        *REPORTS,
    ]


def may_open(client, place: str) -> bool:
    """Whether a change of the city, or of the centre that this names, is the reader's to see; else there is no page of it."""
    code = place.removeprefix("&pusat=")
    return client.opened.includes(Centre.objects.get(code=code) if code else None)


def counts_of(client) -> dict[str, list[Count]]:
    """The counts of each page the reader starts from."""
    pages = {}
    for address in pages_with_counts(client):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        pages[address] = counts_in(answer.content.decode())
    return pages


def rows_behind(client, address: str) -> tuple[Count, list[str]]:
    """The count in the heading of a list, and the list's rows on all its pages."""
    heading, rows, path, turn = None, [], address.partition("?")[0], address
    while turn:
        title, below = HEADING.search(client.get(turn).content.decode()).groups()
        heading = heading or counts_in(title)[0]
        table = re.search(r"<tbody>.*?</tbody>", below, re.DOTALL)
        rows += re.findall(r"<tr>.*?</tr>", table[0], re.DOTALL) if table else []
        older = re.search(r'rel="next" href="([^"]+)"', below)
        turn = older and path + unescape(older[1])
    return heading, rows


def to_open(counts: list[Count]) -> set[Count]:
    """The linked counts, and of those that are nothing only one: 41 centres of this city are empty."""
    linked = [count for count in counts if count.address]
    return {count for count in linked if count.number} | set([count for count in linked if not count.number][:1])


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICIAL, Role.OFFICER, Role.MENTOR])
def test_each_linked_count_is_the_number_of_rows_it_opens(reader_of, role):
    reader, opened = reader_of(role), set()

    for counts in counts_of(reader).values():
        for count in to_open(counts) - opened:
            heading, rows = rows_behind(reader, count.address)

            assert (count.address, heading.number, len(set(rows)), len(rows)) == (count.address, *[count.number] * 3)
            opened.add(count)

    assert len(opened) > (0 if role == Role.MENTOR else 50)


def test_a_count_is_its_rows_over_several_pages(reader_of):
    for number in range(60):
        make.business(f"Kedai {number}", at="Senen", on="2021-06-01")
    reader = reader_of(Role.STAFF)

    (count,) = {count for count in counts_in(reader.get("/dasbor/").content.decode()) if count.number == 60}
    heading, rows = rows_behind(reader, count.address)

    assert (heading.number, len(set(rows))) == (60, 60)


def test_staff_open_every_count_of_businesses(reader_of):
    """A list of businesses has another number than that of their owners, which is one page's alone."""
    pages = counts_of(reader_of(Role.STAFF))

    closed = {page: sum(not count.address for count in counts) for page, counts in pages.items()}
    assert {page: number for page, number in closed.items() if number} == {
        page: len(FUNNEL) for page in pages if page.startswith("/dasbor/orang/")
    }
    assert len(pages["/dasbor/"]) > 44 * 3


def test_officials_open_what_staff_open_but_what_tells_of_the_owners(reader_of):
    staff, pages = counts_of(reader_of(Role.STAFF)), counts_of(reader_of(Role.OFFICIAL))

    boards = [page for page in pages if page.startswith("/dasbor/")]
    assert {page: pages[page] for page in boards} == {page: list(map(without_owners, staff[page])) for page in boards}
    assert [page for page in pages.keys() - boards if not all(count.address for count in pages[page])] == []


def without_owners(count: Count) -> Count:
    """The same, and no rows where these would tell of each owner's sex or age."""
    return count._replace(address=None) if re.search(r"[?&](kelamin|umur)=", count.address or "") else count


@pytest.mark.parametrize("role", [Role.MENTOR, Role.ADMIN])
def test_others_read_the_city_s_numbers_and_open_none(reader_of, role):
    pages = counts_of(reader_of(role))

    opened = [(page, count) for page, counts in pages.items() for count in counts if count.address]
    assert [(page, count) for page, count in opened if count.address.startswith("/dasbor/")] == []
    assert len(pages["/dasbor/"]) > 44 * 3


def test_an_officer_opens_the_counts_of_their_centre_alone(reader_of):
    pages = counts_of(reader_of(Role.OFFICER))

    here = [page for page in pages if CENTRES["Gambir"] in page and not page.startswith("/dasbor/orang/")]
    assert here
    assert all(count.address for page in here for count in pages[page])
    assert not any(count.address for page in pages for count in pages[page] if CENTRES["Tebet"] in page)
    city = [count.address for count in pages["/dasbor/"] if count.address]
    assert len(city) == 3
    assert all("pusat=31.71.01" in address for address in city)
