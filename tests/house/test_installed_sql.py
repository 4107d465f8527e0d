"""What stands in the database is what the .sql files say."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.sql import owners_rights, rows
from umkm.models import Fact

HOUSE = Path(__file__).resolve().parents[2]
#: In the order in which migrations install them.
FILES = [
    HOUSE / path
    for path in (
        "jakpreneur/audit/sql/clock.sql",
        "jakpreneur/audit/sql/history.sql",
        "umkm/sql/numbers.sql",
        "umkm/sql/business.sql",
        "umkm/sql/people.sql",
        "umkm/sql/doubles.sql",
        "umkm/sql/listing.sql",
        "umkm/sql/person_listing.sql",
        "umkm/sql/disclosure.sql",
        "pendampingan/sql/implied.sql",
        "pendampingan/sql/strength.sql",
        "pendampingan/sql/ledger.sql",
        "pendampingan/sql/seal.sql",
        "pendampingan/sql/tally.sql",
        "pendampingan/sql/months.sql",
        "pendampingan/sql/facts.sql",
        "pendampingan/sql/certificate_numbers.sql",
        "pendampingan/sql/certificates.sql",
        "pendampingan/sql/check.sql",
        "pendampingan/sql/citations.sql",
        "pendampingan/sql/classes.sql",
        "pendampingan/sql/visits.sql",
        "pendampingan/sql/targets.sql",
        "pendampingan/sql/samples.sql",
        "pendampingan/sql/signals.sql",
    )
]


def test_every_file_that_migrations_install_is_named_above():
    apps = (HOUSE / "jakpreneur" / "audit", HOUSE / "umkm", HOUSE / "pendampingan")

    assert {path for app in apps for path in app.glob("sql/*.sql")} == set(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_newest_numbered_copy_equals_the_working_file(file):
    copies = sorted((file.parents[1] / "migrations" / "sql").glob(f"{'[0-9]' * 4}_{file.name}"))

    assert copies[-1].read_text() == file.read_text()


def definitions(schema: str) -> dict[str, set]:
    """Functions with who may call them, views, and triggers with what they call, as they stand in this schema."""
    rows(f"SET LOCAL search_path = {schema}, public")
    functions = rows(
        "SELECT regexp_replace(pg_get_functiondef(oid), '(public|newest)\\.', '', 'g'), proacl::text FROM pg_proc p"
        " WHERE pronamespace = %s::regnamespace AND NOT EXISTS"
        " (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')",
        [schema],
    )
    views = rows("SELECT viewname::text, definition FROM pg_views WHERE schemaname = %s", [schema])
    triggers = rows(
        "SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace"
    )
    check = rows("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'business_number_check_digit'")
    return {"functions": set(functions), "views": set(views), "triggers": set(triggers), "checks": set(check)}


@pytest.mark.django_db
def test_installed_sql_equals_the_newest_files():
    with owners_rights() as cursor:
        installed = definitions("public")
        cursor.execute("ALTER TABLE umkm_business DROP CONSTRAINT business_number_check_digit")
        for table, trigger in rows(
            "SELECT tgrelid::regclass::text, tgname::text FROM pg_trigger WHERE NOT tgisinternal"
        ):
            cursor.execute(f"DROP TRIGGER {trigger} ON {table}")

        cursor.execute("CREATE SCHEMA newest; SET LOCAL search_path = newest, public")
        for file in FILES:
            cursor.execute(file.read_text())
        for model in Fact.__subclasses__():
            cursor.execute("SELECT keep_history(%s)", [model._meta.db_table])

        assert definitions("newest") == installed


def test_migrations_run_backwards_to_nothing_and_forwards_again(committed_database, as_owner):
    before = definitions("public")

    call_command("migrate", "accounts", "zero", verbosity=0, interactive=False)
    left = definitions("public")
    call_command("migrate", verbosity=0, interactive=False)

    assert left == {"functions": set(), "views": set(), "triggers": set(), "checks": set()}
    assert definitions("public") == before
