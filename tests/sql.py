"""SQL in a test: with the rights of the web's role, unless it says that it needs the owner's."""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from psycopg2.sql import SQL, Identifier


def rows(statement: str, parameters=None) -> list[tuple]:
    """What the statement gives back; nothing where it gives nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def owners_rights():
    """A cursor with the owner's rights; afterwards the connection has the web's again, also when it is refused."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        yield cursor
        cursor.execute(SQL("SET ROLE {}").format(Identifier(settings.DATABASE_WEB_ROLE)))


def set_clock(moment: str, of=connection) -> None:
    """The registry's clock stands at this moment in Jakarta until the session ends, or the transaction is rolled back."""
    with of.cursor() as cursor:
        cursor.execute("SELECT set_config('jakpreneur.clock', %s, false)", [f"{moment} Asia/Jakarta"])
