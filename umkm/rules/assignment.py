"""Which mentor follows a business."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import rule
from jakpreneur.meanwhile import AsSeen, unseen
from jakpreneur.refusals import sentence_of
from jakpreneur.templatetags.jakpreneur import who
from umkm.models import Assignment, Business
from umkm.rules.living import hold, refuse_ended


@dataclass(frozen=True)
class HandedOver:
    """The new assignments, and the businesses that were left as they are, each with the reason in words."""

    assignments: list[Assignment]
    refused: list[tuple[Business, str]]


@rule
def assign_mentor(
    *, business: Business, mentor: User, starts_on: datetime.date, as_seen: AsSeen = unseen, by: User
) -> Assignment:
    """The mentor follows the business from that day on; the one before, if any, until then.

    Raises beside `mentor` for somebody who is no mentor of the business's centre.
    """
    held = hold(business)
    before = held.assignments.open().select_related("mentor", "recorded_by").first()
    _refuse_mentor(mentor, mentor in mentors_of(held), before)
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


@rule
def hand_over(
    *, businesses: Iterable[Business], of: User | None, mentor: User, starts_on: datetime.date, by: User
) -> HandedOver:
    """`mentor` follows the businesses from that day on, where `of` (None: nobody) did until then; one or hundreds.

    A business that cannot pass is left as it is and named with the reason: one that was voided or merged, that is not at
    the mentor's centre, or that somebody else gave to another mentor meanwhile. The others pass all the same.
    """
    keys = [business.pk for business in businesses]
    held = Business.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk")
    held = list(held.select_related("kelurahan", "merged_into"))
    open_now = Assignment.objects.open().select_for_update(no_key=True, of=("self",)).filter(business__in=keys)
    followed = {before.business_id: before for before in open_now.select_related("mentor").order_by("pk")}
    centres = set(mentor.posts.values_list("centre", flat=True)) if _mentors().filter(pk=mentor.pk).exists() else set()

    passing, refused = [], []
    for business in held:
        before = followed.get(business.pk)
        try:
            refuse_ended(business)
            _refuse_mentor(mentor, business.kelurahan.centre_id in centres, before)
            _refuse_passed_on(before, of)
            _refuse_backwards(before, starts_on)
        except ValidationError as error:
            refused.append((business, " ".join(error.messages)))
        else:
            passing.append(business)

    ending = [followed[business.pk].pk for business in passing if business.pk in followed]
    Assignment.objects.filter(pk__in=ending).update(ends_on=starts_on)
    begun = (Assignment(business=business, mentor=mentor, starts_on=starts_on) for business in passing)
    return HandedOver(Assignment.objects.bulk_create(begun), refused)


def mentors_of(business: Business) -> QuerySet:
    """The mentors who work at the centre where the business is."""
    return mentors_at(business.kelurahan.centre_id)


def mentors_at(centre: int) -> QuerySet:
    """The mentors who work at the centre of this id."""
    return _mentors().filter(posts__centre=centre)


def _mentors() -> QuerySet:
    return User.objects.filter(role=Role.MENTOR, is_active=True)


def _refuse_mentor(mentor: User, is_of_the_centre: bool, before: Assignment | None) -> None:
    if not is_of_the_centre:
        raise ValidationError({"mentor": _("This is no mentor of the business's centre.")})
    if before and before.mentor == mentor:
        raise ValidationError({"mentor": _("This mentor follows the business already.")})


def _refuse_passed_on(before: Assignment | None, of: User | None) -> None:
    """Whoever hands over the businesses of one mentor does not take them from another."""
    if before and before.mentor != of:
        raise ValidationError(_("Meanwhile %(mentor)s follows it.") % {"mentor": who(before.mentor)})
    if of and not before:
        raise ValidationError(_("Meanwhile no mentor follows it."))


def _refuse_backwards(before: Assignment | None, starts_on: datetime.date) -> None:
    """Said by the table of one assignment; of hundreds it would refuse all for one."""
    if before and before.starts_on > starts_on:
        raise ValidationError(sentence_of("assignment_ends_after_it_starts"))
