"""Which mentor follows a business."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import rule
from jakpreneur.meanwhile import AsSeen, unseen
from umkm.models import Assignment, Business
from umkm.rules.living import hold


@rule
def assign_mentor(
    *, business: Business, mentor: User, starts_on: datetime.date, as_seen: AsSeen = unseen, by: User
) -> Assignment:
    """The mentor follows the business from that day on; the one before, if any, until then.

    Raises beside `mentor` for somebody who is no mentor of the business's centre.
    """
    held = hold(business)
    if mentor not in mentors_of(held):
        raise ValidationError({"mentor": _("This is no mentor of the business's centre.")})
    before = held.assignments.open().select_related("mentor", "recorded_by").first()
    if before and before.mentor == mentor:
        raise ValidationError({"mentor": _("This mentor follows the business already.")})
    as_seen(before)
    if before:
        end_assignment(assignment=before, ends_on=starts_on, by=by)
    return Assignment.objects.create(business=held, mentor=mentor, starts_on=starts_on)


@rule
def end_assignment(*, assignment: Assignment, ends_on: datetime.date, by: User) -> Assignment:
    """The mentor followed the business until that day."""
    held = Assignment.objects.open().select_for_update(no_key=True).filter(pk=assignment.pk).first()
    if held is None:
        raise ValidationError(_("This assignment has ended already."))
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    return held


def mentors_of(business: Business):
    """The mentors who work at the centre where the business is."""
    return User.objects.filter(role=Role.MENTOR, is_active=True, posts__centre=business.kelurahan.centre_id)
