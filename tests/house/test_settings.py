"""A missing setting stops the start with a sentence that says what to set; the embedded demo makes its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
REAL = {
    "DATABASE_URL": "postgresql://web:secret@127.0.0.1:1/registry",
    "DATABASE_OWNER_URL": "postgresql://owner:secret@127.0.0.1:1/registry",
    "SECRET_KEY": "j" * 20 + "0123456789" * 4,
    "IDENTITY_KEY": "0f" * 64,
    "ALLOWED_HOSTS": "jakpreneur.example.go.id",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """manage.py with these settings and no others."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=HOUSE, env=kept | environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("SECRET_KEY", "SECRET_KEY is not set. Set it in the environment: a long random word, from python3 -c"),
        ("IDENTITY_KEY", "IDENTITY_KEY is not set. Set it in the environment: 128 hexadecimal digits that seal NIKs"),
        ("ALLOWED_HOSTS", "ALLOWED_HOSTS is not set. Set it in the environment: the names the registry is reached by"),
    ],
)
def test_a_missing_setting_stops_the_start_with_a_sentence(missing, sentence):
    answer = manage("check", **{name: value for name, value in REAL.items() if name != missing})

    assert answer.returncode == 1
    assert answer.stderr.startswith(sentence)
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "url", ["jakpreneur", "mysql://web@127.0.0.1/registry", "postgresql://web@127.0.0.1:port/registry"]
)
@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_a_url_that_names_no_postgresql_stops_the_start_with_a_sentence(name, url):
    answer = manage("check", **REAL | {name: url})

    assert answer.returncode == 1
    assert (
        answer.stderr
        == f"{name} is no address of a PostgreSQL database, such as postgresql://USER:PASSWORD@HOST:5432/NAME\n"
    )


def test_a_whole_set_of_settings_is_fit_for_deployment():
    answer = manage("check", "--deploy", "--fail-level=WARNING", **REAL)

    assert (answer.returncode, answer.stdout, answer.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


def test_deploying_with_one_role_for_web_and_owner_is_warned_of():
    answer = manage("check", "--deploy", **REAL | {"DATABASE_OWNER_URL": ""})

    assert "jakpreneur.W001" in answer.stderr


def test_cookies_are_bound_to_this_host_and_to_https():
    answer = manage("shell", "--no-imports", "-c", ASKED, **REAL)

    assert answer.stdout.split() == ["__Host-jakpreneur", "__Host-csrf", "__Host-language", "True", "True", "True"]


def test_the_embedded_demo_speaks_plain_http_with_keys_of_its_own():
    answer = manage("diffsettings", "--output=unified")

    assert answer.returncode == 0
    assert "+ SESSION_COOKIE_NAME = 'jakpreneur'" in answer.stdout
    assert "+ ALLOWED_HOSTS = ['127.0.0.1', 'localhost', '[::1]']" in answer.stdout


@pytest.mark.parametrize(
    "arguments", [("help",), ("--help",), ("migrate", "--help"), ("makemessages", "--help"), ("check",)]
)
def test_what_reads_no_database_starts_none(arguments, tmp_path):
    cluster = tmp_path / "cluster"

    answer = manage(*arguments, JAKPRENEUR_CLUSTER=str(cluster))

    assert answer.returncode == 0
    assert not cluster.exists()


ASKED = """
from django.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE)
"""
