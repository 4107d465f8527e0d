"""Sealed numbers: equal ones are found, a stolen dump shows none, and a wrong key explains itself."""

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.db.models import Q
from django.db.models.sql import Query

from umkm.identifiers import Nik, Npwp
from umkm.sealing import SealedField, seal, unseal

NIK = "3184014412900001"


def test_what_is_sealed_opens_for_the_same_purpose_only():
    sealed = seal(NIK, "a person's NIK")

    assert unseal(sealed, "a person's NIK") == NIK
    assert NIK.encode() not in sealed
    with pytest.raises(ImproperlyConfigured, match="IDENTITY_KEY does not open this draft"):
        unseal(sealed, "draft")


def test_equal_numbers_are_sealed_alike_within_a_purpose_alone():
    assert seal(NIK, "person") == seal(NIK, "person")
    assert seal(NIK, "person") != seal(NIK, "draft")


def test_another_key_says_that_the_number_was_sealed_with_another(settings):
    sealed = seal(NIK, "person")
    settings.IDENTITY_KEY = "ab" * 64

    with pytest.raises(ImproperlyConfigured, match="it was sealed with another key"):
        unseal(sealed, "person")


@pytest.mark.parametrize("key", ["", "ab" * 32, "not hexadecimal"])
def test_a_missing_or_short_key_says_how_to_make_one(settings, key):
    settings.IDENTITY_KEY = key

    with pytest.raises(ImproperlyConfigured, match="IDENTITY_KEY must be 64 bytes as 128 hexadecimal digits"):
        seal(NIK, "person")


@pytest.fixture
def field():
    field = SealedField(kind=Nik, purpose="person", null=True)
    field.set_attributes_from_name("nik")
    return field


def test_a_field_gives_back_the_number_it_was_given(field):
    stored = field.get_db_prep_value(Nik(NIK), connection).adapted

    assert field.from_db_value(memoryview(stored), None, connection) == Nik(NIK)
    assert field.from_db_value(None, None, connection) is None


@pytest.mark.parametrize("value", [NIK, Npwp(NIK), NIK.encode()])
def test_a_field_takes_a_parsed_number_of_its_kind_only(field, value):
    with pytest.raises(TypeError, match="nik holds Nik, not"):
        field.get_prep_value(value)


def test_a_field_is_searched_by_equality_alone(field):
    class Sealed(models.Model):
        nik = SealedField(kind=Nik, purpose="person", null=True)

        class Meta:
            app_label = "tests"

    Query(Sealed).add_q(Q(nik=Nik(NIK)) & Q(nik__in=[Nik(NIK)]) | Q(nik__isnull=True))
    for lookup in ("contains", "startswith", "gt", "iexact"):
        with pytest.raises(FieldError, match="Unsupported lookup"):
            Query(Sealed).add_q(Q(**{f"nik__{lookup}": Nik(NIK)}))


def test_a_field_is_rebuilt_from_its_parts(field):
    name, path, args, kwargs = field.deconstruct()

    assert (name, path, args) == ("nik", "umkm.sealing.SealedField", [])
    assert kwargs == {"kind": Nik, "purpose": "person", "null": True}
    assert SealedField(*args, **kwargs).deconstruct()[1:] == (path, args, kwargs)


def test_a_serialized_number_stays_sealed(field):
    owner = type("Owner", (), {"nik": Nik(NIK)})()

    text = field.value_to_string(owner)

    assert NIK not in text
    assert field.to_python(text) == Nik(NIK)
