"""What a phone loads so that it can stand in for a page out of reach."""

import pytest
from django.urls import reverse

from jakpreneur.accounts.models import Role
from tests import make

pytestmark = pytest.mark.django_db


def test_the_page_that_stands_in_is_the_same_for_whoever_asks(client):
    nobody_s = client.get(reverse("offline")).content
    client.force_login(make.user(Role.OFFICER, at="Gambir", username="sari"))

    assert client.get(reverse("offline")).content == nobody_s
    assert b"sari" not in nobody_s


def test_the_worker_is_another_one_in_another_language(client):
    def worker(language):
        client.cookies["language"] = language
        return client.get(reverse("worker")).content.partition(b"\n")

    indonesian, english = worker("id"), worker("en")

    assert indonesian[0] != english[0]
    assert indonesian[2] == english[2]


def test_a_worker_that_is_switched_off_takes_itself_off_the_phone(client, settings):
    on = client.get(reverse("worker")).content
    settings.SERVICE_WORKER = False

    off = client.get(reverse("worker")).content

    assert (b"unregister" in on, b"unregister" in off) == (False, True)
    assert client.get(reverse("worker")).headers["Content-Type"] == "text/javascript"
