"""A class: planned, changed, opened, closed, opened again, cancelled."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule, today
from jakpreneur.meanwhile import AsSeen, unseen
from jakpreneur.templatetags.jakpreneur import day
from pendampingan.choices import SessionStatus
from pendampingan.models import Attendance, SessionDay, TrainingSession
from pendampingan.rules.enrolment import move_up, take_back
from pendampingan.rules.holding import hold_businesses, hold_session, refuse_ended


@dataclass(frozen=True)
class Times:
    """From when to when a class is held, on each of its days."""

    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None


@rule
def plan_session(
    *,
    days: Collection[datetime.date],
    days_needed: int | None = None,
    times: Times = Times(),
    opened: bool = True,
    by: User,
    **facts,
) -> TrainingSession:
    """Plan a class; `opened` lets people in at once. `facts` are columns of TrainingSession, its capacity among them.

    Raises beside `days` for a day that is there twice, beside `days_needed` for more days than the class has, beside
    `enrol_until` where people could still be put in after its last day.
    """
    status = SessionStatus.OPEN if opened else SessionStatus.PLANNED
    return make_session(days, days_needed, times, status=status, **facts)


@rule
def edit_session(
    *,
    session: TrainingSession,
    more_days: Collection[datetime.date] = (),
    fewer_days: Collection[SessionDay] = (),
    times: Times | None = None,
    as_seen: AsSeen = unseen,
    by: User,
    **changes,
) -> TrainingSession:
    """Change a class that is neither closed nor cancelled. `changes` are columns; `days_needed` None asks for all days.
    New seats go to those who wait.

    Raises as planning does, and beside `days` for one on which somebody was there, beside `capacity` for fewer seats
    than people.
    """
    held = hold_session(session)
    refuse_ended(held)
    as_seen(held)
    hold_businesses(held.enrolments.standing().values_list("business_id", flat=True))
    _take_days_out(held, fewer_days, by)
    known = set(held.days.standing().values_list("held_on", flat=True))
    SessionDay.objects.bulk_create(SessionDay(session=held, held_on=on) for on in sorted({*more_days} - known))
    if times:
        held.days.standing().update(starts_at=times.starts_at, ends_at=times.ends_at)
    for name, value in changes.items():
        setattr(held, name, value)
    days = known | {*more_days}
    held.days_needed = held.days_needed or len(days)
    refuse_at_odds(days, held.days_needed, held.enrol_until)
    held.save(update_fields=changes)
    move_up(held)
    return held


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
    """The class does not count: whoever it had trained no longer is, unless by another class. Its attendance is voided
    and says why."""
    held = hold_session(session)
    if held.status == SessionStatus.CANCELLED:
        raise ValidationError(_("This class was cancelled."))
    hold_businesses(held.enrolments.standing().values_list("business_id", flat=True))
    held.cancel_reason = reason.strip()
    # First the class, so that its people are posted once; the ticks of one that is closed stay as they are.
    cancelled = _become(held, SessionStatus.CANCELLED)
    why = _("The class “%(title)s” was cancelled: %(reason)s") % {"title": held.title, "reason": held.cancel_reason}
    ticks = Attendance.objects.standing().filter(enrolment__session=held)
    take_back(held, ticks)
    ticks.update(voided_at=LedgerClock(), voided_by=by, void_reason=why)
    return cancelled


@rule
def reopen_session(*, session: TrainingSession, reason: str, by: User) -> TrainingSession:
    """A class was closed too early, or wrongly: its attendance can be ticked again. The audit keeps the reason."""
    held = hold_session(session)
    if held.status != SessionStatus.CLOSED:
        raise ValidationError(_("Only a closed class can be opened again."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the class is opened again.")})
    return _become(held, SessionStatus.OPEN)


def make_session(
    days: Collection[datetime.date],
    days_needed: int | None,
    times: Times = Times(),
    **facts,
) -> TrainingSession:
    """A new class with its days; whoever is to pass comes to all of them, unless `days_needed` says fewer."""
    if len(set(days)) < len(days):
        raise ValidationError({"days": _("One of these days is there twice.")})
    days_needed = days_needed or len(days)
    refuse_at_odds(days, days_needed, facts.get("enrol_until"))
    session = TrainingSession.objects.create(days_needed=days_needed, **facts)
    SessionDay.objects.bulk_create(
        SessionDay(session=session, held_on=on, starts_at=times.starts_at, ends_at=times.ends_at) for on in sorted(days)
    )
    return session


def refuse_at_odds(days: Collection[datetime.date], days_needed: int, enrol_until: datetime.date | None) -> None:
    """Refuse a class whose days and what it says of itself do not go together."""
    if not days:
        raise ValidationError({"days": _("A class has at least one day.")})
    if days_needed > len(days):
        raise ValidationError({"days_needed": _("The class has fewer days than that.")})
    if enrol_until and enrol_until > max(days):
        raise ValidationError({"enrol_until": _("The class is over by then.")})


def _take_days_out(held: TrainingSession, days: Collection[SessionDay], by: User) -> None:
    going = held.days.standing().filter(pk__in=[each.pk for each in days])
    if attended := going.filter(attendance__voided_at=None, attendance__isnull=False).first():
        raise ValidationError(
            {"days": _("Somebody was there on %(day)s: untick them first.") % {"day": day(attended.held_on)}}
        )
    going.update(voided_at=LedgerClock(), voided_by=by, void_reason=_("taken out of the class"))


def _become(held: TrainingSession, status: SessionStatus) -> TrainingSession:
    held.status = status
    held.save(update_fields=["status", "cancel_reason"])
    return held
