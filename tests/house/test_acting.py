"""Who acts, and why, stands in each write; a deadlock is tried once more."""

from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from psycopg2 import errors

from jakpreneur.acting import acting, current_request, rule
from tests import make
from umkm.models import Business


def said() -> tuple[str, str, str]:
    """Actor, reason and request as posting and audit read them now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(acting_user()::text, ''), audit_reason(), current_setting('jakpreneur.request', true)"
        )
        return cursor.fetchone()


def test_acting_says_who_and_why_until_its_end(committed_database):
    staff = make.user()
    door = current_request.set("POST /usaha/baru/")

    with acting(by=staff, reason="salah ketik"):
        inside = said()
    current_request.reset(door)

    assert inside == (str(staff.pk), "salah ketik", "POST /usaha/baru/")
    assert said() == ("", "", "")


def test_acting_says_nothing_any_more_inside_a_transaction_that_goes_on(committed_database):
    with transaction.atomic():
        with acting(by=make.user(), reason="salah ketik"):
            pass
        after = said()

    assert after == ("", "", "")


@pytest.mark.django_db
def test_acting_inside_another_gives_the_word_back():
    one, other = make.user(), make.user()

    with acting(by=one, reason="dari kertas"):
        with acting(by=other, reason="salah ketik"):
            inside = said()
        after = said()

    assert inside[:2] == (str(other.pk), "salah ketik")
    assert after[:2] == (str(one.pk), "dari kertas")


@pytest.mark.django_db
def test_acting_that_fails_gives_the_word_back_and_takes_its_writes_along():
    one, other = make.user(), make.user()

    def fail():
        with acting(by=other):
            make.business()
            raise ValidationError("no")

    with acting(by=one, reason="dari kertas"):
        with pytest.raises(ValidationError):
            fail()
        after = said()

    assert after[:2] == (str(one.pk), "dari kertas")
    assert Business.objects.count() == 0


@pytest.mark.django_db
def test_acting_for_nobody_names_nobody():
    with acting(by=make.user()), acting(by=None):
        assert said()[0] == ""


@pytest.mark.django_db
def test_a_rule_is_called_with_the_one_who_acts():
    staff = make.user()

    @rule
    def look(*, by, reason):
        return by, said()[:2]

    assert look(by=staff, reason="sekadar lihat") == (staff, (str(staff.pk), "sekadar lihat"))
    with pytest.raises(TypeError, match="by"):
        look(reason="sekadar lihat")


def test_two_rules_that_deadlock_are_both_done_in_the_end(at_once):
    one, other, staff = make.business(), make.business(), make.user()
    both_hold_one = Barrier(2, timeout=20)
    attempts = []

    @rule
    def call_them(*, order, phone, by):
        attempts.append(phone)
        for business in order:
            Business.objects.filter(pk=business.pk).update(phone=phone)
            if business == order[0] and attempts.count(phone) == 1:
                both_hold_one.wait()

    at_once(
        lambda: call_them(order=[one, other], phone="+6221111", by=staff),
        lambda: call_them(order=[other, one], phone="+6221222", by=staff),
    )

    assert sorted(map(attempts.count, set(attempts))) == [1, 2]
    assert len(set(Business.objects.values_list("phone", flat=True))) == 1


def deadlocked(attempts: list):
    @rule
    def write(*, by):
        attempts.append(by)
        raise OperationalError from errors.DeadlockDetected()

    return write


def test_a_rule_that_deadlocks_again_says_so_to_the_clerk(committed_database):
    attempts = []

    with pytest.raises(ValidationError):
        deadlocked(attempts)(by=None)

    assert len(attempts) == 2


def test_a_rule_inside_another_leaves_the_second_attempt_to_it(committed_database):
    attempts = []

    with pytest.raises(OperationalError), transaction.atomic():
        deadlocked(attempts)(by=None)

    assert len(attempts) == 1


def test_what_is_no_deadlock_is_not_tried_again(committed_database):
    attempts = []

    @rule
    def write(*, by):
        attempts.append(by)
        raise ValidationError("no")

    with pytest.raises(ValidationError):
        write(by=None)

    assert len(attempts) == 1


@pytest.mark.parametrize("name", ["reason", "because"])
@pytest.mark.parametrize("text", ["3199015708900001", "NIK 3199 0157 0890 0001, bukan 1", "3199.0157.0890.001"])
def test_no_rule_takes_the_number_of_a_person_as_a_reason(committed_database, name, text):
    written = []

    @rule
    def write(*, by, **words):
        written.append(words)

    with pytest.raises(ValidationError) as refused:
        write(by=make.user(), **{name: text})
    write(by=make.user(), **{name: "Sejak 25-10-2021 di 0812-3456-7890"})

    assert list(refused.value.message_dict) == [name]
    assert written == [{name: "Sejak 25-10-2021 di 0812-3456-7890"}]
