"""What came with a key of its own, so that sending it again does not do it again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import LedgerClock


class ReceiptQuerySet(models.QuerySet):
    def older_than(self, age):
        return self.filter(received_at__lt=LedgerClock() - age)


class Receipt(models.Model):
    """One thing that a page or a phone sent and that was done: under which key, by whom, and what it was answered.

    It commits with what was done or not at all, so none is ever read without its answer. No fact: it is removed once
    nobody can send the same again.
    """

    key = models.UUIDField(primary_key=True, editable=False)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("sender"), on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    received_at = models.DateTimeField(_("received"), db_default=LedgerClock())

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        indexes = [models.Index(fields=["received_at"], name="receipt_by_age")]

    def __str__(self) -> str:
        return str(self.key)
