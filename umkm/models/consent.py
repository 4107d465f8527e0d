"""What the owner allows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umkm.choices import ConsentPurpose
from umkm.models.fact import Fact, FactQuerySet


class ConsentQuerySet(FactQuerySet):
    def newest(self):
        """The one that holds, of each business, purpose and partner."""
        return (
            self.standing().order_by("business", "purpose", "partner", "-pk").distinct("business", "purpose", "partner")
        )


class Consent(Fact):
    """The owner gave or withdrew a consent (UU 27/2022 Art. 20-22); the newest row of a purpose and partner holds.

    When and by which officer stand in `recorded_at` and `recorded_by`.
    """

    business = models.ForeignKey("umkm.Business", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("for"), max_length=11, choices=ConsentPurpose)
    partner = models.CharField(_("partner"), max_length=40, blank=True, default="")
    given = models.BooleanField(_("given"))
    text_version = models.CharField(_("version of the text"), max_length=20)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(name="consent_purpose_is_known", condition=Q(purpose__in=ConsentPurpose.values)),
            models.CheckConstraint(
                name="consent_partner_only_for_sharing",
                condition=Q(partner="") | Q(purpose=ConsentPurpose.SHARING),
                violation_error_message=_("Only sharing names a partner."),
            ),
            models.CheckConstraint(
                name="consent_names_its_text",
                condition=~Q(text_version=""),
                violation_error_message=_("Name the version of the text that was agreed to."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business} · {self.purpose}"
