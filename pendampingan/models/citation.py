"""Figures that somebody cites: each has a permanent address, and what it said stays."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import ActingUser, LedgerClock
from umkm.models.business import SlipCode

#: The value of each Group.
FIGURES = (
    "terdaftar",
    "terlatih",
    "didampingi",
    "terlatih-dan-didampingi",
    "terlatih-tanpa-pendampingan",
    "didampingi-tanpa-pelatihan",
    "terdaftar-saja",
)


class CitationQuerySet(models.QuerySet):
    def for_record(self):
        return self.select_related("centre", "cited_by")

    def of(self, *, day, known_on, centre):
        """Those of one day, knowledge and place."""
        return self.filter(day=day, known_on=known_on, centre=centre)


class Citation(models.Model):
    """One figure as it was counted when somebody cited it: of whom, where, about which day, with the knowledge of which day
    that was over, how many, and a hash of their numbers.

    Written once. The database counts it itself (`citations.sql`), so nobody can make one up.
    """

    code = models.CharField(_("code"), max_length=12, unique=True, db_default=SlipCode(), editable=False)
    figure = models.CharField(_("figure"), max_length=40, editable=False)
    centre = models.ForeignKey(
        "umkm.Centre", on_delete=models.PROTECT, null=True, editable=False, db_index=False, related_name="+"
    )
    day = models.DateField(_("as of the day"), editable=False)
    known_on = models.DateField(_("with the knowledge of"), editable=False)
    value = models.BigIntegerField(_("businesses"), db_default=0, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, db_default="", editable=False)
    cited_at = models.DateTimeField(_("cited"), db_default=LedgerClock(), editable=False)
    cited_by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("cited by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_default=ActingUser(),
        db_index=False,
        related_name="+",
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("cited figure")
        verbose_name_plural = _("cited figures")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["day", "known_on", "centre", "figure"], nulls_distinct=False, name="citation_once"
            ),
            models.CheckConstraint(name="citation_of_a_known_figure", condition=Q(figure__in=FIGURES)),
            models.CheckConstraint(name="citation_about_no_later_day", condition=Q(day__lte=F("known_on"))),
        ]

    def __str__(self) -> str:
        return self.code
