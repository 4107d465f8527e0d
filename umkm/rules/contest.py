"""A registration whose NIK is already another person's: staff decide whose business it is."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from umkm.choices import BusinessStatus
from umkm.models import Business, Participant
from umkm.rules.living import hold
from umkm.rules.membership import end_membership


@rule
def decide_contest(*, business: Business, owner: Participant, reason: str, by: User) -> Business:
    """The business is this person's and counts from its registration on; what was claimed stays on record."""
    held = hold(business)
    if not held.is_contested:
        raise ValidationError(_("Nobody contests this registration."))
    end_membership(business=held, participant=owner, reason=reason, by=by)
    held.owner, held.status = owner, BusinessStatus.ACTIVE
    held.save(update_fields=["owner", "status"])
    return held
