"""Whose each page is."""

import pytest
from pytest_django.asserts import assertRedirects

from jakpreneur.accounts.allow import PUBLIC
from jakpreneur.accounts.models import Role
from tests import make
from tests.frame import urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.frame.urls")]


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.STAFF, 200), (Role.OFFICER, 200), (Role.MENTOR, 403), (Role.OFFICIAL, 403), (Role.ADMIN, 403)],
)
def test_only_the_roles_a_page_names_enter_it(client, role, status):
    client.force_login(make.user(role))

    assert client.get("/some/thing/").status_code == status


def test_a_closed_account_enters_nothing(client):
    closed = make.user(Role.STAFF)
    client.force_login(closed)
    closed.is_active = False
    closed.save()

    assertRedirects(client.get("/some/thing/"), "/masuk/?next=/some/thing/")


def test_a_page_of_some_roles_is_not_kept_by_the_browser(client):
    client.force_login(make.user(Role.STAFF))

    assert client.get("/some/thing/").headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in client.get("/all/").headers


def test_a_public_page_asks_for_nothing(client):
    assert client.get("/all/").content == b"open"


def test_a_view_can_be_asked_whose_it_is():
    assert urls.for_some.roles == {Role.STAFF, Role.OFFICER}
    assert urls.for_all.roles == {PUBLIC}
