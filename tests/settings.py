"""Settings of the tests: the product's own, over plain http, with worthless keys and a quick password hasher."""

import os
from pathlib import Path

# An embedded cluster for this run alone; xdist's workers inherit the name.
os.environ.setdefault(
    "JAKPRENEUR_CLUSTER", str(Path(__file__).resolve().parent.parent / "var" / f"tests-{os.getpid()}")
)
# xdist's workers, too, must see the members of a set in one order: they collect apart and compare.
os.environ.setdefault("PYTHONHASHSEED", "0")
os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("IDENTITY_KEY", "00112233445566778899aabbccddeeff" * 4)
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1")
os.environ["HTTPS"] = "0"
os.environ["DATABASE_ROLE"] = "owner"

from jakpreneur.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

STATIC_ROOT = None  # nothing is collected; the browser tests find files where they lie

# Tests are made and migrated by the owner and then run with this role's rights, so that a missing grant shows.
DATABASE_WEB_ROLE = DATABASE_WEB_ROLE or "jakpreneur_web"
