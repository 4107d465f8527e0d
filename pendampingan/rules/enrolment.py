"""Who is in a class."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from pendampingan.choices import EnrolmentStatus
from pendampingan.models import Enrolment, TrainingSession
from pendampingan.rules.holding import hold_open_session, hold_session, refuse_ended
from umkm.models import Business, Participant
from umkm.rules.living import hold


@rule
def enrol(
    *, session: TrainingSession, business: Business, participant: Participant | None = None, by: User
) -> Enrolment:
    """Put a participant of the business into the class, its owner unless another is named; a full class has them wait.

    Whoever withdrew may come back. Raises beside `business` and `participant`.
    """
    held = hold_open_session(session)
    business = hold(business)
    participant = participant or business.owner
    if participant is None:
        raise ValidationError({"business": _("This registration is contested: it has no owner until staff decide.")})
    status = EnrolmentStatus.ENROLLED if seats_left(held) > 0 else EnrolmentStatus.WAITLISTED
    withdrawn = held.enrolments.standing().withdrawn().filter(business=business, participant=participant).first()
    if withdrawn is None:
        return Enrolment.objects.create(session=held, business=business, participant=participant, status=status)
    return _become(withdrawn, status)


@rule
def withdraw(*, enrolment: Enrolment, by: User) -> Enrolment:
    """The participant leaves the class and keeps the days attended; the first who waits takes the seat."""
    held = hold_session(enrolment.session)
    refuse_ended(held)
    leaving = held.enrolments.standing().get(pk=enrolment.pk)
    if leaving.status == EnrolmentStatus.WITHDRAWN:
        raise ValidationError(_("This person has withdrawn already."))
    _become(leaving, EnrolmentStatus.WITHDRAWN)
    waiting = held.enrolments.standing().waiting().order_by("pk").first()
    if waiting and seats_left(held) > 0:
        _become(waiting, EnrolmentStatus.ENROLLED)
    return leaving


def seats_left(session: TrainingSession) -> int:
    """Exact while the class is held."""
    return session.capacity - session.enrolments.standing().enrolled().count()


def _become(enrolment: Enrolment, status: EnrolmentStatus) -> Enrolment:
    enrolment.status = status
    enrolment.save(update_fields=["status"])
    return enrolment
