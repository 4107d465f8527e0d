"""A sign-in lasts a working day, and the door knows whose hand is on it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from jakpreneur.client_address import client_address
from tests import make

MORNING = "2026-11-24 08:00+07:00"


@pytest.fixture
def clerk(client, db):
    """Somebody who signs in at eight in the morning."""
    with time_machine.travel(MORNING, tick=False) as clock:
        client.force_login(make.user(), backend="django.contrib.auth.backends.ModelBackend")
        client.get("/")
        yield clock


def is_signed_in(client) -> bool:
    return client.get("/").status_code == 200


def test_lunch_does_not_sign_a_clerk_out(client, clerk):
    clerk.shift(timedelta(hours=1, minutes=59))

    assert is_signed_in(client)


def test_two_hours_without_a_page_do(client, clerk):
    clerk.shift(timedelta(hours=2, seconds=1))

    assert not is_signed_in(client)


def test_whoever_keeps_working_stays_signed_in(client, clerk):
    for _ in range(11):
        clerk.shift(timedelta(hours=1))
        assert is_signed_in(client)


def test_after_twelve_hours_even_a_busy_clerk_signs_in_anew(client, clerk):
    for _ in range(12):
        clerk.shift(timedelta(hours=1))
        client.get("/")
    clerk.shift(timedelta(minutes=1))

    assert not is_signed_in(client)


def test_the_session_is_not_written_with_every_page(client, clerk):
    with CaptureQueriesContext(connection) as asked:
        client.get("/")

    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


@pytest.mark.parametrize(
    ("caller", "forwarded", "address"),
    [
        ("10.1.2.3", "", "10.1.2.3"),
        ("127.0.0.1", "103.5.6.7", "103.5.6.7"),
        ("127.0.0.1", "1.1.1.1, 103.5.6.7", "103.5.6.7"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("10.1.2.3", "103.5.6.7", "10.1.2.3"),
        ("", "103.5.6.7", "103.5.6.7"),
    ],
)
def test_only_our_own_proxy_is_believed_about_an_address(caller, forwarded, address):
    words = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=caller, **words)

    assert client_address(request) == address
