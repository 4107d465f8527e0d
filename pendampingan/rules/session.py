"""A class: planned, opened, closed, cancelled."""

import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule, today
from pendampingan.choices import SessionStatus
from pendampingan.models import SessionDay, TrainingSession
from pendampingan.rules.holding import hold_session, refuse_ended


@rule
def plan_session(
    *, days: Collection[datetime.date], days_needed: int | None = None, opened: bool = True, by: User, **facts
) -> TrainingSession:
    """Plan a class; `opened` lets people in at once. `facts` are columns of TrainingSession, its capacity among them.

    Raises beside `days` for a day that is there twice, beside `days_needed` for more days than the class has.
    """
    return make_session(days, days_needed, status=SessionStatus.OPEN if opened else SessionStatus.PLANNED, **facts)


@rule
def open_session(*, session: TrainingSession, by: User) -> TrainingSession:
    """People can be put into the class from now on."""
    held = hold_session(session)
    if held.status != SessionStatus.PLANNED:
        raise ValidationError(_("Only a planned class can be opened."))
    return _become(held, SessionStatus.OPEN)


@rule
def close_session(*, session: TrainingSession, by: User) -> TrainingSession:
    """The class is over and its attendance stays as it is. Whoever was there often enough is trained already."""
    held = hold_session(session)
    refuse_ended(held)
    if held.days.standing().filter(held_on__gt=today()).exists():
        raise ValidationError(_("A day of this class is still to come. Cancel it if it is not held."))
    return _become(held, SessionStatus.CLOSED)


@rule
def cancel_session(*, session: TrainingSession, reason: str, by: User) -> TrainingSession:
    """The class does not count: whoever it had trained no longer is, unless by another class."""
    held = hold_session(session)
    if held.status == SessionStatus.CANCELLED:
        raise ValidationError(_("This class was cancelled."))
    held.cancel_reason = reason.strip()
    return _become(held, SessionStatus.CANCELLED)


def make_session(days: Collection[datetime.date], days_needed: int | None, **facts) -> TrainingSession:
    """A new class with its days; whoever is to pass comes to all of them, unless `days_needed` says fewer."""
    if len(set(days)) < len(days):
        raise ValidationError({"days": _("One of these days is there twice.")})
    if days_needed and days_needed > len(days):
        raise ValidationError({"days_needed": _("The class has fewer days than that.")})
    session = TrainingSession.objects.create(days_needed=days_needed or len(days), **facts)
    SessionDay.objects.bulk_create(SessionDay(session=session, held_on=on) for on in sorted(days))
    return session


def _become(held: TrainingSession, status: SessionStatus) -> TrainingSession:
    held.status = status
    held.save(update_fields=["status", "cancel_reason"])
    return held
