"""Who is in a class, and who waits for a seat.

Whoever puts people in holds the class first, so that its seats and its queue are counted by one at a time. The database
counts once more: `enrolment_within_capacity`.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule, today
from jakpreneur.templatetags.jakpreneur import day
from pendampingan.choices import EnrolmentStatus
from pendampingan.models import Enrolment, TrainingSession
from pendampingan.rules.holding import hold_open_session, hold_session, refuse_ended
from umkm.models import Business, Participant
from umkm.rules.living import hold


@rule
def enrol(
    *, session: TrainingSession, business: Business, participant: Participant | None = None, by: User
) -> Enrolment:
    """Put a participant of the business into the class, its owner unless another is named; a full class has them wait,
    behind those who wait already.

    Whoever withdrew may come back, as a newcomer. Raises beside `business` and `participant`.
    """
    held = hold_open_session(session)
    refuse_late(held)
    business = hold(business)
    participant = participant or business.owner
    if participant is None:
        raise ValidationError({"business": _("This registration is contested: it has no owner until staff decide.")})
    move_up(held)
    words = newcomer(seats_left(held))
    withdrawn = held.enrolments.standing().withdrawn().filter(business=business, participant=participant).first()
    if withdrawn is None:
        return Enrolment.objects.create(session=held, business=business, participant=participant, **words)
    return _become(withdrawn, moved_up_at=None, called_at=None, **words)


@rule
def withdraw(*, enrolment: Enrolment, by: User) -> Enrolment:
    """The participant leaves the class and keeps the days attended; whoever has waited longest takes the seat."""
    held = hold_session(enrolment.session)
    refuse_ended(held)
    leaving = held.enrolments.standing().get(pk=enrolment.pk)
    if leaving.status == EnrolmentStatus.WITHDRAWN:
        raise ValidationError(_("This person has withdrawn already."))
    _become(leaving, status=EnrolmentStatus.WITHDRAWN, queued_at=None)
    move_up(held)
    return leaving


@rule
def note_called(*, enrolment: Enrolment, by: User) -> Enrolment:
    """Whoever moved up from the waiting list has been told so. Told twice, the first time stands."""
    hold_session(enrolment.session)
    called = Enrolment.objects.standing().get(pk=enrolment.pk)
    if called.status != EnrolmentStatus.ENROLLED or called.moved_up_at is None:
        raise ValidationError(_("This person did not move up from the waiting list."))
    return called if called.called_at else _become(called, called_at=LedgerClock())


def move_up(held: TrainingSession) -> None:
    """Whoever has waited longest takes each seat that is free, and is to be called. The class is held."""
    free = seats_left(held)
    if free > 0:
        first = list(held.enrolments.standing().waiting().values_list("pk", flat=True)[:free])
        held.enrolments.filter(pk__in=first).update(
            status=EnrolmentStatus.ENROLLED, queued_at=None, moved_up_at=LedgerClock(), called_at=None
        )


def seats_left(session: TrainingSession) -> int:
    """Exact while the class is held; below zero where more came than there are seats."""
    return session.capacity - session.enrolments.standing().enrolled().count()


def newcomer(free: int) -> dict:
    """The columns of somebody who comes while so many seats are free."""
    if free > 0:
        return {"status": EnrolmentStatus.ENROLLED, "queued_at": None}
    return {"status": EnrolmentStatus.WAITLISTED, "queued_at": LedgerClock()}


def refuse_late(session: TrainingSession) -> None:
    if session.enrol_until and today() > session.enrol_until:
        raise ValidationError(
            {"business": _("Enrolment for this class closed on %(day)s.") % {"day": day(session.enrol_until)}}
        )


def _become(enrolment: Enrolment, **columns) -> Enrolment:
    for name, value in columns.items():
        setattr(enrolment, name, value)
    enrolment.save(update_fields=columns)
    return enrolment
