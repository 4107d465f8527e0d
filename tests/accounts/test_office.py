"""Django's admin: accounts for the role admin, and nobody else inside."""

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from jakpreneur.accounts.models import Role, User
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(make.user(Role.ADMIN, username="admin"))
    return client


@pytest.mark.parametrize("role", set(Role) - {Role.ADMIN})
def test_no_other_role_enters(client, role):
    client.force_login(make.user(role))

    assert client.get("/admin/").status_code == 403
    assert client.get("/admin/accounts/user/").status_code == 403


def test_it_has_no_door_of_its_own(client):
    assertRedirects(client.get("/admin/"), "/masuk/?next=/admin/")
    assertRedirects(client.get("/admin/login/?next=/admin/"), "/masuk/?next=/admin/", fetch_redirect_response=False)


def test_a_new_account_has_its_role_and_its_password(office, client):
    response = office.post(
        "/admin/accounts/user/add/",
        {
            "username": "petugas.gambir",
            "role": Role.OFFICER,
            "first_name": "Siti",
            "password1": "kebun-anggrek-12",
            "password2": "kebun-anggrek-12",
        },
    )
    made = User.objects.get(username="petugas.gambir")

    assertRedirects(response, f"/admin/accounts/user/{made.pk}/change/")
    assert (made.role, made.is_staff, made.check_password("kebun-anggrek-12")) == (Role.OFFICER, False, True)


def test_the_role_alone_decides_who_enters(office):
    promoted = make.user(Role.STAFF)

    office.post(
        f"/admin/accounts/user/{promoted.pk}/change/",
        {"username": promoted.username, "role": Role.ADMIN, "is_active": "on"},
    )
    promoted = User.objects.get(pk=promoted.pk)

    assert (promoted.is_staff, promoted.is_superuser, promoted.has_perm("accounts.add_user")) == (True, True, True)


def test_an_account_is_closed_but_never_deleted(office):
    leaving = make.user(Role.MENTOR)

    deletion = office.post(f"/admin/accounts/user/{leaving.pk}/delete/", {"post": "yes"})
    office.post(
        f"/admin/accounts/user/{leaving.pk}/change/",
        {"username": leaving.username, "role": leaving.role},
    )

    assert deletion.status_code == 403
    assert User.objects.get(pk=leaving.pk).is_active is False


def test_the_day_of_the_role_admin_counts_the_open_accounts_and_opens_them(office):
    closed = make.user(Role.MENTOR)
    closed.is_active = False
    closed.save()
    make.user(Role.STAFF)

    response = office.get("/")

    assertContains(
        response, '<a href="/admin/accounts/user/?is_active__exact=1" data-count="2">2</a>', count=1, html=True
    )
    assert office.get("/admin/accounts/user/?is_active__exact=1").context["cl"].result_count == 2
