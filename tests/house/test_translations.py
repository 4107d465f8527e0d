"""Every string that a reader meets is there in Indonesian, and the compiled catalogue is what was translated."""

import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import leave_out

HOUSE = Path(__file__).resolve().parents[2]
INDONESIAN = HOUSE / "locale" / "id" / "LC_MESSAGES"
WITH_STRINGS = ("jakpreneur", "umkm", "pendampingan", "templates", "static", "locale", "manage.py")


@pytest.fixture(autouse=True)
def needs_gettext():
    if not shutil.which("msgfmt"):
        leave_out("GETTEXT", "needs gettext: apt install gettext")


def run(*command: str, cwd: Path = HOUSE) -> str:
    settings = {"DJANGO_SETTINGS_MODULE": "jakpreneur.settings"}
    done = subprocess.run(command, cwd=cwd, env=os.environ | settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_compiled_catalogue_is_what_was_translated(tmp_path):
    run("msgfmt", "--check", "-o", str(tmp_path / "fresh.mo"), str(INDONESIAN / "django.po"))

    assert catalogue(tmp_path / "fresh.mo") == catalogue(INDONESIAN / "django.mo")


def test_no_string_is_missing_or_fuzzy(tmp_path):
    for part in WITH_STRINGS:
        copy = shutil.copytree if (HOUSE / part).is_dir() else shutil.copy
        copy(HOUSE / part, tmp_path / part)
    run(sys.executable, "manage.py", "makemessages", "--locale=id", "--keep-pot", "--verbosity=0", cwd=tmp_path)
    used, merged = str(tmp_path / "locale" / "django.pot"), str(tmp_path / "merged.po")

    run("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", merged, str(INDONESIAN / "django.po"), used)

    assert entries(run("msgattrib", "--no-obsolete", "--untranslated", merged)) == []
    assert entries(run("msgattrib", "--no-obsolete", "--only-fuzzy", merged)) == []


def entries(catalogue: str) -> list[str]:
    """The entries of a .po text, without its head."""
    return [entry for entry in catalogue.strip().split("\n\n") if entry and "Project-Id-Version" not in entry]


def catalogue(compiled: Path) -> dict:
    """The translations in a .mo file, without its head."""
    with compiled.open("rb") as file:
        translated = gettext.GNUTranslations(file)._catalog
    return {source: text for source, text in translated.items() if source}
