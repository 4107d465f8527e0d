"""Who waits for a seat, and who got one by waiting and is to be told so, as one reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from jakpreneur.accounts.models import User
from pendampingan.choices import EnrolmentStatus
from pendampingan.models import Enrolment, TrainingSession
from umkm.models import Business


@dataclass(frozen=True)
class InLine:
    """One of them, since when. Of a business beyond the reader's rows `person` and `phone` are empty."""

    id: int
    session: TrainingSession
    number: str
    business: str
    person: str
    phone: str
    since: datetime


@dataclass(frozen=True)
class Queue:
    """Of one class: who waits, in order, and whom to call, the first to move up first."""

    waiting: list[InLine]
    to_call: list[InLine]


def queue_of(session: TrainingSession, user: User) -> Queue:
    """Two queries whatever its size."""
    standing = session.enrolments.standing()
    return Queue(waiting=_in_line(standing.waiting(), user), to_call=_in_line(standing.to_call(), user))


def to_call(user: User, most: int) -> list[InLine]:
    """Those of the user's classes, the first to move up first."""
    sessions = TrainingSession.objects.visible_to(user).standing().running()
    return _in_line(Enrolment.objects.standing().to_call().filter(session__in=sessions)[:most], user)


def _in_line(enrolments: QuerySet, user: User) -> list[InLine]:
    found: Iterable[Enrolment] = (
        enrolments.annotate(known=Exists(Business.objects.visible_to(user).filter(pk=OuterRef("business"))))
        .select_related("participant", "business", "session")
        .defer("participant__nik", "business__npwp", "business__claimed_nik")
    )
    return [
        InLine(
            id=enrolment.pk,
            session=enrolment.session,
            number=enrolment.business.number,
            business=enrolment.business.name,
            person=enrolment.participant.name if enrolment.known else "",
            phone=(enrolment.participant.phone or enrolment.business.phone) if enrolment.known else "",
            since=enrolment.queued_at if enrolment.status == EnrolmentStatus.WAITLISTED else enrolment.moved_up_at,
        )
        for enrolment in found
    ]
