"""A month is closed while others work: its report holds all that was posted before, and nothing that came after."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from pendampingan.counts.recount import recount
from pendampingan.models import LedgerLine, MonthClose, ReportedFigure
from pendampingan.rules.month import close_month
from tests import make
from tests.sql import rows

MARCH = make.day("2021-03-01")


@pytest.fixture
def staff(committed_database):
    return make.user()


def outcome(call):
    """That the rule did it, or what it refused with."""
    with translation.override("en"):
        try:
            call()
        except ValidationError as refused:
            return refused.messages[0]
    return "done"


def test_of_two_who_close_one_month_the_second_is_told(at_once, staff):
    def close():
        return outcome(lambda: close_month(month=MARCH, by=staff))

    assert sorted(at_once(close, close)) == ["Somebody has closed this month before.", "done"]
    assert ReportedFigure.objects.count() == 44 * 3


def test_two_who_close_two_months_close_both(at_once, staff):
    def close(month):
        return lambda: outcome(lambda: close_month(month=make.day(month), by=staff))

    assert at_once(close("2021-02-01"), close("2021-03-01")) == ["done", "done"]
    assert recount().first == []


def test_no_month_is_closed_while_somebody_posts_and_nobody_waits_for_it(at_once, staff):
    """Whoever closes gives up after three seconds; a clerk who saves meanwhile is not held up by that."""
    with transaction.atomic():
        make.business(on="2021-03-05")

        told, _saved = at_once(
            lambda: outcome(lambda: close_month(month=MARCH, by=staff)), lambda: make.business(on="2021-03-08")
        )

    assert told == "Somebody else is saving this at the moment. Nothing was changed: try again."
    assert (MonthClose.objects.count(), LedgerLine.objects.count()) == (0, 2)


def test_who_posts_while_a_month_is_closed_comes_after_its_close(beside, staff):
    def save():
        rows("SELECT set_config('jakpreneur.note', 'Formulir baru sampai', false)")
        make.business(on="2021-03-05")

    waited, met = beside(lambda: close_month(month=MARCH, by=staff), save)

    line, close = LedgerLine.objects.get(), MonthClose.objects.get()
    assert (waited, met, line.note) == (True, None, "Formulir baru sampai")
    assert line.recorded_at > close.closed_at
    assert not ReportedFigure.objects.exclude(value=0).exists()
    assert recount().first == []


@pytest.mark.django_db
def test_a_line_of_the_moment_of_the_close_comes_after_it():
    make.clock("2021-04-05 10:00")
    close = close_month(month=MARCH, by=make.user())
    rows("SELECT set_config('jakpreneur.note', 'Formulir baru sampai', true)")

    make.business(on="2021-03-05")

    assert LedgerLine.objects.get().recorded_at > close.closed_at
    assert recount().first == []


@pytest.mark.django_db
def test_a_month_is_not_closed_before_the_last_line_should_the_clock_be_set_back():
    make.clock("2021-04-05 10:00")
    make.business(on="2021-03-05")
    make.clock("2021-04-05 09:00")

    close = close_month(month=MARCH, by=make.user())

    assert close.figures.get(centre=make.centre(), stage=1).value == 1
    assert recount().first == []
