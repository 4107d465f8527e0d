"""Who is in a class, and who waits for a seat.

Whoever puts people in holds the class first, so that its seats and its queue are counted by one at a time. The database
counts once more: `enrolment_within_capacity`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule, today
from jakpreneur.refusals import sentence_of
from jakpreneur.templatetags.jakpreneur import day
from pendampingan.choices import EnrolmentStatus
from pendampingan.models import Attendance, Enrolment, TrainingSession
from pendampingan.rules.holding import hold_businesses, hold_open_session, hold_session, refuse_ended
from umkm.models import Business, Participant
from umkm.rules import living


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
    business = living.hold(business)
    participant = participant or owner_of(business)
    move_up(held)
    columns = newcomer(seats_left(held))
    withdrawn = held.enrolments.standing().withdrawn().filter(business=business, participant=participant).first()
    if withdrawn:
        return _become(withdrawn, **columns)
    return Enrolment.objects.create(session=held, business=business, participant=participant, **columns)


@dataclass(frozen=True)
class Enrolled:
    """Those who have a seat, those who wait for one, and the businesses that were left out, each with the reason."""

    seated: list[Enrolment]
    waiting: list[Enrolment]
    refused: list[tuple[Business, str]]


@rule
def enrol_many(*, session: TrainingSession, businesses: Iterable[Business], by: User) -> Enrolled:
    """Put the owners of these businesses into the class, one or hundreds, in this order; who finds it full waits.

    A business that takes no facts, that has no owner, or whose owner is in the class already, is left out and named with
    the reason. The others are enrolled all the same.
    """
    held = hold_open_session(session)
    refuse_late(held)
    keys = [business.pk for business in businesses]
    hold_businesses(keys)
    now = Business.objects.select_related("owner", "merged_into").in_bulk(keys)
    owners = [business.owner_id for business in now.values()]
    known = {each.participant_id: each for each in held.enrolments.standing().filter(participant__in=owners)}
    move_up(held)
    free, placed, refused = seats_left(held), [], []
    for business in (now[key] for key in keys):
        try:
            living.refuse_ended(business)
            enrolment = _a_seat_for(business, owner_of(business), known, held)
        except ValidationError as error:
            refused.append((business, " ".join(error.messages)))
        else:
            placed.append(_set(enrolment, **newcomer(free - len(placed))))
            known[business.owner_id] = enrolment
    returning = [each for each in placed if each.pk]
    Enrolment.objects.bulk_create(each for each in placed if not each.pk)
    Enrolment.objects.bulk_update(returning, newcomer(0))
    return Enrolled(
        seated=[each for each in placed if each.status == EnrolmentStatus.ENROLLED],
        waiting=[each for each in placed if each.status == EnrolmentStatus.WAITLISTED],
        refused=refused,
    )


@rule
def withdraw(*, enrolment: Enrolment, by: User) -> Enrolment:
    """The participant leaves the class and keeps the days attended; whoever has waited longest takes the seat."""
    held = hold_session(enrolment.session)
    refuse_ended(held)
    leaving = held.enrolments.standing().get(pk=enrolment.pk)
    if leaving.status == EnrolmentStatus.WITHDRAWN:
        raise ValidationError(_("This person has withdrawn already."))
    _become(leaving, status=EnrolmentStatus.WITHDRAWN, queued_at=None, came_as="")
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


def take_back(held: TrainingSession, ticks: QuerySet[Attendance]) -> None:
    """Whoever is enrolled by these ticks alone waits again, or is withdrawn again, as if nobody had ticked them. The class
    is held, and the ticks still stand: the database knows nobody who came and was there on no day."""
    others = Attendance.objects.standing().exclude(pk__in=ticks)
    mistaken = held.enrolments.by_coming_alone().filter(Exists(ticks.filter(enrolment=OuterRef("pk"))))
    mistaken.exclude(Exists(others.filter(enrolment=OuterRef("pk")))).update(status=F("came_as"), came_as="")


def seats_left(session: TrainingSession) -> int:
    """Exact while the class is held; below zero where more came than there are seats."""
    return session.capacity - session.enrolments.standing().enrolled().count()


def newcomer(free: int) -> dict:
    """The columns of somebody who comes while so many seats are free."""
    untold = {"moved_up_at": None, "called_at": None}
    if free > 0:
        return {"status": EnrolmentStatus.ENROLLED, "queued_at": None} | untold
    return {"status": EnrolmentStatus.WAITLISTED, "queued_at": LedgerClock()} | untold


def owner_of(business: Business) -> Participant:
    if business.owner is None:
        raise ValidationError({"business": _("This registration is contested: it has no owner until staff decide.")})
    return business.owner


def refuse_late(session: TrainingSession) -> None:
    if session.enrol_until and today() > session.enrol_until:
        raise ValidationError(
            {"business": _("Enrolment for this class closed on %(day)s.") % {"day": day(session.enrol_until)}}
        )


def _a_seat_for(
    business: Business, owner: Participant, known: Mapping[int, Enrolment], held: TrainingSession
) -> Enrolment:
    """A new enrolment, or the one of whoever withdrew; `known` are those in the class by their participants."""
    before = known.get(owner.pk)
    if before is None:
        return Enrolment(session=held, business=business, participant=owner)
    if before.status == EnrolmentStatus.WITHDRAWN and before.business_id == business.pk:
        return before
    raise ValidationError(sentence_of("enrolment_once"))


def _become(enrolment: Enrolment, **columns) -> Enrolment:
    _set(enrolment, **columns).save(update_fields=columns)
    return enrolment


def _set(enrolment: Enrolment, **columns) -> Enrolment:
    for name, value in columns.items():
        setattr(enrolment, name, value)
    return enrolment
