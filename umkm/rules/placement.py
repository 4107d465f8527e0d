"""Where a business is: a wrong address is corrected, a move is a new fact."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from umkm.models import Business, Kelurahan, Placement
from umkm.rules.living import hold


@rule
def correct_placement(*, placement: Placement, kelurahan: Kelurahan, address: str, reason: str, by: User) -> Placement:
    """The business was somewhere else all along: what was entered was wrong, so counts change from its start on."""
    held = hold(placement.business)
    placement = held.placements.standing().get(pk=placement.pk)
    placement.kelurahan, placement.address = kelurahan, address
    placement.save(update_fields=["kelurahan", "address"])
    _follow_newest(held)
    return placement


@rule
def move_business(
    *, business: Business, kelurahan: Kelurahan, address: str, starts_on: datetime.date, reason: str = "", by: User
) -> Placement:
    """The business is at the new place from that day on; what happened before stays with the old one."""
    held = hold(business)
    before = newest_placement(held)
    if (before.kelurahan_id, before.address) == (kelurahan.pk, address):
        raise ValidationError({"kelurahan": _("The business is there already.")})
    placement = Placement.objects.create(business=held, kelurahan=kelurahan, address=address, starts_on=starts_on)
    _follow_newest(held)
    return placement


def newest_placement(business: Business) -> Placement:
    return business.placements.standing().order_by(F("starts_on").desc(nulls_last=True)).first()


def _follow_newest(business: Business) -> None:
    business.kelurahan = newest_placement(business).kelurahan
    business.save(update_fields=["kelurahan"])
