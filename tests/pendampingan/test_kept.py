"""What is written stays written: the database refuses, whoever asks."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection

from tests import make
from tests.sql import owners_rights, rows
from umkm.models import Fact

pytestmark = pytest.mark.django_db

KEPT = ["pendampingan_ledger", "audit_change", "umkm_disclosure"]
FACTS = sorted(model._meta.db_table for model in Fact.__subclasses__())
# What functions alone write, each with one of its columns.
POSTED = {
    "pendampingan_ledger": "delta",
    "pendampingan_tally": "net",
    "umkm_progress": "furthest",
    "audit_change": "actor_id",
}


def as_its_owner(statement: str) -> None:
    with owners_rights() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_ledger_the_audit_and_who_looked_are_append_only_even_for_their_owner(table, statement):
    make.business()

    with pytest.raises(IntegrityError, match=f"on {table} is refused: rows here are kept for ever"):
        as_its_owner(statement.format(table))


@pytest.mark.parametrize("table", FACTS)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_no_fact_is_deleted_even_by_the_owner_of_its_table(table, statement):
    make.visit(make.business(), "2021-03-01")

    with pytest.raises(IntegrityError, match="is refused: rows here are kept for ever"):
        as_its_owner(statement.format(table))


@pytest.mark.parametrize("table", FACTS)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {}"])
def test_the_web_may_not_even_try(table, statement):
    with pytest.raises(ProgrammingError, match=f"permission denied for table {table}"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("table", POSTED)
@pytest.mark.parametrize("statement", ["INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET {} = NULL", "DELETE FROM {}"])
def test_the_web_writes_no_line_tally_progress_or_audit_row(table, statement):
    with pytest.raises(ProgrammingError, match=f"permission denied for table {table}"):
        rows(statement.format(table, POSTED[table]))


def test_a_facts_key_stays():
    visit = make.visit(make.business(), "2021-03-01")

    with pytest.raises(IntegrityError, match="UPDATE on pendampingan_mentoringvisit is refused"):
        rows("UPDATE pendampingan_mentoringvisit SET id = id + 1 WHERE id = %s", [visit.pk])


@pytest.mark.parametrize(
    ("function", "columns"),
    [
        (
            "tally_ledger()",
            "stage smallint, centre_id smallint, effective_on date, recorded_at timestamptz, delta smallint",
        ),
        ("audit_insert('id')", "id bigint"),
        ("post_inserted_visits()", "business_id bigint"),
    ],
)
def test_the_web_hangs_no_trigger_function_on_a_table_of_its_own(function, columns):
    rows(f"CREATE TEMPORARY TABLE forged ({columns})")

    with pytest.raises(ProgrammingError, match="permission denied for function"):
        rows(
            "CREATE TRIGGER forge AFTER INSERT ON forged REFERENCING NEW TABLE AS new_rows"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function}"
        )


def test_the_web_posts_nothing_by_itself():
    with pytest.raises(ProgrammingError, match="permission denied for function post_ledger"):
        rows("SELECT post_ledger(ARRAY[1]::bigint[], ARRAY['recorded'])")


def test_the_web_calls_no_function_with_the_owners_rights_but_the_fold_and_the_seals():
    callable_by_the_web = rows(
        "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        " AND has_function_privilege(current_user, oid, 'EXECUTE') ORDER BY 1"
    )

    assert callable_by_the_web == [("fold_tally",), ("seal_days",)]


def test_every_function_with_the_owners_rights_looks_where_it_should():
    unpinned = rows(
        "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        " AND NOT coalesce('search_path=public, pg_temp' = ANY (proconfig), false)"
    )

    assert unpinned == []
