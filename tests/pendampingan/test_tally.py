"""Tallies: only ever inserted, folded now and then, and always the sum of the ledger."""

import pytest

from tests import make
from tests.sql import rows

pytestmark = pytest.mark.usefixtures("recounted")


def tallies() -> tuple[int, int]:
    """The rows, and the businesses registered as they sum them up, as known now."""
    return rows(
        "SELECT count(*), sum(net) FILTER (WHERE stage = 1 AND basis = 'now' AND day IS NULL) FROM pendampingan_tally"
    )[0]


def test_folding_merges_rows_and_changes_no_sum(committed_database):
    for _ in range(5):
        make.business(on="2021-01-04")
    assert tallies() == (20, 5)

    saved = rows("SELECT fold_tally()")

    assert saved == [(16,)]
    assert tallies() == (4, 5)


def test_a_fold_beside_an_open_posting_leaves_its_rows_for_the_next(beside):
    make.business(on="2021-01-04")
    make.business(on="2021-01-04")

    outcome = beside(lambda: make.business(on="2021-01-04"), lambda: rows("SELECT fold_tally()"))

    assert outcome == (False, None)
    assert tallies() == (8, 3)


def test_a_fold_beside_another_does_not_wait_and_counts_nothing_twice(beside):
    for _ in range(5):
        make.business(on="2021-01-04")

    outcome = beside(lambda: rows("SELECT fold_tally()"), lambda: rows("SELECT fold_tally()"))

    assert outcome == (False, None)
    assert tallies() == (4, 5)
