"""Whoever takes over a web process has its role in the database, and that can rewrite neither ledger nor seals."""

from contextlib import contextmanager

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from jakpreneur.accounts.models import Role
from tests import make
from tests.sql import set_clock

#: Tables that only functions write, each with a trigger that guards it.
KEPT = {
    "pendampingan_ledger": "line_is_after_the_seals",
    "pendampingan_seal": "refuse_change",
    "pendampingan_tally": None,
}


@contextmanager
def as_the_web():
    """A cursor on a connection of its own, made as a web process makes its own: with the name and password of its role."""
    address = settings.DATABASES["default"]
    web = psycopg2.connect(
        dbname=connection.settings_dict["NAME"],
        user=settings.DATABASE_WEB_ROLE,
        password=settings.WEB["PASSWORD"],
        host=address["HOST"],
        port=address["PORT"] or None,
    )
    try:
        with web.cursor() as cursor:
            yield cursor
    finally:
        web.close()


def attempts() -> list[str]:
    on_tables = [
        statement.format(table)
        for table in KEPT
        for statement in (
            "INSERT INTO {0} SELECT * FROM {0}",
            "UPDATE {0} SET id = id" if table != "pendampingan_seal" else "UPDATE {0} SET lines = lines",
            "DELETE FROM {0}",
            "TRUNCATE {0}",
            "DROP TABLE {0}",
            "DROP TABLE {0} CASCADE",
            "ALTER TABLE {0} DISABLE TRIGGER ALL",
            "ALTER TABLE {0} DISABLE TRIGGER USER",
            "ALTER TABLE {0} RENAME TO other",
            "ALTER TABLE {0} OWNER TO CURRENT_USER",
            "CREATE RULE nothing AS ON INSERT TO {0} DO INSTEAD NOTHING",
        )
    ]
    on_triggers = [
        statement.format(table, trigger)
        for table, trigger in KEPT.items()
        if trigger
        for statement in ("ALTER TABLE {0} DISABLE TRIGGER {1}", "DROP TRIGGER {1} ON {0}")
    ]
    return [
        *on_tables,
        *on_triggers,
        "DROP FUNCTION seal_days()",
        "CREATE OR REPLACE FUNCTION seal_days() RETURNS integer LANGUAGE sql RETURN 0",
        "CREATE OR REPLACE VIEW seal_difference AS SELECT current_date AS day, '' AS what",
        "SELECT post_ledger(ARRAY[1::bigint], ARRAY['voided'])",
        "SELECT setval('pendampingan_ledger_id_seq', 1)",
        f"SET ROLE {settings.DATABASES['default']['USER']}",
        f"SET SESSION AUTHORIZATION {settings.DATABASES['default']['USER']}",
        "SET session_replication_role = 'replica'",
        "UPDATE audit_installation SET kind = 'demo'",
    ]


def test_it_is_the_web_that_connects_and_it_reads(committed_database):
    make.visit(make.business(), "2021-03-01", mentor=make.user(Role.MENTOR))

    with as_the_web() as web:
        web.execute("SELECT session_user, current_user, (SELECT count(*) FROM pendampingan_ledger)")
        assert web.fetchone() == (settings.DATABASE_WEB_ROLE, settings.DATABASE_WEB_ROLE, 2)


@pytest.mark.parametrize("statement", attempts())
@pytest.mark.django_db
def test_the_web_is_refused(statement):
    with as_the_web() as web, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        web.execute(statement)


def test_the_web_seals_what_is_over_by_the_function_alone(committed_database):
    set_clock("2021-03-01 09:00")
    make.business(on="2021-03-01")

    with as_the_web() as web:
        web.execute("SELECT set_config('jakpreneur.clock', '2021-03-03 09:00+07', false)")
        web.execute("SELECT seal_days()")
        web.execute("SELECT day, lines FROM pendampingan_seal ORDER BY day")
        assert web.fetchall() == [(make.day("2021-03-01"), 1), (make.day("2021-03-02"), 0)]
