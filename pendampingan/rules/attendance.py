"""Who was there on one day of a class."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule
from pendampingan.choices import AttendanceSource, EnrolmentStatus, Proof
from pendampingan.models import Attendance, Enrolment, SessionDay
from pendampingan.rules.enrolment import move_up, take_back
from pendampingan.rules.holding import hold_businesses, hold_session, refuse_ended


@dataclass(frozen=True)
class Marked:
    """What one saving of a sheet changed, in people."""

    ticked: int
    unticked: int


@rule
def tick_attendance(
    *, day: SessionDay, enrolments: Collection[Enrolment], source: str = AttendanceSource.SHEET, by: User
) -> list[Attendance]:
    """These people were there that day, in one statement. Whoever comes is enrolled, also from the waiting list.

    Raises beside `day` for one to come and for a class that is cancelled or closed; beside `enrolments` for somebody
    ticked already or of another class.
    """
    hold_session(day.session)
    hold_businesses([enrolment.business_id for enrolment in enrolments])
    proof = Proof.SLIP if source == AttendanceSource.SCAN else Proof.NONE
    ticks = Attendance.objects.bulk_create(
        Attendance(enrolment=enrolment, day=day, source=source, proof=proof) for enrolment in enrolments
    )
    # Afterwards, since only whoever was there is enrolled above the seats.
    came = Enrolment.objects.filter(pk__in=[enrolment.pk for enrolment in enrolments], session=day.session)
    came.exclude(status=EnrolmentStatus.ENROLLED).update(status=EnrolmentStatus.ENROLLED, came_as=F("status"))
    return ticks


@rule
def untick_attendance(*, day: SessionDay, enrolments: Collection[Enrolment], reason: str, by: User) -> int:
    """These people were not there that day after all: their ticks are voided. Answers how many there were.

    Whoever was enrolled by these ticks alone is again what they were, at the place in the queue that they had.
    """
    held = hold_session(day.session)
    refuse_ended(held)
    hold_businesses([enrolment.business_id for enrolment in enrolments])
    ticks = Attendance.objects.standing().filter(day=day, enrolment__in=enrolments)
    take_back(held, ticks)
    voided = ticks.update(voided_at=LedgerClock(), voided_by=by, void_reason=reason.strip())
    move_up(held)
    return voided


@rule
def keep_sheet(*, day: SessionDay, came: Collection[Enrolment], missing: Collection[Enrolment], by: User) -> Marked:
    """Tick those who came and untick those marked by mistake, as one. What another officer has marked alike stays."""
    hold_session(day.session)
    hold_businesses([enrolment.business_id for enrolment in [*came, *missing]])
    ticked = set(day.attendance.standing().values_list("enrolment_id", flat=True))
    new = [enrolment for enrolment in came if enrolment.pk not in ticked]
    mistaken = [enrolment for enrolment in missing if enrolment.pk in ticked]
    if new:
        tick_attendance(day=day, enrolments=new, by=by)
    if mistaken:
        untick_attendance(day=day, enrolments=mistaken, reason=_("unticked on the attendance sheet"), by=by)
    return Marked(ticked=len(new), unticked=len(mistaken))
