"""When two registrations may be one business, and what a clerk decides about it."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jakpreneur.audit.models import Change
from tests import make
from tests.umkm.registering import person, refusal, register
from umkm.choices import Why
from umkm.models import Business, Distinction
from umkm.rules.business import void_business
from umkm.rules.distinction import distinguish
from umkm.rules.doubles import doubles_of, doubles_of_registered
from umkm.rules.merger import merge_businesses

pytestmark = pytest.mark.django_db
NIB, PHONE = "9120101234567", "+6281234567890"
POSSIBLE = "This may be a business that is registered already: {}."


@pytest.fixture
def known(staff):
    """Warung Bu Siti in Gambir, with a NIB and a phone."""
    return register(staff, owner=person(phone=PHONE), nib=NIB)


def told(**words) -> list[tuple]:
    return [(double.business, double.why, double.exact, double.must_be_decided) for double in doubles_of(**words)]


# What is found


def test_the_same_nib_is_exact_wherever_and_whatever_its_name(known):
    assert told(nib=NIB) == [(known, (Why.NIB,), True, True)]


def test_the_same_owner_and_name_is_exact_in_one_kelurahan_alone(known):
    same = {"nik": known.owner.nik, "name": "SITI, Bu (Kedai)"}

    assert told(**same, kelurahan=make.kelurahan("Menteng")) == [(known, (Why.OWNER_AND_NAME,), False, True)]
    assert told(**same) == [(known, (Why.OWNER_AND_NAME,), False, True)]
    assert told(**same, kelurahan=known.kelurahan) == [(known, (Why.OWNER_AND_NAME, Why.NAME_IN_KELURAHAN), True, True)]


def test_the_same_name_counts_within_the_kelurahan_alone(known):
    assert told(name="Toko Bu Siti", kelurahan=known.kelurahan) == [(known, (Why.NAME_IN_KELURAHAN,), False, True)]
    assert told(name="Toko Bu Siti", kelurahan=make.kelurahan("Menteng")) == []
    assert told(name="Toko Bu Siti") == []


def test_a_similar_spelling_is_looked_for_where_it_is_asked_for(staff):
    known = register(staff, name="Ayam Geprek Bu Siti")

    assert told(name="Ayam Gepreg Bu Siti", kelurahan=known.kelurahan) == []
    assert told(name="Ayam Gepreg Bu Siti", kelurahan=known.kelurahan, alike=True) == [
        (known, (Why.ALIKE,), False, True)
    ]
    assert told(name="Ayam Bakar Pak Joko", kelurahan=known.kelurahan, alike=True) == []


def test_a_shared_phone_alone_need_not_be_decided(known, staff):
    shop = register(staff, name="Katering", phone="+6281111111111")

    assert told(phones=[PHONE]) == [(known, (Why.PHONE,), False, False)]
    assert told(phones=["+6281111111111"]) == [(shop, (Why.PHONE,), False, False)]


def test_one_owner_s_businesses_share_a_phone_as_a_matter_of_course(known):
    assert told(nik=known.owner.nik, phones=[PHONE]) == []


def test_the_surest_comes_first_and_names_every_reason(known, staff):
    namesake = register(staff, another_than=[known.number], because="two stalls")

    found = told(name="Warung Bu Siti", kelurahan=known.kelurahan, nib=NIB, phones=[PHONE])

    assert found == [
        (known, (Why.NIB, Why.NAME_IN_KELURAHAN, Why.PHONE), True, True),
        (namesake, (Why.NAME_IN_KELURAHAN,), False, True),
    ]


def test_a_name_that_unfolds_beyond_its_column_is_kept_and_finds_its_like(staff):
    known = register(staff, name="\ufdfa" * 100)

    assert len(known.name_key) == 120
    assert told(name="\ufdfa" * 100, kelurahan=known.kelurahan) == [(known, (Why.NAME_IN_KELURAHAN,), False, True)]


def test_nothing_given_finds_nothing(known):
    assert doubles_of() == []
    assert doubles_of(name=" ", kelurahan=known.kelurahan, phones=["", ""]) == []
    assert doubles_of(nik=make.nik(), name="Warung Bu Siti") == []


def test_a_voided_or_merged_business_is_no_double(known, staff):
    merged, survivor = register(staff, name="A"), register(staff, name="B")
    merge_businesses(survivor=survivor, double=merged, reason="one", by=staff)
    void_business(business=known, reason="wrong", by=staff)

    assert doubles_of(nib=NIB, name="Warung Bu Siti", kelurahan=known.kelurahan) == []
    assert doubles_of(name="A", kelurahan=merged.kelurahan) == []


def test_a_contested_registration_is_found_by_its_name(staff):
    claimed = make.participant()
    contested = make.contested("Warung Bu Siti", claimed=claimed)

    assert told(nik=claimed.nik, name="Warung Bu Siti", kelurahan=contested.kelurahan) == [
        (contested, (Why.NAME_IN_KELURAHAN,), False, True)
    ]


SAID = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Warung Bu Siti", "Toko Siti Bu", "Ayam Geprek Bu Siti", "Ayam Gepreg Bu Siti"]),
        "at": st.sampled_from(["Gambir", "Menteng"]),
        "owner": st.sampled_from(["Siti", "Ani"]),
        "nib": st.sampled_from(["", "", NIB]),
        "phone": st.sampled_from(["", PHONE]),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SAID, second=SAID)
def test_each_of_two_finds_the_other_for_the_same_reasons_and_exactly_those_the_tables_refuse_are_exact(
    db, first, second
):
    before = transaction.savepoint()
    people = {name: make.participant(name) for name in ("Siti", "Ani")}
    one = make.business(**first | {"owner": people[first["owner"]]})
    foretold = doubles_of(
        nik=people[second["owner"]].nik,
        name=second["name"],
        kelurahan=make.kelurahan(second["at"]),
        nib=second["nib"],
        phones=[second["phone"]],
        alike=True,
    )

    try:
        other = make.business(**second | {"owner": people[second["owner"]]})
    except IntegrityError:
        found, back, refused = foretold, [], True
    else:
        found, back = (doubles_of_registered(each, alike=True) for each in (other, one))
        refused = False
    finally:
        transaction.savepoint_rollback(before)

    assert [double.exact for double in foretold] in ([[True]] if refused else [[False], []])
    assert [double.why for double in found] == [double.why for double in foretold]
    assert refused or [double.why for double in back] == [double.why for double in found]


# What a clerk decides


def test_a_possible_double_is_refused_until_it_is_decided_and_then_never_asked_again(known, staff):
    assert refusal(register, by=staff) == {"name": POSSIBLE.format(known.number)}

    second = register(staff, another_than=[known.number], because=" two stalls ")

    decided = Distinction.objects.get()
    assert (decided.first, decided.second, decided.reason, decided.recorded_by) == (known, second, "two stalls", staff)
    assert doubles_of_registered(known) == doubles_of_registered(second) == []


def test_each_of_several_has_to_be_decided(known, staff):
    second = register(staff, another_than=[known.number], because="two stalls")

    assert refusal(register, by=staff, another_than=[known.number], because="three stalls") == {
        "name": POSSIBLE.format(second.number)
    }
    assert Distinction.objects.count() == 1


def test_another_one_needs_a_reason(known, staff):
    assert refusal(register, by=staff, another_than=[known.number], because=" ") == {
        "because": "Say why they are two businesses."
    }


def test_the_same_owner_and_name_elsewhere_has_to_be_decided(known, staff):
    branch = {"owner": person(nik=known.owner.nik), "kelurahan": make.kelurahan("Menteng")}

    assert refusal(register, by=staff, **branch) == {"name": POSSIBLE.format(known.number)}
    assert register(staff, **branch, another_than=[known.number], because="a branch").number != known.number


def test_no_decision_makes_room_for_an_exact_double(known, staff):
    decided = {"another_than": [known.number], "because": "no"}

    assert refusal(register, by=staff, owner=person(nik=known.owner.nik), **decided) == {
        "name": "This owner already has a business of this name in this kelurahan."
    }
    assert refusal(register, by=staff, name="Lain", nib=NIB, **decided) == {
        "nib": "This NIB is already another business's."
    }
    assert (Business.objects.count(), Distinction.objects.count()) == (1, 0)


def test_neither_a_similar_name_nor_a_phone_refuses_but_both_can_be_decided(staff):
    similar = register(staff, name="Ayam Geprek Bu Siti", owner=person(phone=PHONE))
    new = {"name": "Ayam Gepreg Bu Siti", "owner": person(phone=PHONE)}

    second = register(staff, **new, another_than=[similar.number, "JP-00000000"], because="two stalls")

    assert list(Distinction.objects.values_list("first", "second")) == [(similar.pk, second.pk)]
    assert doubles_of_registered(second, alike=True) == []


def test_two_businesses_are_told_apart_once_in_either_order(staff):
    one, other = register(staff, name="A"), register(staff, name="B")

    distinguish(one=other, other=one, reason="two stalls", by=staff)

    assert refusal(distinguish, one=one, other=other, reason="again", by=staff) == {
        "__all__": "Somebody has decided already that these are two businesses."
    }
    assert refusal(distinguish, one=one, other=one, reason="x", by=staff) == {
        "__all__": "A business is not told apart from itself."
    }
    assert list(Distinction.objects.values_list("first", "second")) == [(one.pk, other.pk)]


def test_telling_apart_needs_a_reason_and_two_businesses_that_stand(staff):
    one, other, voided = (register(staff, name=name) for name in "ABC")
    void_business(business=voided, reason="wrong", by=staff)

    assert refusal(distinguish, one=one, other=other, reason=" ", by=staff) == {
        "reason": "Say why they are two businesses."
    }
    assert refusal(distinguish, one=one, other=voided, reason="x", by=staff) == {
        "business": "This registration was voided: nothing more is recorded for it."
    }


def test_the_audit_says_who_told_them_apart(staff):
    one, other = register(staff, name="A"), register(staff, name="B")

    decided = distinguish(one=one, other=other, reason="two stalls", by=staff)

    assert list(
        Change.objects.filter(table="umkm_distinction").values_list("row", "action", "actor", "reason")
    ) == [(decided.pk, "I", staff.pk, "two stalls")]  # fmt: skip
