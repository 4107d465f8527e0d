"""Whether a business still takes facts."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umkm.models import Business


def hold(business: Business) -> Business:
    """The business as it is now, kept for this transaction; refused beside `business` once it is voided or merged."""
    held = Business.objects.select_for_update(no_key=True).get(pk=business.pk)
    refuse_ended(held)
    return held


def refuse_ended(held: Business) -> None:
    """Refused beside `business` once it is voided or merged; `held` is kept for this transaction."""
    if held.is_voided:
        raise ValidationError({"business": _("This registration was voided: nothing more is recorded for it.")})
    if held.is_merged:
        raise ValidationError({"business": merged(held)})


def merged(business: Business) -> str:
    """Where a merged business goes on."""
    return _("This business was merged into %(number)s: record it there.") % {"number": business.merged_into.number}
