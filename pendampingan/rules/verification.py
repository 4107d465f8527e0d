"""A second person's word for a fact: somebody else than who entered it has looked at what proves it."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from pendampingan.choices import SessionStatus
from pendampingan.models import MentoringVisit, SessionDay
from pendampingan.rules.holding import hold_businesses, hold_session


@rule
def verify_attendance(*, day: SessionDay, ticks: Collection[int], by: User) -> int:
    """These attendances of the day, by key, are as the paper says; answers of how many nobody had said so before.

    Also in a class that is closed: no count changes by it. Refused for what `by` entered, and in a cancelled class.
    """
    if hold_session(day.session).status == SessionStatus.CANCELLED:
        raise ValidationError(_("This class was cancelled."))
    return day.attendance.unverified().filter(pk__in=ticks).update(verified_by=by)


@rule
def verify_visit(*, visit: MentoringVisit, by: User) -> MentoringVisit:
    """The visit was made as it is on record. Refused for what `by` entered, and for one that is voided."""
    hold_businesses([visit.business_id])
    held = MentoringVisit.objects.select_for_update(no_key=True).get(pk=visit.pk)
    if held.voided_at:
        raise ValidationError(_("This visit was voided before."))
    if held.verified_by_id:
        raise ValidationError(_("Somebody has verified this visit before."))
    held.verified_by = by
    held.save(update_fields=["verified_by"])
    return held
