"""The slip that an owner takes home: its number to read, and a QR code of the slip code alone."""

import re

import pytest
import segno
from pytest_django.asserts import assertInHTML

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import register

pytestmark = pytest.mark.django_db

#: Light modules on each side, which scanners need.
QUIET = 4


def drawn(page: str) -> set[tuple[int, int]]:
    """Row and column of each dark module of the QR code."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", re.search(r'<svg class="qr".*?<path d="([^"]+)"', page)[1])
    return {(int(row), int(column) + at) for column, row, length in runs for at in range(int(length))}


def test_a_slip_shows_the_number_and_its_qr_code_is_the_slip_code(signed_in):
    staff = make.user(Role.STAFF)
    business = register(staff)

    page = signed_in(staff).get(f"/usaha/{business.number}/slip/").content.decode()

    assertInHTML(f'<p class="big num">{business.number}</p>', page)
    assertInHTML(f'<b class="num">{business.slip}</b>', page)
    matrix = segno.make(business.slip, error="m", boost_error=False, micro=False).matrix
    dark = {(row, column) for row, modules in enumerate(matrix) for column, is_dark in enumerate(modules) if is_dark}
    assert drawn(page) == {(row + QUIET, column + QUIET) for row, column in dark}


def test_the_confirmation_and_the_record_lead_to_the_slip(signed_in):
    staff = make.user(Role.STAFF)
    record = f"/usaha/{register(staff).number}/"

    for address in (record, f"{record}terdaftar/"):
        assert f'href="{record}slip/"' in signed_in(staff).get(address).content.decode()
