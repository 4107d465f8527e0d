"""Drafts of registrations: kept for their clerk alone, sealed, and a business once."""

import datetime
import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction

from jakpreneur.accounts.models import Role
from tests import make
from tests.sql import rows
from tests.umkm.registering import person, refusal
from umkm.choices import Sector
from umkm.models import Business, Draft, Participant
from umkm.rules import draft as rules
from umkm.rules.draft import discard_draft, drop_old_drafts, keep_draft, register_draft

TYPED = {"owner_nik": ["3199015708900001"], "name": ["Warung Bu Siti"]}
KEY = uuid.UUID("6f1f7f0e-4c7e-4d52-9a53-6b5f2b8f8a10")


def registration(**words):
    return {
        "owner": person(),
        "name": "Warung Bu Siti",
        "kelurahan": make.kelurahan("Gambir"),
        "sector": Sector.CULINARY,
        "registered_on": make.day("2021-01-04"),
    } | words


def as_typed(key):
    """The fingerprint of a draft that holds TYPED."""
    return Draft(key=key, typed=TYPED).fingerprint


@pytest.fixture
def clerk(db):
    return make.user(Role.STAFF)


def test_what_is_typed_is_sealed_at_rest_and_read_back(clerk):
    keep_draft(key=KEY, typed=TYPED, by=clerk)

    ((stored,),) = rows("select typed from umkm_draft")

    assert b"3199015708900001" not in bytes(stored)
    assert Draft.objects.get().typed == TYPED


def test_a_draft_kept_again_holds_what_was_typed_last(clerk):
    keep_draft(key=KEY, typed=TYPED, by=clerk)
    keep_draft(key=KEY, typed={"name": ["Kedai"]}, by=clerk)

    assert [draft.typed for draft in Draft.objects.all()] == [{"name": ["Kedai"]}]


@pytest.mark.parametrize("write", ["keep", "register"])
def test_another_clerk_s_draft_is_out_of_reach(clerk, write):
    keep_draft(key=KEY, typed=TYPED, by=clerk)
    writes = {
        "keep": (keep_draft, {"typed": {}}),
        "register": (register_draft, registration() | {"checked": as_typed(KEY)}),
    }
    rule, words = writes[write]

    said = refusal(rule, key=KEY, by=make.user(Role.STAFF), **words)

    assert said == {"__all__": "This draft is not kept any more."}
    assert (Draft.objects.get().typed, Business.objects.count()) == (TYPED, 0)


def test_a_clerk_s_oldest_unfinished_draft_makes_room_for_one_too_many(clerk):
    keys = [uuid.UUID(int=number) for number in range(rules.MOST_DRAFTS + 1)]
    make.clock("2021-10-25 10:15")
    keep_draft(key=KEY, typed=TYPED, by=make.user(Role.STAFF))
    for number, key in enumerate(keys):
        make.clock(f"2021-10-25 11:{number:02}")
        keep_draft(key=key, typed=TYPED, by=clerk)

    kept = Draft.objects.order_by("saved_at").values_list("key", flat=True)

    assert list(kept) == [KEY, *keys[1:]]


def test_another_clerk_discards_nothing(clerk):
    keep_draft(key=KEY, typed=TYPED, by=clerk)

    discard_draft(key=KEY, by=make.user(Role.STAFF))
    kept = Draft.objects.count()
    discard_draft(key=KEY, by=clerk)

    assert (kept, Draft.objects.count()) == (1, 0)


def test_more_text_than_a_form_holds_is_no_draft(clerk):
    assert refusal(keep_draft, key=KEY, typed={"name": ["x" * rules.MOST_TYPED]}, by=clerk) == {
        "__all__": "This is too much text to keep as a draft."
    }
    assert Draft.objects.count() == 0


def test_a_registered_draft_names_its_business_and_holds_nothing_typed(clerk):
    keep_draft(key=KEY, typed=TYPED, by=clerk)

    business = register_draft(key=KEY, checked=as_typed(KEY), by=clerk, **registration())
    keep_draft(key=KEY, typed=TYPED, by=clerk)
    discard_draft(key=KEY, by=clerk)

    draft = Draft.objects.get()
    assert (draft.business, draft.typed) == (business, None)


def test_a_draft_that_another_window_changed_since_it_was_checked_is_not_registered(clerk):
    keep_draft(key=KEY, typed=TYPED, by=clerk)
    keep_draft(key=KEY, typed=TYPED | {"name": ["Another name"]}, by=clerk)

    said = refusal(register_draft, key=KEY, checked=as_typed(KEY), by=clerk, **registration())

    assert said == {"__all__": "What was typed has changed in another window since. Check it again."}
    assert Business.objects.count() == 0


def test_a_draft_sent_again_answers_the_business_it_became(clerk):
    keep_draft(key=KEY, typed=TYPED, by=clerk)

    first = register_draft(key=KEY, checked=as_typed(KEY), by=clerk, **registration())
    second = register_draft(key=KEY, checked=as_typed(KEY), by=clerk, **registration(name="Another name"))

    assert (second, Business.objects.count()) == (first, 1)


def test_what_the_rule_refuses_leaves_the_draft(clerk):
    keep_draft(key=KEY, typed=TYPED, by=clerk)

    said = refusal(
        register_draft, key=KEY, checked=as_typed(KEY), by=clerk, **registration(registered_on=make.day("2999-01-01"))
    )

    assert list(said) == ["registered_on"]
    assert (Draft.objects.get().typed, Business.objects.count(), Participant.objects.count()) == (TYPED, 0, 0)


def test_old_drafts_are_removed_registered_or_not_and_young_ones_stay(clerk):
    for age in (0, 6, 8, 9):
        keep_draft(key=uuid.UUID(int=age), typed=TYPED, by=clerk)
    register_draft(key=uuid.UUID(int=9), checked=as_typed(uuid.UUID(int=9)), by=clerk, **registration())
    now = Draft.objects.get(key=uuid.UUID(int=0)).saved_at
    for age in (6, 8, 9):
        Draft.objects.filter(key=uuid.UUID(int=age)).update(saved_at=now - datetime.timedelta(days=age))

    drop_old_drafts()

    assert sorted(draft.key.int for draft in Draft.objects.all()) == [0, 6]
    assert Business.objects.count() == 1


# Two at once


def test_one_draft_registered_from_two_windows_at_once_is_one_business(at_once):
    clerk = make.user(Role.STAFF)
    keep_draft(key=KEY, typed=TYPED, by=clerk)
    words = registration()
    together = threading.Barrier(2)

    def register():
        together.wait()
        return register_draft(key=KEY, checked=as_typed(KEY), by=clerk, **words).number

    numbers = at_once(register, register)

    assert len(set(numbers)) == 1
    assert [business.number for business in Business.objects.all()] == [numbers[0]]


def test_the_second_window_waits_at_the_draft_and_is_given_the_first_one_s_business(second_connection):
    clerk = make.user(Role.STAFF)
    keep_draft(key=KEY, typed=TYPED, by=clerk)
    with second_connection.cursor() as other, connection.cursor() as mine:
        other.execute("begin")
        other.execute("select from umkm_draft where key = %s for no key update", [KEY])
        mine.execute("set lock_timeout = '100ms'")

        said = refusal(register_draft, key=KEY, checked=as_typed(KEY), by=clerk, **registration())

        other.execute("rollback")
    assert said == {"__all__": "Somebody else is saving this at the moment. Nothing was changed: try again."}
    assert (Draft.objects.get().typed, Business.objects.count()) == (TYPED, 0)


def test_a_connection_that_dies_half_way_leaves_the_draft_and_no_business(committed_database, second_connection):
    clerk = make.user(Role.STAFF)
    keep_draft(key=KEY, typed=TYPED, by=clerk)

    @transaction.atomic
    def register_and_die():
        register_draft(key=KEY, checked=as_typed(KEY), by=clerk, **registration())
        ((mine,),) = rows("SELECT pg_backend_pid()")
        with second_connection.cursor() as other:
            other.execute("SET ROLE NONE")
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [mine])
        rows("SELECT 1")

    with pytest.raises(OperationalError):
        register_and_die()

    connection.close()
    assert (Draft.objects.get().typed, Business.objects.count(), Participant.objects.count()) == (TYPED, 0, 0)


def test_a_draft_that_is_not_kept_is_refused(clerk):
    with pytest.raises(ValidationError) as refused:
        register_draft(key=KEY, checked=as_typed(KEY), by=clerk, **registration())

    assert refused.value.code == "no_draft"
