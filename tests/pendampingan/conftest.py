"""Two people at one moment, in an order that the test decides."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic

import pytest
from django.db import Error, connection, transaction

from pendampingan.counts.recount import recount
from tests.sql import rows


@pytest.fixture
def recounted(committed_database):
    """However it went, ledger, tally and Progress are what the facts say."""
    yield
    assert recount().first == []


@pytest.fixture
def beside(committed_database):
    """Run `first` and leave its transaction open; begin `second` on a connection of its own; once that is done or waits
    for the first, commit. Says whether it waited, and how it ended: None, or the name of the constraint it met."""

    def run(first, second) -> tuple[bool, str | None]:
        def in_own_connection():
            try:
                second()
            except Error as error:
                return error.__cause__.diag.constraint_name or type(error.__cause__).__name__
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as thread:
            with transaction.atomic():
                first()
                running = thread.submit(in_own_connection)
                until(lambda: running.done() or somebody_waits_for_me())
                waited = not running.done()
            return waited, running.result(timeout=20)

    return run


def until(holds, seconds: float = 20) -> None:
    """Look again and again until it holds; fail when it never does."""
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, "it never came to that"
        Event().wait(0.01)


def somebody_waits_for_me() -> bool:
    return rows(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
    )[0][0]
