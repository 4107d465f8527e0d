"""How long the lists take on the demo city, beside Django's admin changelist on the same table.

    python -m tests.bench.list_times            against the database of DATABASE_URL (else the embedded one, running)
    python -m tests.bench.list_times --all      also each filter with each order, first page and deep, for staff and an officer

A time is the whole of a request in this process, middleware and templates included, on both sides: the median of several.
"""

import re
import sys
from html import unescape
from statistics import median
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from jakpreneur.accounts.models import Role, User
from jakpreneur.paging import AFTER, Key
from umkm.models import Listing

TIMES = 7
DEEP = 124_975
FILTERS = (
    "", "kota=31.74", "pusat=31.74.09", "kelurahan=31.74.09.1001", "sektor=kuliner", "sektor=perikanan", "skala=small",
    "skala=micro", "skala=medium", "tahap=2", "tahap=3", "tahap=23", "belum=2", "belum=3", "tahap=3&belum=2",
    "status=closed", "status=contested", "status=voided", "status=merged", "kelamin=male", "nib=ada", "nib=tanpa",
    "luar=ya", "sejak=2021-10-01", "sampai=2018-12-31", "sejak=2019-01-01&sampai=2019-03-31",
    "sejak=2021-06-01&sampai=2021-06-01", "skala=medium&kelurahan=31.74.09.1001&kelamin=male",
    "luar=ya&sektor=perikanan&status=closed", "sektor=teknologi&nib=ada&tahap=2&belum=3&kelamin=male&luar=ya",
    "kota=31.71&sektor=jasa&tahap=23&sejak=2020-01-01&sampai=2020-12-31", "q=siti", "q=siti+kopi", "q=ko", "q=zq",
    "q=siti&luar=ya&sektor=jasa", "q=sitti+kpoi", "q=zzzzzz", "q=rahmawatti&pusat=31.74.09",
)  # fmt: skip
ORDERS = ("-nomor", "nomor", "nama", "-nama", "tanggal", "-tanggal")
PEOPLE = (
    "", "q=siti", "q=sitti+rahmawatti", "kelamin=male", "luar=ya", "disabilitas=yes", "disabilitas=yes&luar=ya&kelamin=male",
    "pusat=31.74.09", "usaha=anggota", "usaha=pemilik", "pusat=31.74.09&disabilitas=yes&luar=ya",
)  # fmt: skip


class Reader:
    def __init__(self, username: str) -> None:
        self.client = Client(headers={"accept-language": "id"})
        self.client.force_login(User.objects.get(username=username), settings.AUTHENTICATION_BACKENDS[-1])

    def time(self, address: str) -> tuple[float, int]:
        """Milliseconds and queries of a page."""
        self.client.get(address)
        times = []
        for _ in range(TIMES):
            began = perf_counter()
            answer = self.client.get(address)
            times.append((perf_counter() - began) * 1000)
        assert answer.status_code == 200, address
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        self.client.get(address)
        connection.force_debug_cursor = False
        return median(times), len(connection.queries_log)

    def turned(self, address: str, turn: str, pages: int = 1) -> str | None:
        for _ in range(pages):
            link = re.search(rf'rel="{turn}" href="([^"]+)"', self.client.get(address).content.decode())
            if not link:
                return None
            address = address.partition("?")[0] + unescape(link[1])
        return address


def beside_the_admin(staff: Reader) -> None:
    admin = Reader(User.objects.filter(role=Role.ADMIN)[0].username)
    rows = {
        "first page": ("", "/usaha/"),
        f"page after row {DEEP:,}": (f"p={DEEP // 25 + 1}", deep_page()),
        "filtered": ("sector__exact=jasa", "/usaha/?sektor=jasa"),
        "name search": ("q=kopi", "/usaha/?q=kopi"),
    }
    print(f"{'business list':<26}{'Django admin':>14}{'ours':>10}{'ratio':>8}{'queries':>9}")
    with override_settings(ROOT_URLCONF="tests.bench.admin"):
        theirs = {name: admin.time(f"/bench/umkm/business/?{query}") for name, (query, _) in rows.items()}
    for name, (_, address) in rows.items():
        mine, queries = staff.time(address)
        print(f"{name:<26}{theirs[name][0]:>11.0f} ms{mine:>7.0f} ms{mine / theirs[name][0]:>8.2f}{queries:>9}")


def deep_page() -> str:
    """The list after its row DEEP, wherever one came from: an address as the link to the next page would be."""
    row = Listing.objects.in_state(*Listing.LIVING).order_by("-digits")[DEEP - 1]
    return f"/usaha/?{AFTER}={Key(('-digits',)).cursor(row)}"


def all_of(reader: Reader, name: str) -> None:
    rows = []
    for path, filters, orders in (
        ("/usaha/", FILTERS, ORDERS),
        ("/peserta/", PEOPLE, ("-baru", "baru", "nama", "-nama")),
    ):
        for query in filters:
            for order in orders:
                for where, address in (
                    ("first", f"{path}?{query}&urut={order}"),
                    ("second", reader.turned(f"{path}?{query}&urut={order}", "next")),
                ):
                    if address:
                        rows.append((*reader.time(address), f"{path}?{query}&urut={order} {where}"))
    rows.sort(reverse=True)
    print(f"\n{name}: {len(rows)} pages, median {median(row[0] for row in rows):.0f} ms, slowest:")
    for milliseconds, queries, address in rows[:25]:
        print(f"{milliseconds:>8.0f} ms{queries:>4} queries  {address}")


if __name__ == "__main__":
    beside_the_admin(Reader("staf"))
    if "--all" in sys.argv:
        all_of(Reader("staf"), "staff")
        all_of(Reader("petugas.jagakarsa"), "an officer")
