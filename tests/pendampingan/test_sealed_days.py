"""A day that is over is sealed: a hash over its ledger lines and the seal before, and nothing is recorded on it any more."""

import csv
import json
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, InternalError, connection, transaction

from pendampingan.counts.recount import recount
from pendampingan.models import LedgerLine, Seal
from pendampingan.rules.seal import seal_days
from tests import make
from tests.sql import rows, set_clock

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = "2021-03-05 09:00"


@pytest.fixture
def three_days_of_lines(db):
    """Two lines on 1 March, none on the 2nd, one on the 3rd; it is the 5th. The last one is recorded late."""
    for moment, on in (
        ("2021-03-01 00:00", "2021-03-01"),
        ("2021-03-01 23:59:59.999999", "2021-03-01"),
        ("2021-03-03 12:00", "2021-02-01"),
    ):
        set_clock(moment)
        make.business(on=on)
    set_clock(NOW)


def chain() -> list[tuple[str, int, str]]:
    return [(seal.day.isoformat(), seal.lines, seal.sha256) for seal in Seal.objects.in_order()]


def days() -> list[str]:
    return [day for day, _lines, _seal in chain()]


def behind_its_back(table: str, statement: str, *parameters) -> None:
    """Run a statement with the triggers of the table off, as only its owner can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def text_of(line: LedgerLine) -> str:
    """A line as seal.sql says that it is hashed, written down a second time."""
    return json.dumps(
        [
            line.pk,
            line.business_id,
            line.centre_id,
            line.stage,
            line.effective_on.isoformat(),
            line.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            line.delta,
            line.evidence_kind,
            line.evidence_id,
            line.reason,
            line.actor_id,
            line.note,
        ]
    )


# The chain


def test_a_seal_is_the_hash_of_its_days_lines_and_of_the_seal_before(three_days_of_lines):
    seal_days()

    expected, seal = [], "0" * 64
    for day, found in (
        ("2021-03-01", slice(0, 2)),
        ("2021-03-02", slice(0)),
        ("2021-03-03", slice(2, 3)),
        ("2021-03-04", slice(0)),
    ):
        lines = [text_of(line) for line in LedgerLine.objects.order_by("id")[found]]
        seal = sha256("".join(f"{text}\n" for text in [f"{day} {seal}", *lines]).encode()).hexdigest()
        expected.append((day, len(lines), seal))
    assert chain() == expected


def test_the_chain_goes_on_where_it_ended(three_days_of_lines):
    seal_days()
    whole = chain()

    set_clock("2021-03-07 00:00")
    sealed = seal_days()

    assert (sealed, days()[-3:]) == (2, ["2021-03-04", "2021-03-05", "2021-03-06"])
    assert chain()[:4] == whole


def test_the_same_days_sealed_one_by_one_have_the_same_seals(three_days_of_lines):
    at_once = transaction.savepoint()
    seal_days()
    whole = chain()
    transaction.savepoint_rollback(at_once)

    for day in (2, 3, 4, 5):
        set_clock(f"2021-03-0{day} 00:00")
        seal_days()

    assert chain() == whole


def test_a_longer_past_than_is_sealed_at_once_is_sealed_whole(three_days_of_lines):
    set_clock("2026-03-01 09:00")

    sealed = seal_days()

    assert sealed == (make.day("2026-03-01") - make.day("2021-03-01")).days
    assert days()[-1] == "2026-02-28"


@pytest.mark.django_db
def test_where_nothing_was_recorded_nothing_is_sealed():
    assert (seal_days(), chain()) == (0, [])


def test_a_day_that_is_not_over_is_not_sealed(three_days_of_lines):
    set_clock("2021-03-03 23:59:59")

    seal_days()

    assert days() == ["2021-03-01", "2021-03-02"]


def test_a_second_time_seals_nothing_more(three_days_of_lines):
    seal_days()

    assert seal_days() == 0


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_sealing_refuses_a_fixed_snapshot(committed_database, level):
    with transaction.atomic():
        rows(f"SET TRANSACTION ISOLATION LEVEL {level}")
        with pytest.raises(InternalError, match="READ COMMITTED only"):
            seal_days()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "change", ["UPDATE pendampingan_seal SET lines = 7", "DELETE FROM pendampingan_seal", "TRUNCATE pendampingan_seal"]
)
def test_a_seal_is_kept_for_ever(three_days_of_lines, as_owner, change):
    seal_days()

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        rows(change)

    assert refused.value.__cause__.diag.constraint_name == "pendampingan_seal_is_kept"


# Nothing is recorded on a sealed day


def test_the_clock_set_back_records_on_the_day_after_the_last_seal(three_days_of_lines):
    seal_days()

    set_clock("2021-03-02 10:00")
    make.visit(make.business(on="2021-02-01"), "2021-03-01")

    recorded = set(LedgerLine.objects.order_by("-id").values_list("recorded_at", flat=True)[:2])
    assert recorded == {datetime(2021, 3, 5, tzinfo=JAKARTA)}
    assert recount().first == []


def test_whoever_posts_beside_the_sealing_with_the_clock_set_back_waits_and_comes_after_it(beside):
    set_clock("2021-03-01 09:00")
    make.business(on="2021-03-01")

    def seal():
        set_clock("2021-03-02 00:00:01")
        seal_days()

    def post():
        set_clock("2021-03-01 23:59:59")
        make.business(on="2021-03-01")

    outcome = beside(seal, post)

    assert outcome == (True, None)
    assert LedgerLine.objects.latest("id").recorded_at == datetime(2021, 3, 2, tzinfo=JAKARTA)
    assert recount().first == []


def test_a_day_on_which_somebody_still_posts_is_sealed_afterwards(committed_database, second_connection):
    set_clock("2021-03-02 00:00:01", second_connection)

    def sealed() -> int:
        with second_connection.cursor() as cursor:
            cursor.execute("SELECT seal_days()")
            return cursor.fetchone()[0]

    set_clock("2021-02-28 09:00")
    make.business(on="2021-02-28")
    set_clock("2021-03-01 23:59:59")
    with transaction.atomic():
        make.business(on="2021-03-01")
        during = sealed()

    assert (during, sealed()) == (1, 1)
    assert [(day, lines) for day, lines, _seal in chain()] == [("2021-02-28", 1), ("2021-03-01", 1)]


def test_two_who_seal_at_once_make_one_chain(at_once):
    set_clock("2021-01-01 09:00")
    make.business(on="2021-01-01")

    def seal() -> int:
        set_clock(NOW)
        return seal_days()

    sealed = at_once(seal, seal)

    assert sum(sealed) == len(days()) == (make.day("2021-03-05") - make.day("2021-01-01")).days
    assert recount().first == []


def test_who_seals_keeps_nobody_waiting_who_records_today(beside):
    set_clock("2021-03-01 09:00")
    make.business(on="2021-03-01")

    def seal():
        set_clock("2021-03-02 09:00")
        seal_days()

    def post():
        set_clock("2021-03-02 09:00")
        make.business(on="2021-03-01")

    assert beside(seal, post) == (False, None)


# check_ledger verifies the chain


def first_difference() -> str:
    """The first sentence of a check that finds something."""
    with pytest.raises(CommandError, match="differences from the facts"):
        call_command("check_ledger")
    return recount().first[0]


@pytest.fixture
def sealed(three_days_of_lines, as_owner):
    seal_days()


def test_a_chain_that_fits_is_said_with_its_last_day(sealed, capsys):
    call_command("check_ledger")

    assert capsys.readouterr().out.endswith(" The seals of 4 days to 2021-03-04 fit.\n")


def test_a_line_changed_afterwards_breaks_its_day(sealed):
    behind_its_back(
        "pendampingan_ledger", "UPDATE pendampingan_ledger SET actor_id = 7 WHERE effective_on = '2021-02-01'"
    )

    assert first_difference() == (
        "sealed days do not fit from 2021-03-03 on: its seal is not that of its lines and of the day before"
    )


def test_a_line_slipped_in_afterwards_breaks_its_day(sealed):
    behind_its_back(
        "pendampingan_ledger",
        "WITH first AS (SELECT * FROM pendampingan_ledger ORDER BY id LIMIT 1) INSERT INTO pendampingan_ledger"
        " (business_id, centre_id, stage, effective_on, recorded_at, delta, evidence_kind, evidence_id, reason)"
        " SELECT business_id, centre_id, stage, effective_on, timestamptz '2021-03-02 10:00+07', delta, evidence_kind, evidence_id, reason"
        " FROM first, generate_series(1, 2) UNION ALL"
        " SELECT business_id, centre_id, stage, effective_on, timestamptz '2021-03-02 10:00+07', -delta, evidence_kind, evidence_id, reason"
        " FROM first, generate_series(1, 2)",
    )

    assert first_difference() == "sealed days do not fit from 2021-03-02 on: 0 lines sealed, 4 in the ledger"


def test_lines_before_the_first_seal_are_days_that_miss_theirs(sealed):
    behind_its_back(
        "pendampingan_ledger",
        "UPDATE pendampingan_ledger SET recorded_at = '2021-02-28 10:00+07' WHERE effective_on = '2021-02-01'",
    )

    assert first_difference() == "sealed days do not fit from 2021-02-28 on: no seal over 1 lines"


def test_a_seal_taken_out_of_the_chain_is_missed(sealed):
    behind_its_back("pendampingan_seal", "DELETE FROM pendampingan_seal WHERE day = '2021-03-02'")

    assert first_difference() == "sealed days do not fit from 2021-03-02 on: no seal over 0 lines"


def test_a_seal_made_for_changed_lines_does_not_fit_the_next_day(sealed):
    behind_its_back(
        "pendampingan_ledger", "UPDATE pendampingan_ledger SET actor_id = 7 WHERE effective_on = '2021-03-01'"
    )
    behind_its_back(
        "pendampingan_seal",
        "UPDATE pendampingan_seal SET sha256 = seal_of(day, no_seal(), (SELECT string_agg(sealed_text(l), '' ORDER BY id)"
        " FROM pendampingan_ledger l WHERE effective_on = '2021-03-01')) WHERE day = '2021-03-01'",
    )

    assert first_difference() == (
        "sealed days do not fit from 2021-03-02 on: its seal is not that of its lines and of the day before"
    )


# manage.py ledger_seal


def exported() -> str:
    out = StringIO()
    call_command("ledger_seal", "--export", stdout=out)
    return out.getvalue()


def test_the_command_seals_and_says_how_far(three_days_of_lines, capsys):
    call_command("ledger_seal")

    assert capsys.readouterr().out == "4 days sealed now, 4 in all, from 2021-03-01 to 2021-03-04.\n"


@pytest.mark.django_db
def test_the_command_says_where_nothing_is_sealed(capsys):
    call_command("ledger_seal")

    assert capsys.readouterr().out == "0 days sealed now, 0 in all.\n"


def test_the_chain_is_exported_a_line_a_day(three_days_of_lines):
    heading, *links = csv.reader(exported().splitlines())

    assert heading == ["day", "lines", "sha256"]
    assert [(day, int(lines), seal) for day, lines, seal in links] == chain()


def test_a_file_holds_what_standard_output_has(three_days_of_lines, tmp_path):
    call_command("ledger_seal", "--export", str(tmp_path / "chain.csv"))

    assert (tmp_path / "chain.csv").read_text() == exported()


def test_a_place_where_nothing_can_be_written_is_said(three_days_of_lines, tmp_path):
    with pytest.raises(CommandError, match="was not written: No such file or directory"):
        call_command("ledger_seal", "--export", str(tmp_path / "nowhere" / "chain.csv"))


def test_a_chain_that_only_grew_has_all_that_was_kept(three_days_of_lines, tmp_path, capsys):
    call_command("ledger_seal", "--export", str(tmp_path / "kept.csv"))
    set_clock("2021-03-09 09:00")
    capsys.readouterr()

    call_command("ledger_seal", "--compare", str(tmp_path / "kept.csv"))

    assert capsys.readouterr().out.splitlines()[0] == f"The chain has all 4 days of {tmp_path / 'kept.csv'}."


def test_a_chain_made_anew_is_not_the_one_that_was_kept(sealed, tmp_path):
    """Whoever owns the tables can make a chain that fits itself; not the one that is kept elsewhere."""
    call_command("ledger_seal", "--export", str(tmp_path / "kept.csv"))
    behind_its_back(
        "pendampingan_ledger", "UPDATE pendampingan_ledger SET actor_id = 7 WHERE effective_on = '2021-02-01'"
    )
    behind_its_back("pendampingan_seal", "DELETE FROM pendampingan_seal")
    seal_days()

    with pytest.raises(CommandError, match="from 2021-03-03 on") as refused:
        call_command("ledger_seal", "--compare", str(tmp_path / "kept.csv"))

    assert (refused.value.returncode, recount().first) == (1, [])


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"day,lines\n", b"\xff\xfe", b"hari,baris,segel\n"])
def test_another_file_is_no_chain(tmp_path, content):
    (tmp_path / "kept.csv").write_bytes(content)

    with pytest.raises(CommandError, match="is not a chain") as refused:
        call_command("ledger_seal", "--compare", str(tmp_path / "kept.csv"))

    assert refused.value.returncode == 2
