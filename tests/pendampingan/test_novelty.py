"""New and naik kelas entrepreneurs apart, against answers written out by hand."""

import re

import pytest

from jakpreneur.accounts.models import Role
from pendampingan.counts.aspect import NOVELTY
from pendampingan.counts.group import STEPS
from pendampingan.counts.novelty import novelty
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """All registered on 4 January 2021.

    | trading since  | centre            | trained | mentored |
    |----------------|-------------------|---------|----------|
    | 4 January 2021 | Gambir            | 1 Feb   | 10 Feb   |
    | 1 March 2021   | Gambir            |         | 10 Mar   |
    | 3 January 2021 | Gambir            | 1 Feb   |          |
    | 1 June 1998    | Tebet             |         |          |
    | not stated     | Tebet             | 1 Mar   |          |
    | 1 June 1998    | Gambir, contested |         |          |
    """
    first, later, before = (make.business(started_on=make.day(on)) for on in ("2021-01-04", "2021-03-01", "2021-01-03"))
    make.trained(first, "2021-02-01")
    make.trained(before, "2021-02-01")
    make.visit(first, "2021-02-10")
    make.visit(later, "2021-03-10")
    make.business(at="Tebet", started_on=make.day("1998-06-01"))
    make.trained(make.business(at="Tebet"), "2021-03-01")
    make.contested(started_on=make.day("1998-06-01"))


@pytest.mark.parametrize(
    ("day", "centre", "told"),
    [
        ("2021-01-03", None, {"baru": (0, 0, 0), "naik-kelas": (0, 0, 0), "unstated": (0, 0, 0)}),
        ("2021-02-09", None, {"baru": (2, 1, 0), "naik-kelas": (2, 1, 0), "unstated": (1, 0, 0)}),
        ("2021-03-31", None, {"baru": (2, 1, 2), "naik-kelas": (2, 1, 0), "unstated": (1, 1, 0)}),
        ("2021-03-31", "Gambir", {"baru": (2, 1, 2), "naik-kelas": (1, 1, 0), "unstated": (0, 0, 0)}),
        ("2021-03-31", "Tebet", {"baru": (0, 0, 0), "naik-kelas": (1, 0, 0), "unstated": (1, 1, 0)}),
    ],
)
def test_who_began_with_the_registration_is_new_and_who_does_not_say_stays_apart(city, day, centre, told):
    found = novelty(make.day(day), centre and make.centre(centre))[NOVELTY]

    assert {kind: tuple(reached.count(step) for step in STEPS) for kind, reached in found.items()} == told


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICIAL])
def test_each_number_opens_its_rows(reading, city, role):
    reader = reading(role)
    page = reader.get("/dasbor/kebaruan/?per=2021-03-31&diketahui=lalu").content.decode()

    counts = re.findall(r'<a href="([^"]+)" data-count="(\d+)"', page)
    behind = [reader.get(address.replace("&amp;", "&")).content.decode() for address, _number in counts]

    numbers = [number for _address, number in counts]
    assert numbers == ["2", "1", "2", "2", "1", "0", "1", "1", "0"]
    assert [re.search(r'<h1.*?data-count="(\d+)"', html, re.DOTALL)[1] for html in behind] == numbers
    assert [str(html.count("<tr>") - 1) if "<tbody>" in html else "0" for html in behind] == numbers


def test_an_officer_opens_those_of_their_centre_alone(reading, city):
    officer = reading(Role.OFFICER, at="Gambir")

    pages = [officer.get(f"/dasbor/kebaruan/?pusat={code}").content.decode() for code in ("31.71.01", "31.74.01")]

    assert ["kebaruan=baru" in page for page in pages] == [True, False]
    assert "kebaruan=" not in officer.get("/dasbor/kebaruan/").content.decode()
