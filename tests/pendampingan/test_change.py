"""Why a count is another one at another moment: the parts are lines of the ledger, and add up to the difference exactly."""

import datetime
from itertools import product

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendampingan.choices import Basis, Reason
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.change import Cause, Change, account_of, parts_of
from pendampingan.counts.city import reached_as_of
from pendampingan.counts.group import Group
from pendampingan.forms.change import GROUPS
from tests import make
from tests.city import varied_city
from umkm.models import Centre

pytestmark = pytest.mark.django_db

DAYS = st.dates(datetime.date(2020, 12, 25), datetime.date(2021, 7, 5))
MOMENTS = st.builds(
    lambda per, known: AsOf(per, known) if isinstance(known, Basis) else AsOf.known_at(per, known),
    DAYS,
    st.one_of(st.sampled_from(Basis), DAYS),
)


def then(day: str) -> AsOf:
    return AsOf(make.day(day), Basis.THEN)


def now(day: str) -> AsOf:
    return AsOf(make.day(day), Basis.NOW)


def told(first: AsOf, second: AsOf, group=Group.REGISTERED, at: str | None = None) -> dict[str, tuple[int, int]]:
    """The parts of a change: cause → lines that add and that take away."""
    change = Change(first, second, group, make.centre(at) if at else None)
    return {part.cause.name: (part.added, part.taken) for part in parts_of(change)}


@pytest.fixture
def city():
    return varied_city()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    first=MOMENTS,
    second=MOMENTS,
    group=st.sampled_from(GROUPS),
    place=st.sampled_from([None, "Gambir", "Tebet", "Koja"]),
)
def test_the_parts_of_any_two_moments_add_up_to_the_difference_of_their_counts(city, first, second, group, place):
    centre = place and Centre.objects.get(name=place)
    counts = [reached_as_of(moment, centre).count(group) for moment in (first, second)]

    account = account_of(Change(first, second, group, centre))

    assert [account.before, account.after] == counts
    assert sum(part.net for part in account.parts) == counts[1] - counts[0]
    assert account.unexplained == 0


@pytest.mark.parametrize(
    "moments", [("2021-01-31", "2021-06-30"), ("2021-06-30", "2021-02-28"), ("2021-03-11", "2021-05-03")]
)
def test_each_part_s_lines_are_as_many_and_add_up_to_its_net(city, moments):
    for group, first, second in product(GROUPS, (then, now), (then, now)):
        change = Change(first(moments[0]), second(moments[1]), group)
        for part in parts_of(change):
            lines = change.lines_of(part.cause)

            assert (lines.count(), lines.aggregate(net=Sum("effect"))["net"]) == (part.lines, part.net)


# What happened in the varied city, by its reasons


def test_what_took_effect_between_the_days_is_new_and_what_was_entered_later_is_late(city):
    assert told(then("2021-01-19"), then("2021-01-20")) == {"LATE": (8, 0)}
    assert told(now("2021-01-06"), now("2021-01-08")) == {"NEW": (2, 0)}


def test_what_is_known_since_of_a_day_is_late_voided_merged_or_moved(city):
    assert told(then("2021-02-28"), now("2021-02-28")) == {
        "LATE": (1, 0), "VOIDED": (0, 1), "MERGED": (1, 2),
    }  # fmt: skip


def test_a_voided_visit_and_a_late_one(city):
    assert told(then("2021-02-28"), now("2021-02-28"), Group.MENTORED) == {"LATE": (1, 0), "VOIDED": (0, 1)}


def test_a_move_comes_to_nothing_in_the_city_and_is_one_more_and_one_fewer_at_its_centres(city):
    moments = then("2021-02-28"), then("2021-03-31")

    assert told(*moments) == {"MOVED": (1, 1)}
    assert (told(*moments, at="Gambir"), told(*moments, at="Tebet")) == ({"MOVED": (0, 1)}, {"MOVED": (1, 0)})


def test_backwards_every_line_works_the_other_way_round(city):
    there, back = told(then("2021-02-28"), now("2021-06-30")), told(now("2021-06-30"), then("2021-02-28"))

    assert {cause: (taken, added) for cause, (added, taken) in back.items()} == there


def test_what_the_second_moment_knew_not_yet_is_taken_away(city):
    """From a day as known now to a later one as it was reported then."""
    change = told(now("2021-02-28"), AsOf.known_at(make.day("2021-03-31"), make.day("2021-03-31")))

    assert change == {"LATE": (0, 1), "VOIDED": (1, 0), "MERGED": (2, 1), "MOVED": (1, 1)}


def test_of_one_moment_nothing_changes(city):
    assert told(now("2021-06-30"), now("2021-06-30")) == {}


def test_every_reason_of_the_ledger_is_a_cause():
    causes = [Cause.of(reason, is_fresh=is_fresh) for reason, is_fresh in product(Reason, (True, False))]

    assert set(causes) == set(Cause)
    assert [cause.reason for cause in causes] == [reason for reason in Reason for _ in range(2)]


def test_the_parts_are_read_from_the_index_of_counts_alone(city):
    """From the ledger itself, which lies in the order of recording, it took three times as long."""
    change = Change(then("2020-12-31"), now("2021-06-30"), Group.REGISTERED)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        with CaptureQueriesContext(connection) as queries:
            parts_of(change)
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Index Only Scan using ledger_by_count on pendampingan_ledger" in plan
