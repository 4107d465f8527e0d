"""One tap on a sheet: a person was there on a day, or was not. It may arrive late, twice, or after somebody else's."""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from pendampingan.choices import AttendanceSource
from pendampingan.models import Attendance, Enrolment, SessionDay
from pendampingan.rules.attendance import tick_attendance, untick_attendance
from pendampingan.rules.holding import hold_session
from pendampingan.rules.receipt import Answer, once, refuse_mistimed


@rule
def mark(
    *,
    day: SessionDay,
    enrolment: Enrolment,
    there: bool,
    seen: int,
    key: uuid.UUID,
    made_at: datetime,
    source: str = AttendanceSource.SHEET,
    by: User,
) -> Answer:
    """Tick or untick one person, once under this `key`; answers the `revision` that stands then.

    `seen`: the revision of this person and day that the page showed. Raises where somebody has marked the person
    otherwise since: the one who tapped decides. What somebody has marked alike is no quarrel, and nothing is written.
    """
    refuse_mistimed(made_at)
    return once(
        key=key,
        content=[day.pk, enrolment.pk, there, seen, source],
        write=lambda: {"revision": _mark(day, enrolment, there, seen, source, by)},
        by=by,
    )


def _mark(day: SessionDay, enrolment: Enrolment, there: bool, seen: int, source: str, by: User) -> int:
    hold_session(day.session)
    revision, tick = Attendance.objects.of_seat(enrolment, day).as_marked()
    if bool(tick) == there:
        return revision
    if revision != seen:
        raise ValidationError(
            _("Somebody else has marked this person since, and not as you did."), code="marked_meanwhile"
        )
    if there:
        tick_attendance(day=day, enrolments=[enrolment], source=source, by=by)
    else:
        untick_attendance(day=day, enrolments=[enrolment], reason=_("unticked on the attendance sheet"), by=by)
    return revision + 1
