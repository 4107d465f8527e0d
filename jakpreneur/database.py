"""Which PostgreSQL: the one that DATABASE_URL names, or one of our own under var/ when it is unset."""

import os
import secrets
import signal
import sys
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from urllib.parse import quote

from jakpreneur.cluster import Cluster

VAR = Path(__file__).resolve().parent.parent / "var"
NAME = "jakpreneur"
ROLES = {"web": "jakpreneur_web", "owner": "jakpreneur_owner"}


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def cluster() -> Cluster:
    """The embedded server: the demo's under var/, or the one that JAKPRENEUR_CLUSTER names (the tests' own)."""
    named = os.environ.get("JAKPRENEUR_CLUSTER")
    folder = Path(named) if named else VAR / "postgres"
    return Cluster(folder, database=NAME, owner=ROLES["owner"], web=ROLES["web"], passing=bool(named))


def running():
    """A context in which there is a database to connect to: the embedded one is started, any other is up to its keeper."""
    return cluster().running() if is_embedded() else nullcontext()


@contextmanager
def ended_by_signals():
    """TERM, HUP and INT end this block, so that what it started is stopped."""

    def end(number, _frame):
        sys.exit(128 + number)

    # Whoever started us with nohup had HUP ignored, and means it. A script that starts us with & has INT ignored, and does
    # not mean it.
    handlers = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: end}
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        handlers[signal.SIGHUP] = end
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def url(role: str) -> str:
    """The embedded server's URL for `web` or `owner`."""
    return f"postgresql://{ROLES[role]}@{quote(str(cluster().socket), safe='')}/{NAME}"


def demo_keys() -> dict[str, str]:
    """SECRET_KEY and IDENTITY_KEY of the embedded demo, made once and kept under var/ for its owner's eyes only."""
    file = VAR / "keys"
    if not file.exists():
        VAR.mkdir(exist_ok=True)
        making = VAR / f"keys.{os.getpid()}"
        with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(f"SECRET_KEY={secrets.token_urlsafe(64)}\nIDENTITY_KEY={secrets.token_hex(64)}\n")
        with suppress(FileExistsError):  # the first of two that start together wins
            os.link(making, file)
        making.unlink()
    return dict(line.split("=", 1) for line in file.read_text().splitlines())
