"""The registry desk in a real browser: without complaint at both sizes and in both languages."""

from itertools import product

import pytest

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register

SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(params=product(SIZES, ["en-GB", "id-ID"]), ids=", ".join)
def browser_context_args(browser_context_args, request):
    size, language = request.param
    return browser_context_args | {"viewport": SIZES[size], "locale": language}


def test_every_page_of_the_desk_is_without_complaint(page, enter, complaints):
    staff = enter(Role.STAFF)
    business = register(staff, owner=person(phone="+6281234567890", address="Jalan Rumah 7"))
    make.trained(business, "2021-03-01")
    record = f"/usaha/{business.number}/"

    for address in (
        "/usaha/",
        "/usaha/?q=zzz",
        "/usaha/baru/",
        record,
        f"{record}terdaftar/",
        f"{record}slip/",
        f"{record}ubah/",
        f"{record}alamat/",
        f"{record}pindah/",
        f"{record}tutup/",
        f"{record}batal/",
        f"{record}pendamping/",
        "/peserta/",
        f"/peserta/{business.owner.pk}/",
    ):
        page.goto(address)
        assert (address, complaints()) == (address, [])
