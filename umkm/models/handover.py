"""A business that got another owner."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import LedgerToday
from umkm.models.fact import Fact, FactQuerySet, since_the_programme


class Handover(Fact):
    """On this day a business went from one owner to another: sold, inherited or given away."""

    business = models.ForeignKey("umkm.Business", on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(
        "umkm.Participant", verbose_name=_("owner before"), on_delete=models.PROTECT, related_name="given"
    )
    taker = models.ForeignKey(
        "umkm.Participant", verbose_name=_("owner after"), on_delete=models.PROTECT, related_name="taken"
    )
    handed_over_on = models.DateField(_("changed hands on"))
    reason = models.TextField(_("reason"))

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of owner")
        verbose_name_plural = _("changes of owner")
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="handover_between_two",
                condition=~Q(giver=F("taker")),
                violation_error_message=_("This person owns the business already."),
            ),
            models.CheckConstraint(
                name="handover_by_today",
                condition=Q(handed_over_on__lte=LedgerToday()),
                violation_error_message=_("The change of owner lies in the future."),
            ),
            since_the_programme("handed_over_on", name="handover_since_the_programme"),
            models.CheckConstraint(
                name="handover_has_a_reason",
                condition=Q(reason__regex=r"\S"),
                violation_error_message=_("Say how the business changed hands."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business} · {self.giver} · {self.taker}"
