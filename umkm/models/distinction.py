"""Two businesses that are not one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umkm.models.fact import Fact, FactQuerySet


class DistinctionQuerySet(FactQuerySet):
    def about(self, business):
        """Those that one business is part of."""
        return self.filter(Q(first=business) | Q(second=business))

    def between(self, one, other):
        """Those of one pair, in whatever order it is given."""
        first, second = sorted((one, other), key=lambda business: business.pk)
        return self.filter(first=first, second=second)


class Distinction(Fact):
    """Somebody decided that two businesses, however alike, are two. Nobody is asked again while it stands."""

    # The pair has no order of its own; it is written down in the order of their keys.
    first = models.ForeignKey("umkm.Business", on_delete=models.PROTECT, db_index=False, related_name="+")
    second = models.ForeignKey("umkm.Business", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("distinction")
        verbose_name_plural = _("distinctions")
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="distinction_of_two",
                condition=Q(first__lt=F("second")),
                violation_error_message=_("A business is not told apart from itself."),
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(voided_at=None),
                name="distinction_once",
                violation_error_message=_("Somebody has decided already that these are two businesses."),
            ),
            models.CheckConstraint(
                name="distinction_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("Say why they are two businesses."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
