"""What is sent twice under one key is done once."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from jakpreneur.accounts.models import Role
from pendampingan.models import Receipt
from pendampingan.rules.receipt import drop_old_receipts, once
from tests import make
from tests.umkm.registering import refusal
from umkm.models import Business

KEY = uuid.UUID("6f1f7f0e-4c7e-4d52-9a53-6b5f2b8f8a10")
OTHER_CONTENT = {"__all__": "Something else was sent under this key before."}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def register(*, name="Warung Siti", key=KEY, by):
    """A piece of work that must not be done twice."""
    return once(key=key, content={"name": name}, write=lambda: {"number": make.business(name).number}, by=by)


@pytest.mark.django_db
def test_what_is_sent_again_is_answered_as_before_and_not_done_again():
    officer = make.user(Role.OFFICER)

    first, second = register(by=officer), register(by=officer)

    assert second == first == {"number": Business.objects.get().number}


@pytest.mark.django_db
def test_a_key_of_another_user_is_refused():
    register(by=make.user(Role.OFFICER))

    assert refusal(register, by=make.user(Role.OFFICER)) == OTHER_CONTENT
    assert Business.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_other_content_is_refused():
    officer = make.user(Role.OFFICER)
    register(by=officer)

    assert refusal(register, name="Warung Budi", by=officer) == OTHER_CONTENT
    assert Business.objects.count() == 1


@pytest.mark.django_db
def test_what_is_refused_leaves_no_receipt_and_may_be_sent_again():
    officer = make.user(Role.OFFICER)

    def refuse():
        make.business()
        raise ValidationError("no")

    said = refusal(once, key=KEY, content={"name": "Warung Siti"}, write=refuse, by=officer)

    assert said == {"__all__": "no"}
    assert (Receipt.objects.count(), Business.objects.count()) == (0, 0)
    assert register(by=officer) == {"number": Business.objects.get().number}


@pytest.mark.django_db
def test_a_receipt_tells_nothing_of_what_was_sent():
    register(by=make.user(Role.OFFICER))

    receipt = Receipt.objects.get()

    assert (receipt.answer, len(receipt.digest)) == ({"number": Business.objects.get().number}, 64)


@pytest.mark.django_db
def test_old_receipts_are_removed_and_young_ones_stay():
    officer = make.user(Role.OFFICER)
    old, young = uuid.UUID(int=91), uuid.UUID(int=89)
    register(name="Warung Lama", key=old, by=officer)
    register(name="Warung Baru", key=young, by=officer)
    now = Receipt.objects.get(key=young).received_at
    for key in (old, young):
        Receipt.objects.filter(key=key).update(received_at=now - datetime.timedelta(days=key.int))

    drop_old_receipts()

    assert list(Receipt.objects.values_list("key", flat=True)) == [young]


def test_a_twin_waits_and_is_given_the_answer_of_the_first(beside):
    officer, answers = make.user(Role.OFFICER), []

    outcome = beside(
        lambda: answers.append(register(by=officer)),
        lambda: answers.append(register(by=officer)),
    )

    assert outcome == (True, None)
    assert answers == [{"number": Business.objects.get().number}] * 2
