"""Who belongs to a business without owning it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule
from umkm.models import Business, Membership, Participant
from umkm.rules.living import hold
from umkm.rules.participant import Person, recognise_participant


@rule
def add_member(*, business: Business, person: Person, tie: str, by: User) -> Membership:
    """The person belongs to the business as a partner or employee, and is entered too where the NIK is new.

    A contested business takes members as well: whose NIK it is says nothing about who works there. Raises beside `nik`
    for its owner, for somebody who belongs to it already, and for a NIK that is another person's.
    """
    held = hold(business)
    return Membership.objects.create(business=held, participant=recognise_participant(person=person, by=by), tie=tie)


@rule
def change_tie(*, membership: Membership, tie: str, reason: str, by: User) -> Membership:
    """The person belongs to it in another way. The row stays, and the audit keeps what it said.

    To void it and add another would say that the first was wrong from the start, and lose since when they belong to it.
    """
    held = _held(membership)
    if held.tie == tie:
        raise ValidationError({"tie": _("This is what the person is already.")})
    held.tie = tie
    held.save(update_fields=["tie"])
    return held


@rule
def remove_member(*, membership: Membership, reason: str, by: User) -> Membership:
    """The person no longer belongs to the business. Their classes stay theirs, and go on counting for it."""
    held = _held(membership)
    _void(held, reason, by)
    return held


def end_membership(*, business: Business, participant: Participant, reason: str, by: User) -> None:
    """Whoever becomes the owner of a held business ceases to be a member of it; nothing where they were none."""
    if membership := business.memberships.standing().filter(participant=participant).first():
        _void(membership, reason, by)


def _held(membership: Membership) -> Membership:
    """The membership as it is now, its business held."""
    business = hold(membership.business)
    held = business.memberships.standing().filter(pk=membership.pk).first()
    if held is None:
        raise ValidationError(_("This person belongs to the business no longer."))
    return held


def _void(membership: Membership, reason: str, by: User) -> None:
    membership.voided_at, membership.voided_by, membership.void_reason = LedgerClock(), by, reason.strip()
    membership.save(update_fields=["voided_at", "voided_by", "void_reason"])
