"""The log tells where something failed, never what somebody typed."""

import logging
import sys

import pytest
from django.db import DatabaseError, connection

from jakpreneur.log import DiscreetFormatter


def written(error: Exception) -> str:
    try:
        raise error
    except Exception:
        record = logging.LogRecord("jakpreneur", logging.ERROR, __file__, 1, "it failed", (), sys.exc_info())
    return DiscreetFormatter("{message}", style="{").format(record)


def test_a_failure_is_told_without_its_message():
    log = written(ValueError("invalid NIK: 3184010101900001"))

    assert log.startswith("it failed\n  File ")
    assert log.endswith("ValueError")
    assert "3184010101900001" not in log


@pytest.mark.django_db
def test_a_refused_row_is_told_by_its_constraint_alone():
    with pytest.raises(DatabaseError) as refused, connection.cursor() as cursor:
        cursor.execute("select 'Siti Rahayu'::bigint")

    log = written(refused.value)

    assert "Siti" not in log.replace("select 'Siti Rahayu'::bigint", "")
    assert "psycopg2.errors.InvalidTextRepresentation (22P02)" in log


def test_a_chain_of_failures_is_told_in_order():
    try:
        try:
            raise KeyError("first")
        except KeyError as first:
            raise ValueError("second") from first
    except ValueError as error:
        log = written(error)

    assert log.index("KeyError") < log.index("which led to") < log.index("ValueError")
