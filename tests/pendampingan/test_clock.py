"""The registry's one clock: Jakarta's day, lines in order, and when a day is over."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from jakpreneur.accounts.models import Role
from pendampingan.models import LedgerLine
from tests import make
from tests.sql import owners_rights, rows, set_clock

JAKARTA = ZoneInfo("Asia/Jakarta")


def ask(query: str):
    return rows(f"SELECT {query}")[0][0]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["demo", "test"])
def test_the_clock_obeys_its_setting_in_a_marked_database(kind):
    with owners_rights() as cursor:
        cursor.execute("UPDATE audit_installation SET kind = %s", [kind])

    set_clock("2021-03-01 10:00")

    assert ask("ledger_clock()") == datetime(2021, 3, 1, 10, tzinfo=JAKARTA)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "mark", ["UPDATE audit_installation SET kind = 'production'", "DELETE FROM audit_installation"]
)
def test_the_clock_of_a_production_database_is_set_by_nobody(mark):
    with owners_rights() as cursor:
        cursor.execute(mark)

    set_clock("2021-03-01 10:00")

    assert ask("ledger_clock() BETWEEN now() AND clock_timestamp()") is True


@pytest.mark.django_db
def test_the_web_cannot_mark_its_database():
    with pytest.raises(ProgrammingError, match="permission denied for table audit_installation"):
        rows("UPDATE audit_installation SET kind = 'demo'")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "day"), [("2021-03-01 16:59:59+00", "2021-03-01"), ("2021-03-01 17:00:00+00", "2021-03-02")]
)
def test_the_day_turns_at_midnight_in_jakarta_not_in_utc(moment, day):
    rows("SELECT set_config('jakpreneur.clock', %s, false)", [moment])

    assert ask("ledger_today()") == make.day(day)


@pytest.mark.django_db
def test_a_line_recorded_in_the_utc_evening_belongs_to_the_next_day():
    rows("SELECT set_config('jakpreneur.clock', '2021-03-01 18:30+00', false)")

    make.business(on="2021-03-02")

    tallied = rows("SELECT basis, day, net FROM pendampingan_tally WHERE day IS NOT NULL ORDER BY basis")
    assert tallied == [("now", make.day("2021-03-02"), 1), ("then", make.day("2021-03-02"), 1)]


@pytest.mark.django_db
def test_the_registry_lives_today_until_midnight_in_jakarta():
    rows("SELECT set_config('jakpreneur.clock', '2021-03-01 16:59+00', false)")

    make.business(on="2021-03-01")
    with pytest.raises(IntegrityError, match="business_registered_by_today"):
        make.business(on="2021-03-02")


@pytest.mark.django_db
def test_lines_of_a_business_stand_in_the_order_of_its_facts_though_the_clock_is_set_back():
    set_clock("2021-03-02 10:00")
    business = make.business(on="2021-01-04")

    set_clock("2021-03-01 10:00")
    make.visit(business, "2021-02-01")

    moments = LedgerLine.objects.order_by("id").values_list("recorded_at", flat=True)
    assert list(moments) == [datetime(2021, 3, 2, 10, tzinfo=JAKARTA)] * 2


@pytest.mark.django_db
def test_a_business_just_made_is_not_held_by_the_lines_of_others():
    set_clock("2021-03-02 10:00")
    make.business(on="2021-01-04")

    set_clock("2021-03-01 10:00")
    business = make.business(on="2021-01-04")

    assert LedgerLine.objects.get(business=business).recorded_at == datetime(2021, 3, 1, 10, tzinfo=JAKARTA)


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_posting_refuses_a_fixed_snapshot(committed_database, level):
    business, mentor = make.business(), make.user(Role.MENTOR)

    with transaction.atomic():
        rows(f"SET TRANSACTION ISOLATION LEVEL {level}")
        with pytest.raises(InternalError, match="READ COMMITTED only"):
            make.visit(business, "2021-03-01", mentor=mentor)
        transaction.set_rollback(True)

    assert LedgerLine.objects.filter(business=business).count() == 1


# When a day is over


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "over"), [("2021-03-01 23:59:59", False), ("2021-03-02 00:00:00", True), ("2021-03-09 12:00:00", True)]
)
def test_a_day_is_not_over_before_midnight(moment, over):
    set_clock(moment)

    assert ask("day_is_over('2021-03-01')") is over


def test_a_day_is_not_over_while_somebody_posts_to_it(committed_database, second_connection):
    set_clock("2021-03-02 00:00:01", second_connection)

    def over() -> bool:
        with second_connection.cursor() as cursor:
            cursor.execute("SELECT day_is_over('2021-03-01'), day_is_over('2021-02-28')")
            return cursor.fetchone()

    set_clock("2021-03-01 23:59:59")
    with transaction.atomic():
        make.business(on="2021-03-01")
        during = over()

    assert during == (False, True)
    assert over() == (True, True)


def test_two_who_ask_at_once_hear_the_same(committed_database, second_connection):
    set_clock("2021-03-02 00:00:01")
    set_clock("2021-03-02 00:00:01", second_connection)

    with transaction.atomic(), second_connection.cursor() as second:
        first_answer = ask("day_is_over('2021-03-01')")
        second.execute("SELECT day_is_over('2021-03-01')")
        second_answer = second.fetchone()[0]

    assert (first_answer, second_answer) == (True, True)


def test_whoever_asks_for_today_keeps_no_clerk_waiting(beside):
    outcome = beside(lambda: rows("SELECT day_is_over(ledger_today())"), lambda: make.business())

    assert outcome == (False, None)
