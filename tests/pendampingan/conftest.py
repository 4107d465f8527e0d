"""Who reads and writes in the tests of the upper floor, and what those of every path end with."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from jakpreneur.accounts.models import Role
from pendampingan.counts.recount import recount
from tests import make


@pytest.fixture(autouse=True)
def in_english():
    """What rules and pages say is read in English here; that it is all translated is another test's matter."""
    with translation.override("en"):
        yield


@pytest.fixture
def recounted(committed_database):
    """However it went, ledger, tally and Progress are what the facts say."""
    yield
    assert recount().first == []


@pytest.fixture
def reading():
    """Make a browser in which somebody of a role reads in a language."""

    def sign_in(role=Role.STAFF, language="en", **words):
        client = Client(headers={"accept-language": language})
        client.force_login(make.user(role, **words), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def enter(client):
    """Sign somebody in, reading English."""

    def as_(role, at=None):
        user = make.user(role, at=at)
        client.force_login(user)
        client.cookies["language"] = "en"
        client.get(reverse("today"))  # keeps the session for a while, so that a page tested next does not
        return user

    return as_
