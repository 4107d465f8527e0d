"""Two people at one moment over one person: the second waits, and is told what the first one did."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, refusal
from umkm.choices import Tie
from umkm.models import Membership, Participant
from umkm.rules.membership import add_member


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
