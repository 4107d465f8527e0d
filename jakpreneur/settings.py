"""Settings of the Jakpreneur registry. Whatever differs between places comes from the environment: README, "Settings".

Without DATABASE_URL the registry is a demo: it stands on a PostgreSQL of its own under var/, makes its own keys there
and speaks plain http. With DATABASE_URL every missing setting stops the start with a sentence.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from jakpreneur import database

BASE_DIR = Path(__file__).resolve().parent.parent

# What only the environment knows

EMBEDDED = not os.environ.get("DATABASE_URL")
DEBUG = os.environ.get("DEBUG") == "1"
HTTPS = os.environ.get("HTTPS", "0" if EMBEDDED or DEBUG else "1") == "1"


def _required(name: str, how: str, embedded: str) -> str:
    """The setting called `name`; in the embedded demo it may be missing, and is then `embedded`."""
    value = os.environ.get(name) or (embedded if EMBEDDED else "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment: {how}")
    return value


def _database(name: str, url: str) -> dict:
    """The connection that the setting called `name` describes."""
    try:
        described = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        described = {}
    if described.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            f"{name} is no address of a PostgreSQL database, such as postgresql://USER:PASSWORD@HOST:5432/NAME"
        )
    return described


DEMO_KEYS = database.demo_keys() if EMBEDDED else {}
SECRET_KEY = _required(
    "SECRET_KEY",
    "a long random word, from python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
    DEMO_KEYS.get("SECRET_KEY", ""),
)
IDENTITY_KEY = _required(
    "IDENTITY_KEY",
    "128 hexadecimal digits that seal NIKs, from python3 -c 'import secrets; print(secrets.token_hex(64))'. "
    "Keep a copy apart from the backups: without it no sealed NIK can be read again.",
    DEMO_KEYS.get("IDENTITY_KEY", ""),
)
ALLOWED_HOSTS = _required(
    "ALLOWED_HOSTS",
    "the names the registry is reached by, separated by commas, such as jakpreneur.example.go.id",
    "127.0.0.1,localhost,[::1]",
).split(",")

# The database. The web's role owns nothing, so that it cannot switch a trigger off; manage.py says which role a command
# needs.

DATABASE_ROLE = os.environ.get("DATABASE_ROLE", "web")  # web, worker or owner
DATABASE_URL = database.url("web") if EMBEDDED else os.environ["DATABASE_URL"]
DATABASE_OWNER_URL = database.url("owner") if EMBEDDED else os.environ.get("DATABASE_OWNER_URL") or DATABASE_URL
WEB, OWNER = _database("DATABASE_URL", DATABASE_URL), _database("DATABASE_OWNER_URL", DATABASE_OWNER_URL)
DATABASES = {"default": OWNER if DATABASE_ROLE == "owner" else WEB}
# How long one statement may take: a page must answer, a job may work, a migration and a load are never cut off.
STATEMENT_TIMEOUT = {"web": "20s", "worker": "15min", "owner": "0"}[DATABASE_ROLE]
LOCK_TIMEOUT = {"web": "5s", "worker": "30s", "owner": "0"}[DATABASE_ROLE]
IDLE_TIMEOUT = {"web": "30s", "worker": "5min", "owner": "0"}[DATABASE_ROLE]
# Rows are found in memory or on a solid-state disk, and a query never runs so long that compiling it would pay: a full
# recount takes 18 s with both, 60 s with the server's own defaults.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    f"-c statement_timeout={STATEMENT_TIMEOUT} -c lock_timeout={LOCK_TIMEOUT}"
    f" -c idle_in_transaction_session_timeout={IDLE_TIMEOUT} -c random_page_cost=1.1 -c jit=off"
)
# The role that each migrate grants its rights to; none where web and owner are one.
DATABASE_WEB_ROLE = "" if WEB["USER"] == OWNER["USER"] else WEB["USER"]

# The house

INSTALLED_APPS = [
    "jakpreneur.accounts.apps.OfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "jakpreneur",
    "jakpreneur.accounts",
    "jakpreneur.audit",
    "umkm",
    "pendampingan",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A table of 44 centres shrinks to an eighth. What BREACH would guess is masked (CSRF) or padded (by this middleware).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jakpreneur.doors.DoorMiddleware",
    "jakpreneur.working_day.WorkingDayMiddleware",
    "jakpreneur.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jakpreneur.urls"
WSGI_APPLICATION = "jakpreneur.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jakpreneur.context.frame",
            ],
        },
    },
]

FORM_RENDERER = "jakpreneur.fields.FormRenderer"
CSRF_FAILURE_VIEW = "jakpreneur.views.forged"
# What the foot of every page adds to "ask the person who keeps the accounts at your office": a phone, an address.
HELP_CONTACT = os.environ.get("HELP_CONTACT", "")

# Language and time

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# Static files: hashed names, served by the web process itself

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The service worker that stands in for a page without a network; 0 takes it off the phones that have it.
SERVICE_WORKER = os.environ.get("SERVICE_WORKER", "1") == "1"

# A paper list of 200 people goes back as a grid: of each person their line, their days, and who they are.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# What is too large is refused before it is kept anywhere.
FILE_UPLOAD_HANDLERS = [
    "jakpreneur.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# How often strangers look at public pages is counted in each process's memory (jakpreneur/rate_limit.py); as many
# addresses as look within a minute have room in it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}}

# Signing in. A session ends two hours after the last page and twelve after it began: a working day, lunch included.

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "today"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 2 * 60 * 60
SESSION_LENGTH = 12 * 60 * 60

# Ten wrong passwords for one name from one address close that door for a quarter of an hour. Nobody else is held up.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "jakpreneur.client_address.client_address"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_VERBOSE = False

# Security. In the embedded demo cookies are plain, because it speaks http to this machine only.

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
    ("__Host-" if HTTPS else "") + name for name in ("jakpreneur", "csrf", "language")
)
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The log tells where it failed, never what somebody typed.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {"()": "jakpreneur.log.DiscreetFormatter", "format": "{levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": True},  # every scanner's
    },
}
