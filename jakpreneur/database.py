"""Which PostgreSQL: the one that DATABASE_URL names, or one of our own under var/ when it is unset."""

import os
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlsplit

VAR = Path(__file__).resolve().parent.parent / "var"
CLUSTER = Path(os.environ.get("JAKPRENEUR_CLUSTER") or VAR / "postgres")
NAME = "jakpreneur"
ROLES = {"web": "jakpreneur_web", "owner": "jakpreneur_owner"}


def socket_folder(cluster: Path = CLUSTER) -> Path:
    """Where the embedded server listens: the same at each start, and short, since a socket's path has to be."""
    return Path(f"/tmp/jakpreneur-{os.getuid()}-{sha256(str(cluster).encode()).hexdigest()[:12]}")


def url(role: str) -> str:
    """The embedded server's URL for `web` or `owner`."""
    return f"postgresql://{ROLES[role]}@{quote(str(socket_folder()), safe='')}/{NAME}"


def other_role(url: str, *, than: str) -> str:
    """The role in `url`, or nothing where it is the one in `than`."""
    role = urlsplit(url).username or ""
    return "" if role == urlsplit(than).username else role


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
