"""The pairs that may be one, when several people write at one moment what makes them alike; and a crowd doing all there is."""

import random
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from pendampingan.counts.recount import recount
from tests import make
from tests.sql import rows
from tests.umkm.registering import person, register
from tests.umkm.test_listing import DIFFERENCES as LISTED_OTHERWISE
from umkm.choices import Tie
from umkm.models import Business, Participant
from umkm.rules.business import close_business, edit_business, reopen_business, void_business
from umkm.rules.contest import decide_contest
from umkm.rules.distinction import distinguish
from umkm.rules.membership import add_member
from umkm.rules.merger import merge_businesses, unmerge_business
from umkm.rules.ownership import hand_over
from umkm.rules.participant import edit_participant
from umkm.rules.placement import move_business, newest_placement, void_move

NAME = "Kopi Tuku"
#: Pairs that the table of them lacks, or has though they are none.
DIFFERENCES = """
    SELECT * FROM (SELECT DISTINCT least(one_id, other_id) AS first_id, greatest(one_id, other_id) AS second_id
                   FROM may_be_one) pairs
    FULL JOIN umkm_possibledouble kept USING (first_id, second_id)
    WHERE pairs IS NULL OR kept IS NULL
"""


@pytest.fixture
def staff(committed_database):
    return make.user()


def handed_over(business, to, staff):
    words = {"handed_over_on": make.day("2021-06-01"), "reason": "dijual"}
    return hand_over(business=business, owner=person(to.name, nik=to.nik), by=staff, **words)


def leave(business, how, staff):
    """The business stops being one that another may be."""
    if how == "voided":
        return void_business(business=business, reason="salah catat", by=staff)
    if how == "renamed":
        return edit_business(business=business, name="Bakso Malang", by=staff)
    return merge_businesses(survivor=make.business("Soto Betawi"), double=business, reason="sama", by=staff)


@pytest.mark.parametrize("how", ["voided", "merged", "renamed"])
def test_a_namesake_registered_while_a_business_is_taken_away_makes_no_pair_with_it(beside, staff, how):
    business = make.business(NAME)

    waited, refused = beside(
        lambda: leave(business, how, staff),
        lambda: register(staff, name=NAME, another_than=[business.number], because="cabang lain"),
    )

    assert (waited, refused) == (True, None)
    assert rows(DIFFERENCES) == []


def test_two_businesses_of_one_name_given_to_one_person_at_once_are_a_pair(beside, staff):
    one, other, taker = make.business(NAME, at="Gambir"), make.business(NAME, at="Menteng"), make.participant("Tuti")

    waited, refused = beside(lambda: handed_over(one, taker, staff), lambda: handed_over(other, taker, staff))

    assert (waited, refused) == (True, None)
    assert rows("SELECT first_id, second_id FROM umkm_possibledouble") == [(one.pk, other.pk)]


NAMES, PLACES = (NAME, "Tuku Kopi Enak", "Bakso Malang"), ("Gambir", "Tebet", "Menteng")


def any_deed(luck: random.Random, owners: list[Participant], staff):
    """One of all that is done to businesses and people, to some of those there are."""
    one, other = luck.sample(list(Business.objects.select_related("owner").order_by("pk")), 2)
    someone, place, name = luck.choice(owners), make.kelurahan(luck.choice(PLACES)), luck.choice(NAMES)
    them, moved_on = person(someone.name, nik=someone.nik), make.day(f"2021-0{luck.randint(2, 9)}-01")
    move = {"kelurahan": place, "address": name, "starts_on": moved_on}
    words = {"reason": "sebab", "by": staff}
    return luck.choice(
        [
            lambda: register(staff, name=name, kelurahan=place, owner=them),
            lambda: register(staff, name=f"{name} {moved_on}", kelurahan=place),
            lambda: edit_business(business=one, name=name, by=staff),
            lambda: edit_participant(participant=someone, home_city=luck.choice(["Depok", "Bogor"]), by=staff),
            lambda: merge_businesses(survivor=one, double=other, **words),
            lambda: unmerge_business(business=one, **words),
            lambda: distinguish(one=one, other=other, **words),
            lambda: handed_over(one, someone, staff),
            lambda: handed_over(other, someone, staff),
            lambda: move_business(business=one, **move, **words),
            lambda: void_move(placement=newest_placement(one), **words),
            lambda: close_business(business=one, closed_on=make.day("2022-01-04"), **words),
            lambda: reopen_business(business=one, **words),
            lambda: add_member(business=one, person=them, tie=Tie.PARTNER, by=staff),
            lambda: decide_contest(business=one, owner=someone, **words),
            lambda: void_business(business=one, **words),
        ]
    )


def test_a_crowd_that_does_all_there_is_leaves_what_the_facts_say(at_once, staff):
    owners = [make.participant(f"Siti {word}") for word in ("Aminah", "Rahma", "Sari")]
    for number in range(9):
        make.business(NAMES[number % 3], at=PLACES[number // 3], owner=owners[(number + number // 3) % 3])
    for claimed in owners:
        make.contested(NAME, claimed=claimed)

    def work(seed):
        luck = random.Random(seed)
        for _ in range(15):
            with suppress(ValidationError):  # a refusal in words is all that may come of it
                any_deed(luck, owners, staff)()

    at_once(*[lambda seed=seed: work(seed) for seed in range(8)])

    assert (rows(LISTED_OTHERWISE), rows(DIFFERENCES), recount().first) == ([], [], [])
