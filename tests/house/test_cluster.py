"""The embedded PostgreSQL starts once, stops with its last user, and gets over whatever a kill has left."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from jakpreneur.cluster import Cluster, ClusterError

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def cluster():
    """A cluster in a folder with a space in its name. Each test leaves it stopped and whole."""
    folder = HOUSE / "var" / f"tests of the cluster {os.getpid()}" / "postgres"
    cluster = Cluster(folder, database="registry", owner="the_owner", web="the_web")
    yield cluster
    replace(cluster, passing=True).sweep()
    shutil.rmtree(folder.parent)


def connected(cluster: Cluster, role: str):
    return closing(psycopg2.connect(host=str(cluster.socket), user=role, dbname="registry"))


def answers(cluster: Cluster) -> bool:
    try:
        with connected(cluster, "the_owner"):
            return True
    except psycopg2.OperationalError:
        return False


def left_behind(cluster: Cluster, deed: str) -> None:
    """Let another process use the cluster, do this deed, and be killed in the middle."""
    script = f"""
import os, shutil, signal
from pathlib import Path, PosixPath
from jakpreneur.cluster import Cluster
cluster = {cluster!r}
with cluster.running():
    {deed}
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", script], cwd=HOUSE).returncode == -signal.SIGKILL


def test_it_is_there_inside_the_block_and_gone_after_it(cluster):
    with cluster.running():
        assert answers(cluster)

    assert not answers(cluster)


def test_the_last_one_to_leave_stops_it(cluster):
    with cluster.running():
        with cluster.running():
            pass

        assert answers(cluster)


def test_what_was_written_is_still_there_at_the_next_start(cluster):
    with cluster.running(), connected(cluster, "the_owner") as owner:
        owner.cursor().execute("create table kept (id bigint)")
        owner.commit()

    with cluster.running(), connected(cluster, "the_owner") as owner:
        owner.cursor().execute("select from kept")


def test_the_web_owns_nothing_and_makes_no_database(cluster):
    with cluster.running(), connected(cluster, "the_web") as web:
        web.autocommit = True

        for statement in ("create table mine (id bigint)", "create database mine", "create role mine"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                web.cursor().execute(statement)


def test_a_server_whose_user_was_killed_is_taken_over_and_stopped(cluster):
    left_behind(cluster, "pass")
    assert answers(cluster)

    with cluster.running():
        assert answers(cluster)

    assert not answers(cluster)


def test_a_killed_server_is_repaired(cluster):
    left_behind(cluster, "os.kill(cluster._process(), signal.SIGKILL)")

    with cluster.running():
        assert answers(cluster)


@pytest.mark.parametrize("written", ["", "12", f"{os.getpid()}\n/elsewhere\n"], ids=["empty", "cut off", "another's"])
def test_a_pid_file_that_is_cut_off_or_names_another_process_does_not_keep_it_from_starting(cluster, written):
    with cluster.running():
        pass
    (cluster.home / "data" / "postmaster.pid").write_text(written)

    with cluster.running():
        assert answers(cluster)


def test_deleted_data_are_made_anew_though_their_server_still_runs(cluster):
    left_behind(cluster, "shutil.rmtree(cluster.home)")

    with cluster.running():
        assert answers(cluster)


def test_a_half_made_cluster_is_made_anew(cluster):
    with cluster.running():
        pass
    (cluster.home / "data").rename(cluster.home / "making")

    with cluster.running():
        assert answers(cluster)


def test_a_start_that_fails_says_where(cluster):
    with cluster.running():
        pass
    settings = cluster.home / "data" / "postgresql.auto.conf"
    settings.write_text("shared_buffers = 'much'\n")

    with pytest.raises(ClusterError) as failed, cluster.running():
        pass
    settings.write_text("")

    assert "could not be started:" in str(failed.value)
    assert 'invalid value for parameter "shared_buffers"' in str(failed.value)
