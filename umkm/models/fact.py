"""What every fact has in common."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import ActingUser, LedgerClock

#: The first day that a target of the programme counts from (RPJMD 2017-2022, in pendampingan/data/targets.csv).
PROGRAMME_BEGAN = datetime.date(2017, 10, 16)


def since_the_programme(column: str, *, name: str) -> models.CheckConstraint:
    """No fact is older than the programme: an earlier day is a mistyped year. A day that is not stated passes."""
    return models.CheckConstraint(
        name=name,
        condition=Q((f"{column}__gte", PROGRAMME_BEGAN)),
        violation_error_message=_("The programme did not exist before 16 October 2017: check the year."),
    )


class FactQuerySet(models.QuerySet):
    """Rows of facts, as sentences."""

    def standing(self):
        """Not voided."""
        return self.filter(voided_at=None)

    def voided(self):
        """Kept on record alone."""
        return self.filter(voided_at__isnull=False)


class Fact(models.Model):
    """A dated statement about the world: recorded once, never deleted, voided with a reason when it was wrong.

    Who recorded it and when are filled in by the database, so a bulk load or SQL by hand cannot leave them out.
    """

    recorded_at = models.DateTimeField(_("recorded"), db_default=LedgerClock(), editable=False)
    recorded_by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_default=ActingUser(),
        db_index=False,
        related_name="+",
    )
    voided_at = models.DateTimeField(_("voided"), null=True, editable=False)
    voided_by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("voided by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    void_reason = models.TextField(_("reason for voiding"), blank=True, default="", db_default="", editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_voided_with_reason",
                condition=Q(voided_at=None, void_reason="") | Q(voided_at__isnull=False) & ~Q(void_reason=""),
                violation_error_message=_("Say why this is voided."),
            )
        ]
