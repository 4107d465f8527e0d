"""Months that are closed, and what was reported of each. Written by `months.sql` alone, but for the month and its note."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import ActingUser, LedgerClock
from jakpreneur.templatetags.jakpreneur import number
from umkm.choices import Stage

#: The month in which the programme began (`umkm.models.fact.PROGRAMME_BEGAN`).
FIRST = datetime.date(2017, 10, 1)


def last_day(month: datetime.date) -> datetime.date:
    return (month + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)


class MonthCloseQuerySet(models.QuerySet):
    def newest_first(self):
        return self.select_related("closed_by").order_by("-month")

    def reaching(self, day: datetime.date):
        """Those whose report counts what was effective that day, the earliest month first."""
        return self.filter(month__gte=day.replace(day=1)).order_by("month")


class MonthClose(models.Model):
    """A month was closed: from this moment its report stays as it is, and what changes its counts says why only now.

    Only ever inserted, once a month and when it is over. The figures are in `ReportedFigure`; here is what the city's were
    held against, and what was done in the month: classes that ended in it, the people who came to them, and visits.
    """

    month = models.DateField(_("month"))
    closed_at = models.DateTimeField(_("closed"), db_default=LedgerClock(), editable=False)
    closed_by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("closed by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_default=ActingUser(),
        db_index=False,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=200, blank=True, default="", db_default="")
    target_value = models.PositiveIntegerField(_("target"), null=True, editable=False)
    target_source = models.CharField(_("legal source"), max_length=200, editable=False, default="", db_default="")
    classes = models.PositiveIntegerField(_("classes"), editable=False, default=0, db_default=0)
    people = models.PositiveIntegerField(_("people"), editable=False, default=0, db_default=0)
    visits = models.PositiveIntegerField(_("visits"), editable=False, default=0, db_default=0)

    objects = MonthCloseQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(name="monthclose_of_a_whole_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="monthclose_since_the_programme",
                condition=Q(month__gte=FIRST),
                violation_error_message=_("The programme did not exist before 16 October 2017: check the year."),
            ),
            models.UniqueConstraint(
                fields=["month"],
                name="monthclose_once",
                violation_error_message=_("Somebody has closed this month before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def last_day(self) -> datetime.date:
        return last_day(self.month)


class ReportedFigure(models.Model):
    """What was reported of one centre and stage when a month was closed: how many businesses at its end, and by how many
    more than at its beginning. The city's figures are their sums."""

    close = models.ForeignKey(MonthClose, on_delete=models.PROTECT, db_index=False, related_name="figures")
    centre = models.ForeignKey("umkm.Centre", on_delete=models.PROTECT, db_index=False, related_name="+")
    stage = models.SmallIntegerField(_("stage"), choices=Stage)
    value = models.IntegerField(_("at the end of the month"))
    added = models.IntegerField(_("added in the month"))

    class Meta:
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["close", "centre", "stage"], name="reportedfigure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.close} · {number(self.value)}"
