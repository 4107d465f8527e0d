"""A monitor learns without signing in whether this process can serve."""

from unittest import mock

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.django_db
def test_a_migrated_database_that_answers_is_healthy(client):
    response = client.get("/healthz/")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_database_that_lacks_a_migration_is_not(client, as_owner):
    MigrationRecorder.Migration.objects.get(app="sessions", name="0001_initial").delete()

    response = client.get("/healthz/")

    assert (response.status_code, response.content) == (503, b"migrations missing\n")


@pytest.mark.django_db
def test_a_lost_database_is_not(client):
    with mock.patch.object(MigrationRecorder, "applied_migrations", side_effect=OperationalError("gone")):
        response = client.get("/healthz/")

    assert (response.status_code, response.content) == (503, b"database unreachable\n")


@pytest.mark.django_db
def test_the_monitor_is_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz/").status_code == 200
    assert client.get("/masuk/").status_code == 301
