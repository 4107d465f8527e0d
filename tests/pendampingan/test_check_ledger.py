"""manage.py check_ledger finds what was changed behind the ledger's back."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests import make

pytestmark = pytest.mark.django_db


def behind_its_back(table: str, statement: str, *parameters) -> None:
    """Run a statement with the triggers of the table off, as only its owner can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_one_line_says_what_was_checked(capsys):
    make.visit(make.business(), "2021-03-01")

    call_command("check_ledger")

    said = capsys.readouterr().out
    assert said.startswith("Ledger, tally and progress are what the facts say: checked 2 lines of 1 businesses in ")
    assert said.count("\n") == 1


def test_a_fact_changed_without_triggers_is_found_and_its_business_named(as_owner, capsys):
    business, other = make.business(on="2021-01-04"), make.business(on="2021-01-04")
    behind_its_back("umkm_business", "UPDATE umkm_business SET registered_on = '2021-01-05' WHERE id = %s", business.pk)

    with pytest.raises(CommandError, match=r"^3 differences .*; checked 2 lines of 2") as refused:
        call_command("check_ledger")

    said = capsys.readouterr().out
    gambir = business.kelurahan.centre_id
    assert refused.value.returncode == 1
    assert said.splitlines() == [
        f"{business.number}: progress is not what the facts say",
        f"{business.number}: stage 1, centre {gambir}, effective 2021-01-04, by business {business.pk}: "
        "0 by the facts, 1 in the ledger",
        f"{business.number}: stage 1, centre {gambir}, effective 2021-01-05, by business {business.pk}: "
        "1 by the facts, 0 in the ledger",
    ]
    assert other.number not in said


def test_a_tampered_tally_is_found(as_owner, capsys):
    gambir = make.business(on="2021-01-04").kelurahan.centre_id
    behind_its_back(
        "pendampingan_tally", "UPDATE pendampingan_tally SET net = net + 1 WHERE basis = 'now' AND day IS NOT NULL"
    )

    with pytest.raises(CommandError, match=r"^1 differences"):
        call_command("check_ledger")

    assert capsys.readouterr().out == (
        f"tally of stage 1, centre {gambir}, basis now, day 2021-01-04: 1 in the ledger, 2 tallied\n"
    )


def test_a_tampered_progress_is_found_and_its_business_named(as_owner, capsys):
    business = make.business()
    behind_its_back("umkm_progress", "UPDATE umkm_progress SET furthest = 3")

    with pytest.raises(CommandError, match=r"^1 differences"):
        call_command("check_ledger")

    assert capsys.readouterr().out == f"{business.number}: progress is not what the facts say\n"


@pytest.mark.parametrize(
    "column", ["trained_proven_on", "trained_verified_on", "mentored_proven_on", "mentored_verified_on"]
)
def test_tampered_evidence_is_found(as_owner, column):
    make.business()
    behind_its_back("umkm_progress", f"UPDATE umkm_progress SET {column} = '2021-02-01'")

    with pytest.raises(CommandError, match=r"^1 differences"):
        call_command("check_ledger")


def test_no_more_than_twenty_differences_are_printed(as_owner, capsys):
    for _ in range(21):
        make.business(on="2021-01-04")
    behind_its_back("umkm_progress", "UPDATE umkm_progress SET furthest = 3")

    with pytest.raises(CommandError, match=r"^21 differences"):
        call_command("check_ledger")

    assert capsys.readouterr().out.count("\n") == 20
