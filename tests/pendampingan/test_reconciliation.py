"""What was announced against the ledger: the gap of each figure, what became known since, and the way to the next figure."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jakpreneur.accounts.models import Role
from pendampingan.choices import Basis
from pendampingan.counts.change import account_of
from pendampingan.counts.reconciliation import reconciliation
from pendampingan.models import PublishedFigure
from tests import make
from tests.city import varied_city
from tests.shown import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiet():
    """Nothing was announced yet."""
    PublishedFigure.objects.update(voided_at="2021-06-30 00:00+07", void_reason="untuk uji")


def announced(*figures: tuple[str, int, int, str]) -> None:
    """Also these figures were announced: (day, stage, value, source)."""
    for day, stage, value, source in figures:
        PublishedFigure.objects.create(as_of=day, stage=stage, value=value, source=source)


@pytest.fixture
def city(quiet):
    """Registered as reported: 8 on 28 February, 8 on 31 March, 6 on 31 May. Mentored that day: 3."""
    varied_city()
    make.business(on="2021-05-25")
    announced(
        ("2021-02-28", 1, 8, "antara"),
        ("2021-03-31", 1, 8, "antara"),
        ("2021-03-31", 1, 11, "tempo"),
        ("2021-05-31", 1, 6, "antara"),
        ("2021-05-31", 3, 3, "antara"),
        ("2021-05-31", 7, 2, "antara"),
    )


def told(day: str, stage: int):
    (found,) = [each for each in reconciliation() if str(each.as_of.per) == day]
    (stage,) = [each for each in found.stages if each.stage == stage]
    return stage


def parts(account):
    return {part.cause.name: (part.added, part.taken) for part in account.parts}


def test_days_come_in_their_order_with_the_contradicting_figures_of_one_day_together(city):
    days = [
        (str(day.as_of.per), [[each.value for each in stage.figures] for stage in day.stages])
        for day in reconciliation()
    ]

    assert days == [("2021-02-28", [[8]]), ("2021-03-31", [[8, 11]]), ("2021-05-31", [[6], [3], [2]])]
    assert (told("2021-03-31", 1).is_contradictory, told("2021-05-31", 1).is_contradictory) == (True, False)


def test_what_was_reported_then_and_is_known_now_differ_by_the_lines_entered_since(city):
    since = told("2021-02-28", 1).since

    assert (since.before, since.after, parts(since)) == (8, 7, {"LATE": (1, 0), "VOIDED": (0, 1), "MERGED": (1, 2)})


def test_from_one_figure_to_the_next_the_lines_add_up(city):
    step = told("2021-05-31", 1).step

    assert (step.before, step.after, parts(step)) == (8, 6, {"VOIDED": (0, 1), "MERGED": (1, 2), "MOVED": (1, 1)})
    assert step.unexplained == 0


def test_each_pair_of_figures_says_what_no_line_explains(city):
    steps = [
        (step.first.value, step.second.value, step.difference, step.unexplained) for step in told("2021-05-31", 1).steps
    ]

    assert steps == [(8, 6, -2, 0), (11, 6, -5, -3)]


def test_a_stage_that_no_fact_leads_to_has_no_account(city):
    financed = told("2021-05-31", 7)

    assert (financed.since, financed.step, financed.steps) == (None, None, ())


@pytest.mark.parametrize(
    ("day", "knows"), [("2021-01-03", False), ("2021-01-04", True), ("2021-05-01", True), ("2021-05-02", False)]
)
def test_the_registry_knows_of_a_day_if_anything_took_effect_in_the_31_days_up_to_it(quiet, day, knows):
    """The first line takes effect on 4 January, the last on 1 April."""
    varied_city()
    announced((day, 1, 9, "antara"))

    assert (told(day, 1).since is not None) == knows


def test_after_a_silence_the_next_figure_is_compared_with_the_last_one_that_has_facts(quiet):
    make.clock("2021-06-30 15:00")
    make.business(on="2021-01-04")
    make.business(on="2021-06-04")
    announced(("2021-01-10", 1, 5, "a"), ("2021-04-10", 1, 6, "a"), ("2021-06-10", 1, 7, "a"))

    assert told("2021-04-10", 1).since is None
    assert [(step.first.value, step.second.value) for step in told("2021-06-10", 1).steps] == [(5, 7)]


def test_the_walk_over_the_whole_ledger_says_what_is_asked_of_it_change_by_change(city):
    accounts = [
        account for day in reconciliation() for stage in day.stages for account in (stage.since, stage.step) if account
    ]

    assert len(accounts) == 6
    assert accounts == [account_of(account.change) for account in accounts]
    assert {account.change.second.basis for account in accounts} == set(Basis)


def test_nothing_announced_is_nothing_to_reconcile(quiet):
    assert reconciliation() == []


# The page


def test_the_page_says_the_gap_of_each_figure_and_opens_the_lines_of_each_part(city, reading):
    official = reading(Role.OFFICIAL)

    page = official.get("/dasbor/rekonsiliasi/")
    words = text_of(page)
    (address,) = set(
        re.findall(
            r'href="([^"]+sampai=2021-05-31&amp;sampai_diketahui=lalu&amp;alasan=dibatalkan)"', page.content.decode()
        )
    )
    lines = text_of(official.get(address.replace("&amp;", "&")))

    assert "Registered contradictory tempo 11 8 registered +3 7 registered −1" in words
    assert "Registered antara 6 6 registered nothing 8 registered +2" in words
    assert "From 31 March 2021 to 31 May 2021: −2" in words
    assert "Voided what it rests on was voided −1 1 voided" in words
    assert "Announced: from 11 (tempo) to 6 (antara), −5. unexplained −3" in words
    assert "Announced: from 8 (antara) to 6 (antara), −2. nothing unexplained" in words
    assert "The registry records no facts yet for: financed." in words
    assert "1 line of the ledger: voided Together −1: 0 add one, 1 take one away." in lines


def test_the_page_says_that_the_registry_has_no_facts_of_a_day(reading):
    """The figures of 2021 and 2022 in a registry whose first business is of June 2026."""
    make.clock("2026-06-30 15:00")
    make.business(on="2026-06-01")

    words = text_of(reading().get("/dasbor/rekonsiliasi/"))

    assert words.count("The registry has no facts of this day: nothing took effect within the 31 days up to it.") == 11
    assert "Known since about" not in words


def queries_of(client):
    client.get("/dasbor/rekonsiliasi/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/dasbor/rekonsiliasi/")
    return len(queries)


def test_the_page_costs_the_same_queries_for_six_figures_and_for_many(city, reading):
    staff = reading()
    needed = queries_of(staff)

    announced(
        *(
            (f"2021-{month:02}-{day:02}", stage, 6, "tempo")
            for month in (2, 3, 4)
            for day in range(1, 20)
            for stage in (1, 2, 3)
        )
    )

    assert queries_of(staff) == needed


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICIAL])
def test_staff_and_officials_come_to_it_from_the_dashboard(reading, role):
    page = reading(role).get("/dasbor/").content.decode()

    assert '<a href="/dasbor/rekonsiliasi/">Reconciliation with what was announced</a>' in page


def test_staff_come_to_it_from_what_was_announced(reading):
    assert (
        '<a href="/dasbor/rekonsiliasi/">Reconciliation with what was announced</a>'
        in reading().get("/angka/").content.decode()
    )


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MENTOR, Role.ADMIN])
def test_it_is_nobody_else_s(reading, role):
    reader = reading(role)

    assert reader.get("/dasbor/rekonsiliasi/").status_code == 403
    assert "/dasbor/rekonsiliasi/" not in reader.get("/dasbor/").content.decode()
