"""The chain over the ledger's days that are over. It is written by `seal_days()` of `seal.sql` alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SealQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("day")


class Seal(models.Model):
    """One day that is over: how many ledger lines were recorded on it, and a hash over them and the seal before.

    Append-only, without holes, from the day of the ledger's first line; whoever changes a line of the past breaks its
    day's seal and all that follow. `seal.sql` says what is hashed.
    """

    day = models.DateField(_("day"), primary_key=True)
    lines = models.BigIntegerField(_("ledger lines"))
    sha256 = models.CharField(_("seal"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed"))

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed day")
        verbose_name_plural = _("sealed days")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(name="seal_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="seal_counts_lines", condition=Q(lines__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.sha256}"
