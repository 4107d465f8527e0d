"""Whose a business is: handed over to somebody else, or entered wrong and put right. No count changes by either."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule
from jakpreneur.meanwhile import AsSeen, unseen
from umkm.models import Business, Handover, Membership, Participant
from umkm.rules.consent import end_consents
from umkm.rules.doubles import one_at_a_time
from umkm.rules.living import hold
from umkm.rules.membership import end_membership
from umkm.rules.participant import Person, recognise_participant


@rule
def hand_over(
    *,
    business: Business,
    owner: Person,
    handed_over_on: datetime.date,
    reason: str,
    stays: str = "",
    by: User,
    as_seen: AsSeen = unseen,
) -> Handover:
    """The business is another person's from that day on; the one before may stay as a partner or employee.

    Raises beside `nik` for its owner and for a NIK that is another person's, beside `name` where the new owner already
    has a business of this name in this kelurahan.
    """
    held = hold(business)
    one_at_a_time(held.name)
    as_seen(held)
    giver = _its_owner(held)
    taker = recognise_participant(person=owner, by=by)
    _become_owner(held, taker, reason, by)
    if stays:
        Membership.objects.create(business=held, participant=giver, tie=stays)
    return Handover.objects.create(
        business=held, giver=giver, taker=taker, handed_over_on=handed_over_on, reason=reason.strip()
    )


@rule
def correct_owner(*, business: Business, owner: Person, reason: str, by: User, as_seen: AsSeen = unseen) -> Business:
    """The business was this person's: the one on record was entered wrong, be it at the registration or at a handover.

    A handover to the wrong person becomes one to the right person, or is void where the business never changed hands.
    """
    held = hold(business)
    one_at_a_time(held.name)
    as_seen(held)
    wrong = _its_owner(held)
    right = recognise_participant(person=owner, by=by)
    _become_owner(held, right, reason, by)
    if handover := held.handovers.standing().filter(taker=wrong).order_by("-pk").first():
        _correct(handover, right, reason, by)
    return held


def _its_owner(held: Business) -> Participant:
    if held.owner is None:
        raise ValidationError(_("This registration is contested: it has no owner until staff decide."))
    return held.owner


def _become_owner(held: Business, owner: Participant, reason: str, by: User) -> None:
    if held.owner == owner:
        raise ValidationError({"nik": _("This person owns the business already.")})
    end_membership(business=held, participant=owner, reason=reason, by=by)
    held.owner = owner
    held.save(update_fields=["owner"])
    end_consents(held, by)


def _correct(handover: Handover, right: Participant, reason: str, by: User) -> None:
    if handover.giver == right:
        handover.voided_at, handover.voided_by, handover.void_reason = LedgerClock(), by, reason.strip()
        handover.save(update_fields=["voided_at", "voided_by", "void_reason"])
    else:
        handover.taker = right
        handover.save(update_fields=["taker"])
