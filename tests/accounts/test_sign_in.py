"""In by one page, out by one button."""

import pytest
from pytest_django.asserts import assertContains, assertRedirects, assertTemplateUsed

from jakpreneur.accounts.models import Role, User
from tests import make

PASSWORD = "jakpreneur-demo"
MISMATCH = "The username and password do not match. Check both and try again."


@pytest.fixture
def clerk(db):
    return User.objects.create_user("petugas.gambir", password=PASSWORD, role=Role.OFFICER)


@pytest.fixture
def english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def sign_in(client, username="petugas.gambir", password=PASSWORD, **more):
    return client.post("/masuk/", {"username": username, "password": password, **more})


def test_a_clerk_signs_in_and_starts_with_today(client, clerk):
    response = sign_in(client)

    assertRedirects(response, "/")
    assertTemplateUsed(client.get("/"), "jakpreneur/today.html")


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back_to_the_page(client, clerk):
    asked = client.get("/?per=2021-10-25")
    assertRedirects(asked, "/masuk/?next=/%3Fper%3D2021-10-25")

    response = sign_in(client, next="/?per=2021-10-25")

    assertRedirects(response, "/?per=2021-10-25")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_host(client, clerk, elsewhere):
    response = sign_in(client, next=elsewhere)

    assertRedirects(response, "/")


@pytest.mark.parametrize("credentials", [{"password": "wrong"}, {"username": "nobody"}])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(english, clerk, credentials):
    response = sign_in(english, **credentials)

    assert response.context["form"].non_field_errors() == [MISMATCH]
    assertContains(response, "<title>Error: Sign in · Jakpreneur</title>", html=True)
    assertContains(response, f'value="{credentials.get("username", "petugas.gambir")}"')


def test_a_closed_account_is_answered_like_a_wrong_password(english, clerk):
    clerk.is_active = False
    clerk.save()

    response = sign_in(english)

    assert response.context["form"].non_field_errors() == [MISMATCH]


def test_empty_fields_are_named_in_the_summary_and_linked(english, db):
    response = sign_in(english, username="", password="")

    assertContains(response, '<a href="#id_username">Username: Enter your username.</a>', html=True)
    assertContains(response, '<a href="#id_password">Password: Enter your password.</a>', html=True)


def test_ten_wrong_passwords_pause_the_sign_in(english, clerk):
    for _ in range(9):
        assertTemplateUsed(sign_in(english, password="wrong"), "accounts/sign_in.html")

    paused = sign_in(english, password="wrong")
    right_too_late = sign_in(english)

    for response in paused, right_too_late:
        assertTemplateUsed(response, "accounts/locked.html")
        assert response.status_code == 429


def test_who_is_signed_in_is_not_asked_again(client, clerk):
    client.force_login(clerk)

    assertRedirects(client.get("/masuk/"), "/")


def test_a_link_to_sign_out_asks_first(client, clerk):
    client.force_login(clerk)

    response = client.get("/keluar/")

    assertTemplateUsed(response, "accounts/sign_out.html")
    assertTemplateUsed(client.get("/"), "jakpreneur/today.html")


def test_signing_out_ends_the_session_and_says_so(english, clerk):
    english.force_login(clerk)

    response = english.post("/keluar/", follow=True)

    assertRedirects(response, "/masuk/")
    assertContains(response, "You are signed out.")
    assertRedirects(english.get("/"), "/masuk/?next=/")


def test_signing_out_twice_leads_to_the_sign_in_page(client, db):
    assertRedirects(client.post("/keluar/"), "/masuk/")


def test_a_fragment_of_an_expired_session_takes_the_window_to_the_sign_in_page(client, db):
    response = client.get(
        "/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/usaha/?sektor=jasa#daftar"}
    )

    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/masuk/?next=/usaha/%3Fsektor%3Djasa"
    assert response.content == b""


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_day(client, db, role):
    client.force_login(make.user(role))

    assertTemplateUsed(client.get("/"), "jakpreneur/today.html")


def test_an_address_that_is_none_leads_to_the_first_page_after_signing_in(client):
    response = client.get("/", headers={"HX-Request": "true", "HX-Current-URL": "http://["})

    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/masuk/?next=/")
