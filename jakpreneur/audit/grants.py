"""What the web's role may do in the database, granted anew after each migrate."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections
from psycopg2.sql import SQL, Identifier, Literal

GRANTS = Path(__file__).resolve().parent.parent / "sql" / "grants.sql"


def declared(attribute: str) -> list[str]:
    """The tables that the apps declare under this name in their AppConfig."""
    return sorted(table for config in apps.get_app_configs() for table in getattr(config, attribute, ()))


def grant_to_the_web(*, using: str, **_signal) -> None:
    """Run grants.sql for the web's role; nothing to do where web and owner are one role."""
    if not settings.DATABASE_WEB_ROLE:
        return
    grants = SQL(GRANTS.read_text()).format(
        web=Identifier(settings.DATABASE_WEB_ROLE),
        web_name=Literal(settings.DATABASE_WEB_ROLE),
        read_only=Literal(declared("NOT_FOR_THE_WEB")),
        added_to=Literal(declared("ADDED_TO_BY_THE_WEB")),
        removable=Literal(declared("REMOVABLE_BY_THE_WEB")),
    )
    with connections[using].cursor() as cursor:
        cursor.execute(grants)
