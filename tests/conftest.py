"""The database of the tests.

A template is migrated once a run; each xdist worker tests in a clone of it, inside a transaction that is rolled back.
A test that has to commit asks for `committed_database`, a clone of its own: nothing is ever flushed, since facts refuse
TRUNCATE. Everything runs with the rights of the web's role, so that a missing grant shows; `as_owner` lays them off.
"""

import fcntl
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from threading import Event
from time import monotonic

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection, connections, transaction
from psycopg2.sql import SQL, Identifier

from jakpreneur import database
from jakpreneur.audit.models import Installation
from tests.sql import rows


def leave_out(what: str, why: str) -> None:
    """Leave this test out for want of something on this machine, unless JAKPRENEUR_DEMAND_<what> is set: then fail it."""
    if os.environ.get(f"JAKPRENEUR_DEMAND_{what}"):
        pytest.fail(why)
    pytest.skip(why)


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how many browser tests were left out, and how to get them."""
    skipped = terminalreporter.getreports("skipped")
    if left_out := [report for report in skipped if "needs Chromium" in str(report.longrepr)]:
        terminalreporter.write_line(f"{len(left_out)} browser tests left out: install chromium (apt install chromium)")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, tmp_path_factory):
    """One migrated template a run, and a clone of it for this worker."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    shared = tmp_path_factory.getbasetemp().parent if worker else tmp_path_factory.getbasetemp()
    with database.running():
        if database.is_embedded():
            shared = database.cluster().home
            sweep_away_what_killed_runs_left()
        # Blocked again at once: what a test wrote outside its transaction would stay for all after it.
        with django_db_blocker.unblock(), once(shared / "template") as first:
            if first:
                make_template()
        connection.settings_dict["OPTIONS"]["options"] += f" -c role={settings.DATABASE_WEB_ROLE}"
        with clone(f"{TEMPLATE}_{worker or 'main'}"):
            yield
        if not worker:
            drop(TEMPLATE)


@pytest.fixture
def committed_database(django_db_setup, django_db_blocker):
    """A database of its own for a test that commits; gone afterwards."""
    with django_db_blocker.unblock(), clone(f"{connection.settings_dict['NAME']}_{next(CLONES)}"):
        yield


@pytest.fixture
def second_connection(committed_database):
    """The connection of a second person at the same time, on the committed database."""
    second = connections.create_connection("default")
    yield second
    second.close()


@pytest.fixture
def at_once(committed_database):
    """Run callables at once, each on a thread and a connection of its own: their results, or the first failure."""

    def in_own_connection(call):
        try:
            return call()
        finally:
            connection.close()

    def run(*calls):
        with ThreadPoolExecutor(len(calls)) as threads:
            return [future.result(timeout=60) for future in [threads.submit(in_own_connection, call) for call in calls]]

    return run


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


@pytest.fixture
def as_owner(request):
    """The rest of this test runs with the rights of the tables' owner."""
    if "committed_database" not in request.fixturenames:
        request.getfixturevalue("db")
    with connection.cursor() as cursor:
        cursor.execute("set role none")
    yield
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute(SQL("set role {}").format(Identifier(settings.DATABASE_WEB_ROLE)))


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


TEMPLATE = f"test_{settings.DATABASES['default']['NAME']}"
CLONES = count(1)


def make_template() -> None:
    """The migrated database that all others are cloned from. Nobody stays connected to it."""
    drop(TEMPLATE)
    on_server(SQL("create database {}").format(Identifier(TEMPLATE)))
    connection.settings_dict["NAME"] = TEMPLATE
    call_command("migrate", verbosity=0, interactive=False)
    Installation.objects.create(kind=Installation.Kind.TEST)
    connection.close()


@contextmanager
def clone(name: str):
    """A fresh copy of the template, which every connection made inside leads to."""
    before = connection.settings_dict["NAME"]
    drop(name)
    on_server(SQL("create database {} template {}").format(Identifier(name), Identifier(TEMPLATE)))
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        drop(name)


def sweep_away_what_killed_runs_left() -> None:
    for users in database.VAR.glob("tests-*.users"):
        replace(database.cluster(), folder=users.with_suffix("")).sweep()


def drop(name: str) -> None:
    try:
        on_server(SQL("drop database if exists {} with (force)").format(Identifier(name)))
    except psycopg2.errors.InsufficientPrivilege:
        # The server's own vacuum is at work there: the owner may not end it, but it gives way to a plain drop.
        on_server(SQL("drop database if exists {}").format(Identifier(name)))


def on_server(statement) -> None:
    """Run one statement as the owner, outside any database of ours and any transaction."""
    address = settings.DATABASES["default"]
    server = psycopg2.connect(
        dbname="postgres",
        user=address["USER"],
        password=address["PASSWORD"],
        host=address["HOST"],
        port=address["PORT"] or None,
    )
    try:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(statement)
    finally:
        server.close()


@contextmanager
def once(marker):
    """True for the first of several processes that come here, while the others wait for it to be done."""
    with open(f"{marker}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not marker.exists()
        marker.touch()
