"""A class that was held before anybody entered it: the paper list, as one fact after the other in one transaction."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule, today
from pendampingan.choices import AttendanceSource, SessionStatus
from pendampingan.models import Attendance, Enrolment, TrainingSession
from pendampingan.rules.holding import hold_businesses
from pendampingan.rules.session import close_session, make_session
from umkm.models import Business, Participant
from umkm.rules.business import register_business
from umkm.rules.doubles import one_at_a_time


@dataclass(frozen=True)
class Guest:
    """One person of a paper list: for which business, and on which days of the class."""

    business: Business
    participant: Participant
    days: frozenset[datetime.date]


@dataclass(frozen=True)
class Newcomer:
    """One person of a paper list whose business is registered with it: what `register_business` is told."""

    registration: Mapping[str, Any]
    days: frozenset[datetime.date]


class NewcomerRefused(ValidationError):
    """What `register_business` says of the newcomer at this `place` among those given."""

    def __init__(self, place: int, refused: ValidationError) -> None:
        super().__init__(refused)
        self.place = place


@rule
def log_held_class(
    *,
    days: Collection[datetime.date],
    guests: Sequence[Guest],
    newcomers: Sequence[Newcomer] = (),
    days_needed: int | None = None,
    by: User,
    **facts,
) -> TrainingSession:
    """Record a class with everybody who was there, and close it. `facts` are columns of TrainingSession.

    Newcomers are registered on the first day of the class. Raises beside `days` for one to come, beside `guests` for a
    list that was entered before, and NewcomerRefused.
    """
    if max(days) > today():
        raise ValidationError({"days": _("A day of this class is still to come. Plan it instead.")})
    guests = [*guests, *_registered(newcomers, min(days), by)]
    refuse_known(guests, facts["title"], by)
    session = make_session(days, days_needed, status=SessionStatus.OPEN, capacity=max(len(guests), 1), **facts)
    hold_businesses([guest.business.pk for guest in guests])
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(session=session, business=guest.business, participant=guest.participant) for guest in guests
    )
    on = {day.held_on: day for day in session.days.all()}
    Attendance.objects.bulk_create(
        Attendance(enrolment=enrolment, day=on[day], source=AttendanceSource.SHEET)
        for enrolment, guest in zip(enrolments, guests, strict=True)
        for day in sorted(guest.days)
    )
    return close_session(session=session, by=by)


def _registered(newcomers: Sequence[Newcomer], on: datetime.date, by: User) -> list[Guest]:
    one_at_a_time(*(newcomer.registration["name"] for newcomer in newcomers))
    guests = []
    for place, newcomer in enumerate(newcomers):
        try:
            business = register_business(**newcomer.registration, registered_on=on, by=by)
        except ValidationError as refused:
            raise NewcomerRefused(place, refused) from refused
        guests.append(Guest(business, business.owner, newcomer.days))
    return guests


def refuse_known(guests: Sequence[Guest], title: str, by: User) -> None:
    """The same list twice: somebody on it was at a class of this title on one of these days. Of another centre's business
    the number is said, since `by` is not told the person."""
    known = Attendance.objects.of_people([guest.participant for guest in guests]).at_classes_titled(title)
    guest_of = {guest.participant.pk: guest for guest in guests}
    for attendance in known.select_related("enrolment", "day"):
        guest = guest_of[attendance.enrolment.participant_id]
        if attendance.day.held_on in guest.days:
            seen = Business.objects.visible_to(by).filter(pk=guest.business.pk).exists()
            person = guest.participant.name if seen else guest.business.number
            raise ValidationError(
                {
                    "guests": _("%(person)s was ticked for a class of this title on %(day)s before.")
                    % {"person": person, "day": attendance.day.held_on.strftime("%d/%m/%Y")}
                }
            )
