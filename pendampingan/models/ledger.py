"""The ledger, and the sums that dashboards read. Both are written by `ledger.sql` alone."""

import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendampingan.choices import Basis, Evidence, Reason
from umkm.choices import Stage

JAKARTA = ZoneInfo("Asia/Jakarta")


def midnight_after(day: datetime.date) -> datetime.datetime:
    """The midnight in Jakarta that ends a day."""
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min, JAKARTA)


def summed(day: datetime.date, known_on: datetime.date | None) -> models.Q:
    """The lines that a count of that day sums: effective by then and recorded by the midnight that ends `known_on`;
    whenever they were recorded where that is None."""
    effective = models.Q(effective_on__lte=day)
    return effective if known_on is None else effective & models.Q(recorded_at__lt=midnight_after(known_on))


class LedgerLineQuerySet(models.QuerySet):
    def as_of(self, day: datetime.date, known_on: datetime.date | None):
        return self.filter(summed(day, known_on))

    def for_list(self):
        """With what a list of lines says of their businesses and centres."""
        return self.select_related("business", "centre")


class LedgerLine(models.Model):
    """One change to one count: a business came to count (+1) or ceased to (-1), at a centre, in a stage, from a day.

    Append-only: the database refuses UPDATE, DELETE and TRUNCATE. There are no foreign keys: posting reads every id
    from rows it holds locked, facts are never deleted, and a bulk load would pay for three look-ups a line.
    """

    id = models.BigAutoField(primary_key=True)
    business = models.ForeignKey(
        "umkm.Business", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="ledger"
    )
    centre = models.ForeignKey(
        "umkm.Centre", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    stage = models.SmallIntegerField(_("stage"), choices=Stage)
    effective_on = models.DateField(_("effective"))
    recorded_at = models.DateTimeField(_("recorded"))
    delta = models.SmallIntegerField(_("change"))
    evidence_kind = models.TextField(_("kind of evidence"), choices=Evidence)
    evidence_id = models.BigIntegerField(_("evidence"))
    reason = models.TextField(_("reason"), choices=Reason)
    actor = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    # Of a line that came after the close of its month: why only then. Of all others empty.
    note = models.TextField(_("note"), default="", db_default="")

    objects = LedgerLineQuerySet.as_manager()

    class Meta:
        db_table = "pendampingan_ledger"
        verbose_name = _("ledger line")
        verbose_name_plural = _("ledger")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(name="ledger_moves_by_one", condition=models.Q(delta__in=[-1, 1])),
            models.CheckConstraint(name="ledger_reason_is_known", condition=models.Q(reason__in=Reason.values)),
        ]
        indexes = [
            models.Index(fields=["business", "recorded_at"], name="ledger_by_business"),
            models.Index(
                fields=["stage", "centre", "effective_on"],
                include=["business", "delta", "recorded_at", "reason"],
                name="ledger_by_count",
            ),
            models.Index(
                fields=["effective_on", "recorded_at"], name="ledger_after_close", condition=~models.Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delta:+} {self.stage} {self.effective_on}"

    def is_summed(self, day: datetime.date, known_on: datetime.date | None) -> bool:
        """As `summed`."""
        known = known_on is None or self.recorded_at < midnight_after(known_on)
        return known and self.effective_on <= day


class TallyQuerySet(models.QuerySet):
    """A count of a day is what the whole months before its month add up to, and the days of its month."""

    def whole_months_before(self, day: datetime.date, basis: Basis):
        return self.filter(basis=basis, day=None, month__lt=day.replace(day=1))

    def days_of_its_month(self, day: datetime.date, basis: Basis):
        return self.filter(basis=basis, day__range=(day.replace(day=1), day))


class Tally(models.Model):
    """A part of a count: what the lines filed under one day, or one month where `day` is null, add to it.

    Rows are only ever inserted, so that nobody waits; a reader sums them and `fold_tally` merges them now and then.
    Basis "now" files a line under its effective day; basis "then" under the later of that and the day it was recorded.
    """

    id = models.BigAutoField(primary_key=True)
    stage = models.SmallIntegerField(choices=Stage)
    centre = models.ForeignKey(
        "umkm.Centre", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    basis = models.CharField(max_length=4, choices=Basis)
    month = models.DateField()
    day = models.DateField(null=True)
    net = models.IntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["basis", "month"],
                include=["stage", "centre", "net"],
                name="tally_by_month",
                condition=models.Q(day=None),
            ),
            models.Index(
                "basis",
                "day",
                include=["stage", "centre", "net"],
                name="tally_by_day",
                condition=models.Q(day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.net:+} {self.stage} {self.day or self.month}"
