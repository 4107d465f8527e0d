"""What a clerk has typed of a registration, while it is no business yet."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import LedgerClock
from umkm.sealing import SealedJSONField


class DraftQuerySet(models.QuerySet):
    def of(self, clerk):
        """A draft is read only by its clerk."""
        return self.filter(clerk=clerk)

    def unfinished(self):
        """Those that are no business yet, newest first."""
        return self.filter(business=None).order_by("-saved_at", "-id")

    def older_than(self, age):
        return self.filter(saved_at__lt=LedgerClock() - age)


class Draft(models.Model):
    """One registration on its way: sealed, what its clerk typed, until it has become a business; then which one.

    The key travels with the form, so that sending it again, twice or from two tabs, ends at the same business. No fact:
    it is removed when its clerk discards it or some days later.
    """

    key = models.UUIDField(unique=True, editable=False)
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("clerk"), on_delete=models.PROTECT, related_name="drafts"
    )
    typed = SealedJSONField(purpose="draft", null=True)
    saved_at = models.DateTimeField(_("saved"))
    business = models.ForeignKey(
        "umkm.Business",
        verbose_name=_("business"),
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.CheckConstraint(
                name="draft_is_typed_or_registered",
                condition=Q(typed__isnull=False, business=None) | Q(typed__isnull=True, business__isnull=False),
                violation_error_message=_(
                    "A draft holds what was typed until it is a business, and nothing of it after."
                ),
            ),
            models.UniqueConstraint(
                fields=["business"],
                name="draft_registered_once",
                violation_error_message=_("This business came from another draft."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def fingerprint(self) -> str:
        """Another one for other text; tells nothing of it."""
        return salted_hmac("draft", json.dumps([str(self.key), self.typed], sort_keys=True)).hexdigest()
