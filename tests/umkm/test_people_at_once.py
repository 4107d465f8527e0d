"""Two people at one moment over one person: the second waits, and is told what the first one did."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, refusal
from umkm.choices import Tie
from umkm.models import Business, Membership, Participant
from umkm.rules.membership import add_member
from umkm.rules.ownership import hand_over
from umkm.rules.participant import correct_nik, edit_participant


def test_two_clerks_adding_one_new_person_at_once_enter_and_add_them_once(at_once):
    staff, business, budi = make.user(Role.STAFF), make.business(), person("Budi")

    def add():
        try:
            return add_member(business=business, person=budi, tie=Tie.PARTNER, by=staff).pk
        except ValidationError as refused:
            with translation.override("en"):
                return refused.message_dict

    results = at_once(add, add)

    assert [result for result in results if isinstance(result, dict)] == [
        {"nik": ["This person already belongs to this business."]}
    ]
    assert (Membership.objects.count(), Participant.objects.filter(name="Budi").count()) == (1, 1)


def test_somebody_made_owner_meanwhile_is_not_added_as_a_member(committed_database, second_connection):
    business, budi = make.business(), make.participant("Budi")
    with second_connection.cursor() as other, connection.cursor() as mine:
        other.execute("begin")
        other.execute("update umkm_business set owner_id = %s where id = %s", [budi.pk, business.pk])
        mine.execute("set lock_timeout = '100ms'")

        waited = refusal(
            add_member, business=business, person=person("Budi", nik=budi.nik), tie=Tie.PARTNER, by=make.user()
        )
        other.execute("commit")

    assert waited == {"__all__": "Somebody else is saving this at the moment. Nothing was changed: try again."}
    said = refusal(add_member, business=business, person=person("Budi", nik=budi.nik), tie=Tie.PARTNER, by=make.user())
    assert said == {"nik": "The owner of a business is not its partner or employee as well."}


def test_two_clerks_editing_one_person_at_once_lose_nothing_of_each_other(at_once):
    staff, siti = make.user(Role.STAFF), make.participant()

    at_once(
        lambda: edit_participant(participant=siti, phone="+6281234567890", by=staff),
        lambda: edit_participant(participant=siti, email="siti@example.id", by=staff),
    )

    siti.refresh_from_db()
    assert (siti.phone, siti.email) == ("+6281234567890", "siti@example.id")


def test_two_people_given_one_nik_at_once_do_not_both_get_it(at_once):
    staff, nik = make.user(Role.STAFF), make.nik()
    siti, ani = make.participant("Siti"), make.participant("Ani")

    def correct(participant):
        try:
            return correct_nik(participant=participant, nik=nik, reason="card seen", by=staff).pk
        except ValidationError as refused:
            return list(refused.message_dict)

    results = at_once(lambda: correct(siti), lambda: correct(ani))

    assert [result for result in results if isinstance(result, list)] == [["nik"]]
    assert Participant.objects.filter(nik=nik).count() == 1


def test_two_clerks_handing_one_business_over_at_once_hand_it_from_hand_to_hand(at_once):
    staff, business, first = make.user(Role.STAFF), make.business(), make.participant("Siti")
    Business.objects.filter(pk=business.pk).update(owner=first)

    def hand(name):
        words = {"handed_over_on": make.day("2021-06-01"), "reason": "Sold"}
        return hand_over(business=business, owner=person(name), by=staff, **words)

    one, other = sorted(at_once(lambda: hand("Budi"), lambda: hand("Cici")), key=lambda handover: handover.pk)

    business.refresh_from_db()
    assert (one.giver, one.taker, other.taker) == (first, other.giver, business.owner)
