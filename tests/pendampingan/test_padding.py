"""In the demo city what was planted is seen, and nothing else: no fair, no market, no family, no full day of visits."""

import pytest
from django.db import connection

from jakpreneur.accounts.models import User
from pendampingan.choices import Signal
from pendampingan.counts.recount import recount
from pendampingan.counts.signals.found import Found, Period, found_in
from pendampingan.demo import words
from pendampingan.demo.padding import (
    A_FAMILY,
    AT_ONE_ADDRESS,
    AT_THE_MARKET,
    BURST,
    BUSY,
    CROWDED,
    ON_ONE_PHONE,
    ONE_EVENING,
    SAME_NOTES,
    TICKED_THOUGH_WITHDRAWN,
)
from pendampingan.models import MentoringVisit
from tests import make
from tests.conftest import clone
from tests.pendampingan.test_demo import load, unmark
from tests.sql import rows
from umkm.models import Business, Placement

#: The smallest round number of which one day has a burst.
SIZE = 20_000
EVER = Period(make.day("2018-10-01"), make.day("2021-11-30"))


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """A city that is large enough for each story, and what is seen in it from its first to its last day."""
    with django_db_blocker.unblock(), clone(f"{connection.settings_dict['NAME']}_padded"):
        unmark()
        load(businesses=SIZE)
        yield found_in(EVER)


def only(found: list[Found]) -> Found:
    (each,) = found
    return each


def test_one_clerk_registered_more_in_an_hour_than_anybody_types(city):
    burst = only(city[Signal.BURST])

    assert (burst.of, burst.who) == (BURST, User.objects.get(username="staf"))


def test_one_phone_is_seen_and_a_family_s_is_not(city):
    assert Business.objects.filter(phone=words.FAMILY_PHONE).count() == A_FAMILY
    assert only(city[Signal.PHONE]).number == ON_ONE_PHONE


def test_one_address_is_seen_however_it_is_spelt_and_a_market_s_is_not(city):
    at_market = Placement.objects.filter(address=words.MARKET_ADDRESS[0])

    assert at_market.count() == AT_THE_MARKET
    assert only(city[Signal.ADDRESS]).number == AT_ONE_ADDRESS


def test_one_day_of_visits_is_seen_and_a_full_one_is_not(city):
    days = "SELECT count(*) FROM pendampingan_mentoringvisit GROUP BY mentor_id, visited_on HAVING count(*) > 11 ORDER BY 1"

    assert rows(days) == [(BUSY,), (CROWDED,)]
    assert only(city[Signal.VISITS]).number == CROWDED


def test_copied_notes_are_seen_and_short_ones_are_not(city):
    assert MentoringVisit.objects.filter(notes="Kunjungan rutin.").count() > 500
    assert only(city[Signal.NOTES]).number == SAME_NOTES


def test_a_month_typed_on_one_evening_is_seen(city):
    evening = only(city[Signal.EVENING])

    assert (evening.number, evening.of) == (ONE_EVENING, ONE_EVENING)


def test_a_class_with_more_people_than_seats_is_seen_and_a_full_one_is_not(city):
    crowded = city[Signal.ATTENDANCE]

    assert {(each.of, each.what) for each in crowded} == {(40 - TICKED_THOUGH_WITHDRAWN, crowded[0].what)}
    assert {each.first.isoformat()[:7] for each in crowded} == {crowded[0].first.isoformat()[:7]}


def test_each_is_of_a_year_in_which_it_is_looked_for(city):
    year = found_in(Period(make.day("2020-12-01"), make.day("2021-11-30")))

    assert {kind: len(found) for kind, found in year.items()} == {kind: len(found) for kind, found in city.items()}


def test_the_ledger_follows_from_the_facts_all_the_same(city):
    assert recount().first == []
    assert Business.objects.counted().count() > SIZE
