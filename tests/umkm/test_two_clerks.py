"""Two clerks at one moment: the second waits, and is told what the first one did."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from jakpreneur.accounts.models import Role
from pendampingan.counts.recount import recount
from tests import make
from tests.umkm.registering import person, refusal, register
from umkm.models import Business, Participant, Placement
from umkm.rules.business import edit_business
from umkm.rules.consent import record_consent
from umkm.rules.contest import correct_claim, decide_contest


@pytest.mark.parametrize("same_owner", [True, False])
def test_two_clerks_saving_one_business_at_once_make_it_once(at_once, same_owner):
    staff = make.user(Role.STAFF)
    siti = person()

    def save():
        try:
            return register(
                staff, owner=siti if same_owner else person(), nib="" if same_owner else "9120101234567"
            ).number
        except ValidationError as refused:
            with translation.override("en"):
                return refused.message_dict

    results = at_once(save, save)

    field, sentence = (
        ("name", "This owner already has a business of this name in this kelurahan.")
        if same_owner
        else ("nib", "This NIB is already another business's.")
    )
    assert sorted(map(type, results), key=str) == [dict, str]
    assert next(result for result in results if isinstance(result, dict)) == {field: [sentence]}
    assert (Business.objects.count(), Placement.objects.count()) == (1, 1)


def test_two_clerks_saving_a_namesake_each_at_once_make_one_and_the_second_is_asked(at_once):
    staff = make.user(Role.STAFF)

    def save():
        try:
            return register(staff, owner=person()).number
        except ValidationError as refused:
            return refused.error_dict["name"][0].code

    results = at_once(save, save)

    assert sorted(results, key=lambda result: result.startswith("JP-")) == [
        "possible_double",
        Business.objects.get().number,
    ]


def test_two_clerks_saving_an_owner_s_branch_each_at_once_make_one(at_once):
    staff = make.user(Role.STAFF)
    siti = person()

    def save(at):
        try:
            return register(staff, owner=siti, kelurahan=make.kelurahan(at)).number
        except ValidationError as refused:
            return refused.error_dict["name"][0].code

    results = at_once(lambda: save("Gambir"), lambda: save("Menteng"))

    assert sorted(results, key=lambda result: result.startswith("JP-")) == [
        "possible_double",
        Business.objects.get().number,
    ]


def test_two_clerks_entering_two_businesses_of_a_new_owner_share_the_owner(at_once):
    staff = make.user(Role.STAFF)
    siti = person()

    at_once(lambda: register(staff, owner=siti, name="A"), lambda: register(staff, owner=siti, name="B"))

    assert (Business.objects.count(), Participant.objects.count()) == (2, 1)


def test_a_business_kept_by_somebody_else_for_too_long_is_refused_in_words(committed_database, second_connection):
    staff = make.user(Role.STAFF)
    business = register(staff)
    with second_connection.cursor() as other, connection.cursor() as mine:
        other.execute("begin")
        other.execute("select from umkm_business where id = %s for update", [business.pk])
        mine.execute("set lock_timeout = '100ms'")

        said = refusal(edit_business, business=business, by=staff, name="x")

        other.execute("rollback")
    assert said == {"__all__": "Somebody else is saving this at the moment. Nothing was changed: try again."}


def test_two_clerks_recording_one_consent_at_once_write_it_once(at_once):
    staff = make.user(Role.STAFF)
    business = register(staff)

    def agree():
        return record_consent(business=business, purpose="sharing", given=True, text_version="2026-11", by=staff).pk

    first, second = at_once(agree, agree)

    assert first == second
    assert list(business.consents.values_list("purpose", "given")) == [("sharing", True)]


def test_two_who_decide_a_contest_at_one_moment_decide_once(at_once):
    staff = make.user(Role.STAFF)
    siti = make.participant("Siti Aminah")
    business = make.contested(claimed=siti)
    right = make.nik()

    def attempt(decide, **words):
        try:
            return decide(business=business, reason="KTP seen", by=staff, **words).owner.name
        except ValidationError as refused:
            with translation.override("en"):
                return str(refused.messages[0])

    results = at_once(
        lambda: attempt(decide_contest, owner=siti),
        lambda: attempt(correct_claim, nik=right, name="Siti Lain"),
    )

    owner = Business.objects.get().owner.name
    told = [result for result in results if result != owner]
    assert len(told) == 1
    assert owner in told[0]
    assert recount().first == []
