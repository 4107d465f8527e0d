"""The worker does what the apps declare, again and again, whatever goes wrong."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from jakpreneur.management.commands import worker
from jakpreneur.periodic import Job, all_jobs

HOUSE = Path(__file__).resolve().parents[2]


def test_tallies_are_folded_every_minute_days_sealed_soon_after_midnight_and_old_drafts_and_receipts_removed_every_hour():
    assert [(job.name, job.every) for job in all_jobs()] == [
        ("drop_old_drafts", 3600),
        ("fold_tally", 60),
        ("seal_days", 600),
        ("drop_old_receipts", 3600),
    ]


@pytest.mark.django_db
def test_every_job_runs_with_the_rights_of_the_web():
    for job in all_jobs():
        job.run()


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", [OperationalError("gone"), ValueError("a bad row")])
def test_a_job_that_fails_is_tried_again_and_holds_up_no_other(trouble, monkeypatch, caplog):
    monkeypatch.setattr(connection, "close", lambda: None)
    stopping, ran = threading.Event(), []

    def failing():
        ran.append("failing")
        if ran.count("failing") == 3:
            stopping.set()
        raise trouble

    jobs = [Job("failing", every=0, run=failing), Job("other", every=0, run=lambda: ran.append("other"))]
    worker.work(jobs, stopping)

    assert ran == ["failing", "other"] * 3
    assert {record.message for record in caplog.records if "failing" in record.message} != set()


@pytest.mark.django_db
def test_a_job_is_not_run_before_it_is_due():
    stopping, ran = threading.Event(), []
    threading.Timer(0.3, stopping.set).start()

    worker.work([Job("hourly", every=3600, run=lambda: ran.append(1))], stopping)

    assert ran == [1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_at_once_when_told_to(number, committed_database):
    name = connection.settings_dict["NAME"]
    process = subprocess.Popen(
        [sys.executable, "-c", AS_IN_THE_TESTS.format(name=name)], cwd=HOUSE, stderr=subprocess.PIPE, env=os.environ
    )
    try:
        while len(query(f"select from pg_stat_activity where datname = '{name}' and usename is not null")) < 2:
            assert process.poll() is None, process.stderr.read().decode()
            time.sleep(0.05)

        process.send_signal(number)

        assert (process.wait(timeout=5), process.stderr.read()) == (0, b"")
    finally:
        process.kill()


def query(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


AS_IN_THE_TESTS = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django; django.setup()
from django.core.management import call_command
from django.db import connection
connection.settings_dict["NAME"] = {name!r}
call_command("worker")
"""
