"""The rights of the tables' owner, where a test has to do what the web's role may not."""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from psycopg2.sql import SQL, Identifier


@contextmanager
def as_owner():
    """A cursor with the owner's rights; afterwards the connection has the web's again, also when it is refused."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        yield cursor
        cursor.execute(SQL("SET ROLE {}").format(Identifier(settings.DATABASE_WEB_ROLE)))


def set_clock(moment: str, of=connection) -> None:
    """The registry's clock stands at this moment in Jakarta until the session ends, or the transaction is rolled back."""
    with of.cursor() as cursor:
        cursor.execute("SELECT set_config('jakpreneur.clock', %s, false)", [f"{moment} Asia/Jakarta"])
