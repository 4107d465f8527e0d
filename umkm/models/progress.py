"""Where a business stands now, for lists and filters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Progress(models.Model):
    """The stage dates and the centre of one business, as known now. Not a fact: posting alone writes it.

    A business that does not count (voided, contested, merged) keeps its row with its centre and no dates.
    """

    business = models.OneToOneField(
        "umkm.Business", on_delete=models.PROTECT, primary_key=True, db_constraint=False, related_name="progress"
    )
    centre = models.ForeignKey("umkm.Centre", on_delete=models.PROTECT, db_constraint=False, related_name="+")
    # Its narrow row, without a look at the wide one between them: no column of its own.
    listing = models.ForeignObject(
        "umkm.Listing",
        on_delete=models.DO_NOTHING,
        from_fields=["business"],
        to_fields=["business"],
        related_name="+",
        editable=False,
    )
    registered_on = models.DateField(_("registered"), null=True)
    trained_on = models.DateField(_("trained"), null=True)
    mentored_on = models.DateField(_("mentored"), null=True)
    trained_and_mentored_on = models.DateField(_("trained and mentored"), null=True)
    furthest = models.PositiveSmallIntegerField(_("furthest step"), default=0)
    # The days by which it would be trained, or mentored, were nothing known but what is proven or verified, or but what is
    # verified. Proof of a day before the registration stands under that day.
    trained_proven_on = models.DateField(_("trained, with proof"), null=True)
    trained_verified_on = models.DateField(_("trained, verified"), null=True)
    mentored_proven_on = models.DateField(_("mentored, with proof"), null=True)
    mentored_verified_on = models.DateField(_("mentored, verified"), null=True)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.business_id}: {self.furthest}"
