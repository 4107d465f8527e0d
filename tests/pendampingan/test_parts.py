"""What all parts of a dashboard have in common, each of them a page of its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.city import varied_city

pytestmark = pytest.mark.django_db

PARTS = {
    "kebaruan": "New and naik kelas entrepreneurs",
    "orang": "Businesses and people",
    "rincian": "By sector, scale, channel, sex and age",
    "bukti": "Strength of the count",
    "laju": "Pace from step to step",
    "kegiatan": "Activity of twelve months",
}


@pytest.fixture(params=PARTS)
def part(request):
    return f"/dasbor/{request.param}/"


@pytest.mark.parametrize(("board", "place"), [("/dasbor/", ""), ("/dasbor/31.71.01/", "&amp;pusat=31.71.01")])
def test_dashboards_lead_to_each_part_and_keep_a_place_for_it(reading, board, place):
    page = reading().get(f"{board}?per=2021-02-28&diketahui=lalu")

    for word, title in PARTS.items():
        part = f"/dasbor/{word}/?per=2021-02-28&amp;diketahui=lalu{place}"
        assertContains(page, f'<a href="{part}">{title}</a>', html=True)
        assertContains(page, f'hx-get="{part}" hx-trigger="intersect once" hx-select=".part"')


@pytest.mark.parametrize("role", Role)
def test_everybody_reads_it(reading, part, role):
    assert reading(role).get(part).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"), [("pusat=31.71.99", 404), ("pusat=%00", 404), ("per=kemarin", 200), ("per=0001-01-01", 200)]
)
def test_a_centre_that_there_is_not_is_no_page_and_a_day_that_is_none_is_today(reading, part, query, status):
    assert reading().get(f"{part}?{query}").status_code == status


@pytest.mark.parametrize("place", ["", "&pusat=31.71.01"])
def test_it_costs_the_same_for_one_business_and_for_a_varied_city(reading, part, place):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            reader.get(f"{part}?per=2021-06-30{place}")
        return len(captured)

    reader, business = reading(), make.business()
    make.trained(business, "2021-02-01")
    make.visit(business, "2021-02-10", monthly_sales=1_000_000)
    queries()
    before = queries()
    varied_city()
    for centre in ("Gambir", "Tebet", "Senen"):
        session = make.session("2021-03-01", at=centre, agency=make.agency("kpkp"))
        make.attendance(make.enrolment(session, make.business(at=centre, owner=business.owner)))
        make.visit(make.business(at=centre, sector="kriya"), "2021-03-10", monthly_sales=2_000_000)

    assert queries() == before
