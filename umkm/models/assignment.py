"""Which mentor follows which business."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import LedgerToday
from umkm.models.fact import Fact, FactQuerySet, since_the_programme


class AssignmentQuerySet(FactQuerySet):
    def open(self):
        """Those that hold now."""
        return self.standing().filter(ends_on=None)


class Assignment(Fact):
    """A mentor follows a business, one mentor at a time. While it is open the business is in their caseload."""

    business = models.ForeignKey("umkm.Business", on_delete=models.PROTECT, related_name="assignments")
    mentor = models.ForeignKey(
        "accounts.User", verbose_name=_("mentor"), on_delete=models.PROTECT, db_index=False, related_name="assignments"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["business"],
                condition=Q(voided_at=None, ends_on=None),
                name="assignment_one_open",
                violation_error_message=_("This business already has a mentor."),
            ),
            models.CheckConstraint(
                name="assignment_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The assignment ends before it starts."),
            ),
            models.CheckConstraint(
                name="assignment_started_by_today",
                condition=Q(starts_on__lte=LedgerToday()),
                violation_error_message=_("The assignment starts in the future."),
            ),
            since_the_programme("starts_on", name="assignment_started_since_the_programme"),
        ]
        indexes = [
            models.Index(
                fields=["mentor", "business"], name="assignment_caseload", condition=Q(voided_at=None, ends_on=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.business} · {self.mentor}"
