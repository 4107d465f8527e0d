"""Whether a business still takes facts."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umkm.models import Business


def hold(business: Business) -> Business:
    """The business as it is now, kept for this transaction; refused once it is voided or merged into another."""
    held = Business.objects.select_for_update(no_key=True).get(pk=business.pk)
    if held.is_voided:
        raise ValidationError(_("This registration was voided: nothing more is recorded for it."))
    if held.is_merged:
        raise ValidationError(
            _("This business was merged into %(number)s: record it there.") % {"number": held.merged_into.number}
        )
    return held
