"""How many people stand behind the businesses: distinct owners, against answers written out by hand."""

import re

import pytest
from pytest_django.asserts import assertContains

from jakpreneur.accounts.models import Role
from pendampingan.counts.group import FUNNEL
from pendampingan.counts.people import funnel
from tests import make
from tests.city import varied_city

pytestmark = pytest.mark.django_db

#: Registered, trained, mentored, trained but not mentored, mentored without a class.
NOBODY = (0, 0, 0, 0, 0)


@pytest.fixture
def city():
    """Siti owns a trained and a mentored business in Gambir, Budi one of each kind of place, Dewi one that is both.

    | owner | business          | trained | mentored |
    |-------|-------------------|---------|----------|
    | Siti  | Gambir, 4 Jan     | 1 Feb   |          |
    | Siti  | Gambir, 4 Jan     |         | 10 Feb   |
    | Budi  | Gambir, 4 Jan     | 1 Feb   |          |
    | Budi  | Tebet, 20 Mar     |         |          |
    | Dewi  | Gambir, 4 Jan     | 1 Feb   | 10 Feb   |
    | ?     | Gambir, contested |         |          |
    """
    siti, budi = make.participant("Siti"), make.participant("Budi")
    make.trained(make.business(owner=siti), "2021-02-01")
    make.visit(make.business(owner=siti), "2021-02-10")
    make.trained(make.business(owner=budi), "2021-02-01")
    make.business(owner=budi, at="Tebet", on="2021-03-20")
    both = make.business()
    make.trained(both, "2021-02-01")
    make.visit(both, "2021-02-10")
    make.contested(claimed=siti)


def counts(reached):
    return tuple(reached.count(group) for group in FUNNEL)


@pytest.mark.parametrize(
    ("day", "businesses", "people"),
    [
        ("2021-01-03", NOBODY, NOBODY),
        ("2021-01-31", (4, 0, 0, 0, 0), (3, 0, 0, 0, 0)),
        ("2021-02-09", (4, 3, 0, 3, 0), (3, 3, 0, 3, 0)),
        # Siti's two businesses took a step each: she took both.
        ("2021-02-28", (4, 3, 2, 2, 1), (3, 3, 2, 1, 0)),
        ("2021-03-31", (5, 3, 2, 2, 1), (3, 3, 2, 1, 0)),
    ],
)
def test_an_owner_of_two_businesses_is_one_person(city, day, businesses, people):
    found = funnel(make.day(day))

    assert (counts(found.businesses), counts(found.people)) == (businesses, people)


@pytest.mark.parametrize(
    ("centre", "businesses", "people"),
    [
        ("Gambir", (4, 3, 2, 2, 1), (3, 3, 2, 1, 0)),
        ("Tebet", (1, 0, 0, 0, 0), (1, 0, 0, 0, 0)),
        ("Koja", NOBODY, NOBODY),
    ],
)
def test_a_centre_counts_its_businesses_and_their_owners(city, centre, businesses, people):
    found = funnel(make.day("2021-03-31"), make.centre(centre))

    assert (counts(found.businesses), counts(found.people)) == (businesses, people)


def test_what_was_merged_moved_and_voided_is_counted_as_known_now():
    varied_city()

    assert counts(funnel(make.day("2021-02-28")).businesses) == (7, 4, 4, 1, 1)
    assert counts(funnel(make.day("2021-02-28"), make.centre("Tebet")).businesses) == (2, 2, 2, 0, 0)


# The page


def test_the_page_says_both_and_that_they_are_as_known_now(reading, city):
    page = reading(Role.OFFICIAL).get("/dasbor/orang/?per=2021-02-28&diketahui=lalu")
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page.content.decode(), re.DOTALL)

    assert [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in rows] == [
        ["Registered", "4", "100.0", "%", "3", "100.0", "%"],
        ["Trained", "3", "75.0", "%", "3", "100.0", "%"],
        ["Mentored", "2", "50.0", "%", "2", "66.7", "%"],
        ["Trained", "but", "not", "mentored", "2", "50.0", "%", "1", "33.3", "%"],
        ["Mentored", "without", "a", "class", "1", "25.0", "%", "0", "0.0", "%"],
    ]
    assertContains(page, "The whole city, as of 28 February 2021, as known now.")
    assertContains(page, 'href="/dasbor/?per=2021-02-28&amp;diketahui=lalu"')
    assertContains(page, 'href="/dasbor/daftar/?tahap=terlatih&amp;letak=kini&amp;per=2021-02-28&amp;diketahui=lalu"')
