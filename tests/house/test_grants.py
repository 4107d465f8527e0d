"""The web's role owns nothing and may do no more than grants.sql says."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection

from jakpreneur.audit.grants import declared

pytestmark = pytest.mark.django_db


def names(query: str, *parameters) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return {name for (name,) in cursor.fetchall()}


def test_the_tests_run_with_the_rights_of_the_web():
    assert names("select current_user::text") == {settings.DATABASE_WEB_ROLE}


def test_the_web_owns_nothing():
    owned = names(
        "select oid::regclass::text from pg_class where relowner = %s::regrole"
        " union all select oid::regprocedure::text from pg_proc where proowner = %s::regrole"
        " union all select nspname from pg_namespace where nspowner = %s::regrole"
        " union all select datname from pg_database where datdba = %s::regrole",
        *[settings.DATABASE_WEB_ROLE] * 4,
    )

    assert owned == set()


def tables_with(privilege: str) -> set[str]:
    """The tables and views where the web's role has this privilege."""
    return names(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')"
        " and has_table_privilege(%s, oid, %s)",
        settings.DATABASE_WEB_ROLE,
        privilege,
    )


def test_the_web_deletes_only_where_no_fact_stands():
    assert tables_with("DELETE") == set(declared("REMOVABLE_BY_THE_WEB"))


def test_the_web_writes_no_table_that_only_functions_write():
    assert tables_with("INSERT, UPDATE").isdisjoint(declared("NOT_FOR_THE_WEB"))


def test_the_web_changes_no_row_that_is_written_once():
    assert tables_with("UPDATE").isdisjoint(declared("ADDED_TO_BY_THE_WEB"))


def test_the_web_truncates_references_and_triggers_nothing():
    assert tables_with("TRUNCATE, REFERENCES, TRIGGER") == set()


@pytest.mark.parametrize(
    "statement",
    [
        "drop table accounts_user",
        "truncate accounts_user",
        "alter table accounts_user add column anything text",
        "alter table accounts_user disable trigger user",
        "alter table accounts_user drop constraint user_role_is_known",
        "create table anything (id bigint)",
        "delete from accounts_user",
        "set session_replication_role = 'replica'",
    ],
)
def test_the_database_refuses_the_web(statement):
    with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_owner_is_not_refused(as_owner):
    with connection.cursor() as cursor:
        cursor.execute("alter table accounts_user disable trigger user")


@pytest.mark.parametrize("attribute", ["NOT_FOR_THE_WEB", "ADDED_TO_BY_THE_WEB", "REMOVABLE_BY_THE_WEB"])
def test_every_table_named_to_the_grants_exists(attribute):
    assert set(declared(attribute)) <= set(connection.introspection.table_names())
