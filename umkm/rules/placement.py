"""Where a business is: a wrong address is corrected, a move is a new fact."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule
from jakpreneur.meanwhile import AsSeen, unseen
from umkm.models import Business, Kelurahan, Placement
from umkm.rules.doubles import one_at_a_time
from umkm.rules.living import hold


@rule
def correct_placement(
    *, placement: Placement, reason: str, as_seen: AsSeen = unseen, by: User, **changes: Any
) -> Placement:
    """The business was somewhere else all along: what was entered was wrong, so counts change from its start on.

    `changes`: its kelurahan, its address, the day of the move there, or several of them.
    """
    held = hold(placement.business)
    placement = held.placements.standing().select_related("kelurahan").filter(pk=placement.pk).first()
    if placement is None:
        raise ValidationError(_("This move was voided meanwhile."))
    as_seen(placement)
    for name, value in changes.items():
        setattr(placement, name, value)
    placement.save(update_fields=list(changes))
    _follow_newest(held)
    return placement


@rule
def move_business(
    *,
    business: Business,
    kelurahan: Kelurahan,
    address: str,
    starts_on: datetime.date,
    reason: str = "",
    as_seen: AsSeen = unseen,
    by: User,
) -> Placement:
    """The business is at the new place from that day on; what happened before stays with the old one."""
    held = hold(business)
    before = newest_placement(held)
    as_seen(before)
    if (before.kelurahan_id, before.address) == (kelurahan.pk, address):
        raise ValidationError({"kelurahan": _("The business is there already.")})
    placement = Placement.objects.create(business=held, kelurahan=kelurahan, address=address, starts_on=starts_on)
    _follow_newest(held)
    return placement


@rule
def void_move(*, placement: Placement, reason: str, by: User) -> Placement:
    """The move never was: the place before it holds again. The row stays, and counts follow."""
    held = hold(placement.business)
    move = held.placements.standing().filter(pk=placement.pk).first()
    if move is None:
        raise ValidationError(_("This move was voided meanwhile."))
    move.voided_at, move.voided_by, move.void_reason = LedgerClock(), by, reason.strip()
    move.save(update_fields=["voided_at", "voided_by", "void_reason"])
    _follow_newest(held)
    return move


def placement_before(placement: Placement) -> Placement:
    """Where the business was until this move."""
    before = Q(starts_on=None) | Q(starts_on__lt=placement.starts_on)
    return places_of(placement.business).filter(before).select_related("kelurahan").first()


def places_of(business: Business) -> QuerySet[Placement]:
    """Where it has been, the newest place first."""
    return business.placements.standing().order_by(F("starts_on").desc(nulls_last=True))


def newest_placement(business: Business) -> Placement:
    return places_of(business).first()


def _follow_newest(business: Business) -> None:
    one_at_a_time(business.name)
    business.kelurahan = newest_placement(business).kelurahan
    business.save(update_fields=["kelurahan"])
