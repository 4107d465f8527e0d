"""Nobody can add a page that forgets whose it is."""

from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver, reverse

from jakpreneur.accounts.allow import PUBLIC
from jakpreneur.accounts.models import Role
from tests import make

pytestmark = pytest.mark.django_db

#: Words for the parameters of an address; what they name need not exist, since the role is asked first.
WORDS = {
    "number": "JP-00000013",
    "one": "JP-00000013",
    "other": "JP-00000021",
    "pk": 1,
    "enrolment": 1,
    "photo": 1,
    "code": "31.71.01",
    "topic": "keuangan",
    "certificate": "x",
    "citation": "x",
    "way": "bertambah",
    "key": UUID(int=0),
    "section": "usaha",
    "kind": "kunjungan",
    "month": "2021-03",
}


def pages(resolver=None) -> list[URLPattern]:
    """Every page of the product; Django's admin has a door of its own."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found.append(pattern)
        elif pattern.app_name != "admin":
            found += pages(pattern)
    return found


PAGES = pages()
GUARDED = [page for page in PAGES if PUBLIC not in getattr(page.callback, "roles", ())]


def address(page: URLPattern) -> str:
    return reverse(page.name, kwargs={name: WORDS[name] for name in page.pattern.regex.groupindex})


def test_there_are_pages():
    assert {"today", "business_list", "city_dashboard", "sign_in"} <= {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_view_names_its_roles(page):
    assert page.callback.roles
    assert page.callback.roles <= {PUBLIC, *Role.values}


@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.name)
def test_every_view_asks_who_it_is(client, page):
    response = client.get(address(page))

    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, reverse("sign_in"))


@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.name)
def test_every_view_is_refused_to_the_other_roles(client, page):
    others = [role for role in Role if role not in page.callback.roles]

    answers = {}
    for role in others:
        client.force_login(make.user(role), backend="django.contrib.auth.backends.ModelBackend")
        answers[role] = {client.get(address(page)).status_code, client.post(address(page)).status_code}

    # A page that takes only one of the two methods may answer the other one with 405 first.
    assert {role: codes - {405} for role, codes in answers.items()} == {role: {403} for role in others}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_django_s_admin_is_the_admin_s_alone(client, role):
    client.force_login(make.user(role), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/admin/").status_code in (302, 403)
    assert client.get("/admin/umkm/centre/").status_code in (302, 403)
