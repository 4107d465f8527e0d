"""Make .venv and install into it what a requirements file pins; nothing to do when that was done before.

    python3 -m jakpreneur.install [requirements.txt]

Runs on the machine's own Python, before anything is installed. A half-made .venv is mended or made anew.
"""

import fcntl
import subprocess
import sys
from errno import EACCES, ENOSPC, EPERM
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
VENV = FOLDER / ".venv"
PYTHON = VENV / "bin" / "python"


def main(requirements="requirements.txt"):
    if sys.version_info < (3, 11):
        sys.exit(
            "Jakpreneur needs Python 3.11 or newer, this is %d.%d. Name one: make run PYTHON=python3.12"
            % sys.version_info[:2]
        )
    (FOLDER / "var").mkdir(exist_ok=True)
    with open(FOLDER / "var" / "install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # make run and make test may start together
        done = VENV / ("installed-" + requirements)
        wanted = sha256(
            b"".join((FOLDER / name).read_bytes() for name in (requirements, "requirements.txt"))
        ).hexdigest()
        if done.exists() and done.read_text() == wanted:
            return
        installing = VENV / "installing"
        if installing.exists() or not works():
            print("Making .venv", flush=True)
            if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
                sys.exit(
                    "This Python cannot make a .venv. On Debian and Ubuntu: apt install python3-venv. Then the same again."
                )
        print("Installing what " + requirements + " names", flush=True)
        installing.touch()  # a killed pip leaves packages that it takes for whole ones the next time
        pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "-r", requirements]
        failed = subprocess.call(pip, cwd=str(FOLDER), stdin=subprocess.DEVNULL)
        installing.unlink()
        if failed:
            sys.exit("That could not be installed; the lines above say why. It needs the network and 500 MB of disk.")
        done.write_text(wanted)


def works():
    """Whether .venv has a Python of its own with a pip."""
    pip = [str(PYTHON), "-m", "pip", "--version"]
    return PYTHON.exists() and subprocess.run(pip, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def excuse(error):
    """What to do when the disk refuses something."""
    if error.errno == ENOSPC:
        return "The disk is full. Make room (3 GB for the demo city), then the same again."
    if error.errno in (EACCES, EPERM):
        return (
            "%s belongs to another user. Was this run with sudo before? Give the folder back to yourself."
            % error.filename
        )
    return str(error)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except OSError as error:
        sys.exit(excuse(error))
