"""Who acts, and why: the frame around every write."""

import datetime
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import sleep

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.utils.translation import gettext_lazy as _
from psycopg2 import errors

from jakpreneur.refusals import refusal

#: What the audit names as the door of a write: `POST /usaha/baru/` or `manage.py import_businesses`.
current_request: ContextVar[str] = ContextVar("current_request", default="")

#: Why something comes only after the report of its month was closed, as a person says it on the way (`RuleForm`).
current_note: ContextVar[str] = ContextVar("current_note", default="")
#: The field that it is said in, and that a change without it is refused beside.
WHY_LATE = "why_late"

#: Seconds before a second attempt, so that the other one of a deadlock takes the row that both wanted.
AFTER_YOU = 0.1
BUSY = _("Somebody else is saving this at the moment. Nothing was changed: try again.")

#: Of a NIK or NPWP, however it is spaced: what is sealed everywhere is not written out in a reason.
LONG_NUMBER = re.compile(r"(?:\d[\s.\-]*){15}")
#: What rules call what a person gives as their reason.
REASONS = ("reason", "because")


@contextmanager
def acting(*, by, reason: str = "") -> Iterator[None]:
    """One transaction in which `by` acts: audit and ledger name the user, the reason and the request. What comes after the close
    of its month has `current_note` as its note; without one it is the reason, or what an outer `acting` said.

    Nothing relies on a library rewriting statements: COPY, execute_values and SQL functions see the settings as well.
    Inside another `acting` it is a savepoint, and what the outer one said holds again afterwards.
    """
    names = ("jakpreneur.actor", "jakpreneur.reason", "jakpreneur.request", "jakpreneur.note")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(names)), names)
            before = cursor.fetchone()
            note = current_note.get().strip() or reason.strip() or before[-1]
            _set(cursor, names, (str(by.pk) if by else "", reason, current_request.get(), note))
        yield
        with connection.cursor() as cursor:
            _set(cursor, names, before)


def _set(cursor, names, values) -> None:
    cursor.execute(
        "SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(names)),
        [part for pair in zip(names, values, strict=True) for part in pair],
    )


def rule(write: Callable) -> Callable:
    """Make `write` a write of the registry: a keyword-only verb with `by=`, in one transaction.

    A deadlock between two people is nobody's fault, so the outermost rule is tried once more. What a constraint
    refuses, and a row that somebody else keeps for too long, come out as a ValidationError in the officer's words.
    A reason with a NIK in it is refused before anything is written: reasons stay for ever, and are read by many.
    """

    @functools.wraps(write)
    def acted(*, by, **words):
        _refuse_numbers(words)
        outermost = not connection.in_atomic_block
        attempts = 2 if outermost else 1
        while True:
            attempts -= 1
            try:
                with acting(by=by, reason=words.get("reason", "")):
                    return write(by=by, **words)
            except OperationalError as error:
                if not outermost or not isinstance(error.__cause__, errors.DeadlockDetected | errors.LockNotAvailable):
                    raise
                if not attempts or isinstance(error.__cause__, errors.LockNotAvailable):
                    raise ValidationError(BUSY, code="busy") from error
                sleep(AFTER_YOU)
            except IntegrityError as error:
                refused = refusal(error)
                if refused is None:
                    raise
                raise refused from error

    return acted


def _refuse_numbers(words: Mapping[str, object]) -> None:
    for name in REASONS:
        if LONG_NUMBER.search(str(words.get(name, ""))):
            raise ValidationError({name: _("Leave the number itself out of the reason.")})
    if LONG_NUMBER.search(current_note.get()):
        raise ValidationError({WHY_LATE: _("Leave the number itself out of the reason.")})


class LedgerClock(models.Func):
    """`ledger_clock()`: the moment, by the registry's one clock."""

    function = "ledger_clock"
    arity = 0
    output_field = models.DateTimeField()


class LedgerToday(models.Func):
    """`ledger_today()`: the day in Jakarta, by the registry's one clock."""

    function = "ledger_today"
    arity = 0
    output_field = models.DateField()


class ActingUser(models.Func):
    """`acting_user()`: the user that `acting` has named in this transaction, or null."""

    function = "acting_user"
    arity = 0
    output_field = models.BigIntegerField()


def today() -> datetime.date:
    """The day in Jakarta, by the registry's one clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_today()")
        return cursor.fetchone()[0]
