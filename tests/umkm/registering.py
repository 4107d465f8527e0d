"""Registering through the rules, with as few words as a test needs, and what they refuse."""

import pytest
from django.core.exceptions import ValidationError

from tests import make
from umkm.choices import Sector
from umkm.rules.business import register_business
from umkm.rules.participant import Person


def person(name="Siti Aminah", **words):
    return Person(**{"nik": make.nik(), "name": name, "sex": "female", "born_on": make.day("1990-08-17")} | words)


def register(by, owner=None, **words):
    words = {
        "name": "Warung Bu Siti",
        "kelurahan": make.kelurahan("Gambir"),
        "address": "Jalan Juanda 1",
        "sector": Sector.CULINARY,
        "registered_on": make.day("2021-01-04"),
    } | words
    return register_business(owner=owner or person(), by=by, **words)


def refusal(rule, **words):
    """What the rule says, by field."""
    with pytest.raises(ValidationError) as refused:
        rule(**words)
    return {
        field: " ".join(message for error in errors for message in error.messages)
        for field, errors in refused.value.update_error_dict({}).items()
    }


def registered(client, typed):
    """Send the form and, from the page that asks to check it, register: the page where that ends."""
    page = client.post("/usaha/baru/", typed)
    return client.post(page["location"], follow=True) if page.status_code == 302 else page
