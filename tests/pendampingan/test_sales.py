"""The monthly sales that a business reported, and their chart."""

import pytest

from jakpreneur.accounts.models import Role
from pendampingan.charts.sales import sales_chart
from pendampingan.counts.sales import MonthSales, sales_by_month
from pendampingan.history.sales import sales_of
from pendampingan.models import MentoringVisit
from pendampingan.rules.visit import void_visit
from tests import make
from umkm.rules.merger import merge_businesses

MARCH, APRIL, MAY = (make.day(f"2021-0{month}-01") for month in (3, 4, 5))


@pytest.mark.django_db
def test_each_visit_tells_of_the_month_before_and_a_month_without_one_is_a_gap_not_zero():
    business = make.business()
    make.visit(business, "2021-04-30", monthly_sales=5_000_000)
    make.visit(business, "2021-05-12")
    make.visit(business, "2021-06-01", monthly_sales=0)

    assert sales_by_month(MentoringVisit.objects.all()) == [
        MonthSales(MARCH, 5_000_000),
        MonthSales(APRIL, None),
        MonthSales(MAY, 0),
    ]


@pytest.mark.django_db
def test_of_several_figures_for_a_month_the_latest_that_stands_is_believed():
    business = make.business()
    make.visit(business, "2021-04-20", monthly_sales=3)
    make.visit(business, "2021-04-01", monthly_sales=2)
    void_visit(visit=make.visit(business, "2021-04-30", monthly_sales=9), reason="salah", by=make.user())

    assert sales_by_month(MentoringVisit.objects.all()) == [MonthSales(MARCH, 3)]


@pytest.mark.django_db
def test_the_latest_24_months_are_shown():
    business = make.business(on="2019-01-01")
    make.visit(business, "2019-02-01", monthly_sales=1)
    make.visit(business, "2019-03-01", monthly_sales=3)
    make.visit(business, "2021-02-01", monthly_sales=2)

    months = sales_by_month(MentoringVisit.objects.all())

    assert (len(months), months[0], months[-1]) == (
        24,
        MonthSales(make.day("2019-02-01"), 3),
        MonthSales(make.day("2021-01-01"), 2),
    )


@pytest.mark.django_db
def test_the_months_begin_with_one_that_is_known():
    business = make.business(on="2019-01-01")
    make.visit(business, "2019-02-01", monthly_sales=1)
    make.visit(business, "2021-02-01", monthly_sales=2)

    assert sales_by_month(MentoringVisit.objects.all()) == [MonthSales(make.day("2021-01-01"), 2)]


@pytest.mark.django_db
def test_a_business_s_page_shows_its_own_sales_to_those_who_read_its_visits():
    business, double, other = make.business(), make.business(), make.business()
    make.visit(double, "2021-04-02", monthly_sales=7)
    make.visit(other, "2021-04-02", monthly_sales=8)
    merge_businesses(survivor=business, double=double, reason="sama", by=make.user())

    def shown(role, at=None):
        sales = sales_of(business, make.user(role, at=at))
        return sales and [each.amount for each in sales["months"]]

    assert shown(Role.OFFICER, "Gambir") == [7]
    assert shown(Role.OFFICIAL) is None
    assert sales_of(make.business(), make.user(Role.STAFF)) is None


def test_a_month_without_a_figure_has_no_bar_and_one_without_sales_a_thin_one():
    months = [MonthSales(MARCH, 4_000_000), MonthSales(APRIL, None), MonthSales(MAY, 0)]

    chart = sales_chart(months, width=640, height=220, labels=8)

    assert [bar.height is None for bar in chart.bars] == [False, True, False]
    assert (chart.bars[0].y, chart.bars[2].height) == (12, 1.5)
    assert [tick.value for tick in chart.amounts] == [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]
    assert [tick.value for tick in chart.labels] == [MARCH, APRIL, MAY]
