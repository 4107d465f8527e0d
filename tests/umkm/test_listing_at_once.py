"""A listing when two people write at one moment what it repeats."""

import pytest
from django.db import OperationalError, connection, transaction

from tests import make
from tests.sql import rows
from tests.umkm.registering import person, register
from tests.umkm.test_listing import DIFFERENCES
from umkm.choices import Sex
from umkm.models import Listing
from umkm.rules.ownership import hand_over
from umkm.rules.participant import edit_participant


def test_a_person_edited_while_a_business_of_theirs_is_registered_is_listed_as_edited(at_once):
    staff = make.user()
    siti = person()
    owner = register(staff, owner=siti, name="A").owner

    for number in range(6):
        at_once(
            lambda number=number: edit_participant(participant=owner, sex=[Sex.MALE, Sex.FEMALE][number % 2], by=staff),
            lambda number=number: register(staff, owner=siti, name=f"Kopi {number}"),
        )

    assert Listing.objects.count() == 7
    assert rows(DIFFERENCES) == []


def test_who_registers_waits_for_who_edits_the_owner(committed_database, second_connection):
    owner = make.participant()
    with second_connection.cursor() as second:
        second.execute("BEGIN")
        second.execute("UPDATE umkm_participant SET sex = 'male' WHERE id = %s", [owner.pk])

        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
            with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
                make.business("Kopi", owner=owner)

        second.execute("COMMIT")
    make.business("Kopi", owner=owner)

    assert Listing.objects.get().sex == Sex.MALE


def test_who_edits_the_owner_before_writes_nothing_over_the_new_one(beside):
    staff, business, taker = make.user(), make.business(), make.participant("Tuti", sex=Sex.MALE)
    before = business.owner

    outcome = beside(
        lambda: hand_over(
            business=business,
            owner=person("Tuti", nik=taker.nik),
            handed_over_on=make.day("2021-06-01"),
            reason="dijual",
            by=staff,
        ),
        lambda: edit_participant(participant=before, home_city="Depok", by=staff),
    )

    assert outcome == (True, None)
    assert rows(DIFFERENCES) == []
    assert list(Listing.objects.values_list("owner_key", "lives_outside", "sex")) == [("tuti", False, Sex.MALE)]
