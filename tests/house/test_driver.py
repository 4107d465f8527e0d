"""psycopg2 is the driver: where psycopg 3 can be imported, Django silently takes that."""

from importlib.util import find_spec

from django.db import connection


def test_psycopg_3_is_not_importable():
    assert find_spec("psycopg") is None


def test_django_speaks_through_psycopg2():
    assert connection.Database.__name__ == "psycopg2"
