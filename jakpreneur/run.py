"""`make run`: prepare what is not ready yet, then serve until told to stop. python -m jakpreneur.run does the same."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from errno import ENOSPC
from hashlib import sha256
from http.client import HTTPConnection

import psycopg2

from jakpreneur import database
from jakpreneur.cluster import ClusterError
from jakpreneur.install import excuse
from jakpreneur.parent import LAUNCHER

FOLDER = database.VAR.parent
PORT = int(os.environ.get("PORT") or 8000)
ADDRESS = f"http://127.0.0.1:{PORT}"
COLLECTED = database.VAR / "static" / ".collected"
NEEDED_FOR_THE_DEMO = (
    3 * 2**30
)  # bytes: 1.4 GB of tables, and about as much of journal and sorting while they are loaded
GRACE = 20  # seconds that a child has for its last answers

WELCOME = f"""
Jakpreneur is at {ADDRESS}
As it was reported on 25 October 2021: {ADDRESS}/dasbor/?per=2021-10-25&diketahui=lalu

Sign in with the password jakpreneur-demo as
  staf                        city staff: the whole city
  pimpinan                    an official: dashboards
  petugas.tanah-abang         a centre's officer; any kecamatan, hyphens for spaces
  pendamping.tanah-abang.1    a centre's mentor, 1 to 8
  admin                       accounts and reference data

Ctrl-C stops it. The data stay in {database.VAR}; delete that folder to start anew.
"""


class CannotRun(Exception):
    """Why the registry does not start, and what to do."""


def main() -> None:
    try:
        with database.ended_by_signals():
            run()
    except KeyboardInterrupt:
        sys.exit(130)
    except (CannotRun, ClusterError) as reason:
        sys.exit(f"\n{reason}")
    except OSError as error:
        sys.exit(f"\n{excuse(error)}")


def run() -> None:
    wait_for_port()
    say("Starting PostgreSQL")
    with database.running():
        step("Applying migrations", "migrate", "--verbosity=0")
        if (wanted := static_files()) != (COLLECTED.read_text() if COLLECTED.exists() else ""):
            step("Collecting static files", "collectstatic", "--noinput", "--verbosity=0")
            COLLECTED.write_text(wanted)
        if database.is_embedded() and is_empty():
            require_room()
            step("Loading the demo city of 281,000 businesses; about two minutes, once", "demo")
        say("Starting server and worker")
        with (
            child(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{PORT}", "jakpreneur.wsgi") as server,
            child(sys.executable, "manage.py", "worker") as worker,
        ):
            wait_for_answer(server)
            print(WELCOME, flush=True)
            while server.poll() is None and worker.poll() is None:
                time.sleep(0.5)
            raise CannotRun("Server or worker ended by itself; the lines above say why. Start it again with make run.")


def wait_for_port() -> None:
    """The port, once a killed run's server has let go of it."""
    for attempt in range(8):
        time.sleep(0.5 if attempt else 0)
        with closing(socket.socket()) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind(("127.0.0.1", PORT))
                return
            except OSError:
                continue
    raise CannotRun(f"Port {PORT} is taken. Stop what uses it, or choose another: PORT={PORT + 1} make run")


def static_files() -> str:
    """What stands for the static files and the packages that bring some: it changes when one of them does."""
    files = [FOLDER / "requirements.txt", *sorted((FOLDER / "static").rglob("*"))]
    return sha256("".join(f"{file}{file.stat().st_mtime_ns}" for file in files).encode()).hexdigest()


def is_empty() -> bool:
    """Whether nobody can sign in yet. The demo is loaded in one transaction, so a killed load leaves this as it was."""
    with closing(psycopg2.connect(database.url("owner"))) as connection, connection.cursor() as cursor:
        cursor.execute("select not exists (select from accounts_user)")
        return cursor.fetchone()[0]


def require_room() -> None:
    free = shutil.disk_usage(database.VAR).free
    if free < NEEDED_FOR_THE_DEMO:
        raise CannotRun(
            f"The demo city needs {NEEDED_FOR_THE_DEMO / 2**30:.0f} GB of disk while it is loaded; {free / 2**30:.1f} GB are"
            f" free where {database.VAR} is. Make room, then make run again."
        )


def step(what: str, *command: str) -> None:
    """Run one command of manage.py to its end, and say how long it took."""
    say(what)
    began = time.monotonic()
    with child(sys.executable, "manage.py", *command) as process:
        failed = process.wait()
    if failed:
        if shutil.disk_usage(database.VAR).free < 50 * 2**20:
            raise OSError(ENOSPC, "full")
        raise CannotRun(f"{what}: that failed; the lines above say why. make run tries again from there.")
    print(f"  {time.monotonic() - began:.1f} s", flush=True)


@contextmanager
def child(*command: str):
    """A process that ends with this block, and with us: Ctrl-C reaches only us, and we stop it."""
    process = subprocess.Popen(
        command,
        cwd=FOLDER,
        stdin=subprocess.DEVNULL,
        env=os.environ | {LAUNCHER: str(os.getpid())},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_for_answer(server: subprocess.Popen) -> None:
    while server.poll() is None:
        with closing(HTTPConnection("127.0.0.1", PORT, timeout=5)) as monitor:
            try:
                monitor.request("GET", "/healthz/")
                monitor.getresponse()
                return
            except OSError:
                time.sleep(0.2)
    raise CannotRun("The server did not start; the lines above say why.")


def say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)


if __name__ == "__main__":
    main()
