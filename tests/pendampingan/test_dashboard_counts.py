"""What dashboards count, against answers written out by hand and a recount of the ledger line by line."""

import datetime
from collections import defaultdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.attainment import Attainment, targets
from pendampingan.counts.behind import behind, counted
from pendampingan.counts.city import city_counts, reached_as_of
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.published import SPEECH, published_on
from pendampingan.counts.trend import trend
from pendampingan.models import LedgerLine, PublishedFigure
from tests import make
from tests.city import DAYS, main_target, varied_city

pytestmark = pytest.mark.django_db

JAKARTA = datetime.timezone(datetime.timedelta(hours=7))


@pytest.fixture
def city():
    return varied_city()


def as_of(day, basis=Basis.NOW):
    return AsOf(make.day(day), basis)


def steps(reached):
    return tuple(reached.count(step) for step in STEPS)


def by_centre(as_of):
    """The steps at each centre where somebody is registered."""
    return {row.centre.name: steps(row.reached) for row in city_counts(as_of).centres if any(steps(row.reached))}


# The numbers of the city, day by day


@pytest.mark.parametrize(
    ("day", "reported", "known"),
    [
        ("2021-01-03", (0, 0, 0), (0, 0, 0)),
        # Known now: without the double and the voided one, with the one that came late.
        ("2021-01-31", (8, 0, 0), (7, 0, 0)),
        # Known now, the double's class counts for the survivor, and the voided visit is none.
        ("2021-02-28", (8, 5, 4), (7, 4, 4)),
        ("2021-05-03", (7, 5, 4), (7, 4, 4)),
        ("2021-05-04", (6, 4, 4), (7, 4, 4)),
        ("2021-05-20", (6, 4, 3), (7, 4, 4)),
        ("2021-06-02", (7, 4, 3), (7, 4, 4)),
        ("2021-06-30", (7, 4, 4), (7, 4, 4)),
    ],
)
def test_a_day_is_counted_as_reported_then_or_as_known_now(city, day, reported, known):
    assert steps(city_counts(as_of(day, Basis.THEN)).reached) == reported
    assert steps(city_counts(as_of(day)).reached) == known


def test_each_business_stands_at_its_centre_of_that_day(city):
    assert by_centre(as_of("2021-02-28", Basis.THEN)) == {"Gambir": (4, 3, 3), "Koja": (2, 2, 0), "Tebet": (2, 0, 1)}
    # The move of 10 March was entered on the 12th.
    assert by_centre(as_of("2021-03-11", Basis.THEN))["Gambir"] == (4, 3, 3)
    assert by_centre(as_of("2021-03-11"))["Gambir"] == (2, 1, 1)
    assert by_centre(as_of("2021-06-30")) == {"Gambir": (3, 1, 1), "Koja": (2, 1, 1), "Tebet": (2, 2, 2)}


def test_the_groups_part_those_registered(city):
    reached = city_counts(as_of("2021-06-30")).reached

    assert {group: reached.count(group) for group in Group} == {
        Group.REGISTERED: 7,
        Group.TRAINED: 4,
        Group.MENTORED: 4,
        Group.BOTH: 3,
        Group.ONLY_TRAINED: 1,
        Group.ONLY_MENTORED: 1,
        Group.NEITHER: 2,
    }


def recounted(as_of):
    """Each group's businesses by centre, from every line of the ledger in turn."""
    sums = defaultdict(int)
    for line in LedgerLine.objects.select_related("centre"):
        recorded = line.recorded_at.astimezone(JAKARTA).date()
        if line.effective_on <= as_of.per and recorded <= (as_of.known_on or recorded):
            for group in Group:
                sums[group, line.centre.name, line.business_id] += group.stages.get(line.stage, 0) * line.delta
    assert set(sums.values()) <= {0, 1}
    return {
        group: {(centre, business) for (of, centre, business), net in sums.items() if of == group and net}
        for group in Group
    }


@pytest.mark.parametrize("known", [*Basis, *DAYS])
@pytest.mark.parametrize("day", DAYS)
def test_counts_and_rows_are_what_the_ledger_adds_up_to(city, day, known):
    per = as_of(day, known) if isinstance(known, Basis) else AsOf.known_at(make.day(day), make.day(known))
    expected = recounted(per)

    for group in Group:
        assert {
            (row.centre.name, row.business.pk)
            for row in counted([row.business_id for row in behind(group, per)], group, per)
        } == expected[group]
        for row in city_counts(per).centres:
            here = {business for centre, business in expected[group] if centre == row.centre.name}
            assert row.reached.count(group) == len(here)
            assert {row.business_id for row in behind(group, per, row.centre)} == here
    assert steps(reached_as_of(per)) == tuple(len(expected[step]) for step in STEPS)


def test_a_day_is_counted_with_the_knowledge_of_any_other(city):
    # The move of 10 March was entered on the 12th.
    assert by_centre(AsOf.known_at(make.day("2021-03-11"), make.day("2021-03-12")))["Gambir"] == (3, 2, 2)
    assert by_centre(AsOf.known_at(make.day("2021-03-11"), make.day("2021-03-11")))["Gambir"] == (4, 3, 3)


def test_a_trend_keeps_to_the_knowledge_it_is_asked_with(city):
    per = AsOf.known_at(make.day("2021-03-31"), make.day("2021-05-19"))

    assert [(point.as_of, point.reached) for point in trend(per)] == [
        (asked, reached_as_of(asked)) for asked in (per.on(make.day(day)) for day in DAYS[:3])
    ]


@pytest.mark.parametrize("basis", Basis)
def test_folded_tallies_say_the_same(city, basis):
    before = [by_centre(as_of(day, basis)) for day in DAYS]

    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_tally()")
        folded = cursor.fetchone()[0]

    assert folded > 0
    assert [by_centre(as_of(day, basis)) for day in DAYS] == before


def test_a_city_with_nothing_in_it_counts_nothing():
    nothing = city_counts(as_of("2021-06-30"))

    assert len(nothing.centres) == 44
    assert steps(nothing.reached) == (0, 0, 0)
    assert nothing.per_thousand is None
    assert trend(as_of("2021-06-30")) == ()


@pytest.mark.parametrize(
    ("moment", "reported"),
    [("2021-03-05 23:59:59.9", 1), ("2021-03-06 00:00", 0), ("2021-03-06 06:30", 0), ("2021-03-05 00:00", 1)],
)
def test_a_day_ends_at_midnight_in_jakarta(moment, reported):
    make.clock(moment)
    make.business(on="2021-03-01")

    per = as_of("2021-03-05", Basis.THEN)

    assert reached_as_of(per).count(Group.REGISTERED) == reported
    assert len(behind(Group.REGISTERED, per)) == reported


# The trend


def test_the_trend_ends_each_month_and_on_the_day_itself(city):
    points = trend(as_of("2021-06-04", Basis.THEN))

    assert [(point.as_of.per.isoformat(), steps(point.reached)) for point in points] == [
        ("2021-01-31", (8, 0, 0)),
        ("2021-02-28", (8, 5, 4)),
        ("2021-03-31", (8, 5, 4)),
        ("2021-04-30", (8, 5, 4)),
        ("2021-05-31", (6, 4, 3)),
        ("2021-06-04", (7, 4, 3)),
    ]


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("centre", [None, "Gambir", "Tebet"])
def test_each_point_of_a_trend_is_the_count_of_its_day(city, basis, centre):
    centre = centre and make.centre(centre)

    for point in trend(as_of("2021-06-04", basis), centre):
        assert steps(point.reached) == steps(reached_as_of(point.as_of, centre))
        assert point.as_of.basis == basis


# The rows


def test_a_row_says_where_since_when_and_why(city):
    per = as_of("2021-04-30", Basis.THEN)
    row = {row.business: row for row in counted([city.moved.pk, city.double.pk], Group.TRAINED, per)}[city.moved]

    assert (row.centre.name, row.since, row.evidence) == ("Tebet", make.day("2021-02-02"), "attendance")
    assert (row.reason, row.recorded_at.astimezone(JAKARTA).date()) == ("moved", make.day("2021-03-12"))
    assert not row.has_moved


def test_a_row_of_a_day_before_the_move_says_that_it_has_moved_since(city):
    (row,) = counted([city.moved.pk], Group.REGISTERED, as_of("2021-02-28"))

    assert (row.centre.name, row.has_moved) == ("Gambir", True)


# Targets and what was said


@pytest.mark.parametrize(
    ("reached", "target", "share", "passed", "met", "short"),
    [
        (281, 200, 1.405, True, False, False),
        (200, 200, 1.0, False, True, False),
        (155, 200, 0.775, False, False, True),
        (155, None, None, False, False, False),
    ],
)
def test_attainment(reached, target, share, passed, met, short):
    attained = Attainment(reached, target)

    assert (attained.share, attained.passed, attained.met, attained.short) == (share, passed, met, short)


def test_the_main_target_and_its_shares_are_one_query(django_assert_num_queries):
    main = main_target(200, Gambir=30, Tebet=20)

    with django_assert_num_queries(1):
        found = targets()

    assert (found.main, found.value) == (main, 200)
    shares = {centre: share.value for centre, share in found.shares.items()}
    assert shares == {make.centre("Gambir").pk: 30, make.centre("Tebet").pk: 20}


def test_the_figures_of_the_speech_are_those_of_its_day():
    published = published_on(SPEECH)

    assert (published.as_of, published.figures) == (AsOf(make.day("2021-10-25"), Basis.THEN), (281000, 176000, 155000))


def test_a_day_of_which_not_every_step_was_published_has_no_figures():
    assert PublishedFigure.objects.filter(as_of="2020-02-21").exists()
    assert published_on(make.day("2020-02-21")) is None


# What it costs


def test_the_city_is_one_query_over_tallies_however_many_centres(django_assert_num_queries):
    make.business(at="Gambir")
    with CaptureQueriesContext(connection) as one:
        city_counts(as_of("2021-06-30"))
    for centre in ("Tebet", "Koja", "Senen"):
        make.trained(make.business(at=centre), "2021-02-01")
    with CaptureQueriesContext(connection) as many:
        city_counts(as_of("2021-06-30"))

    tallies = [[query for query in queries if "pendampingan_tally" in query["sql"]] for queries in (one, many)]
    assert ([len(queries) for queries in tallies], len(one), len(many)) == ([1, 1], 2, 2)


def test_each_part_of_a_count_is_read_from_its_own_index(city):
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as queries:
        city_counts(as_of("2021-05-04"))
        sql = queries.captured_queries[0]["sql"]
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "tally_by_month" in plan
    assert "tally_by_day" in plan
