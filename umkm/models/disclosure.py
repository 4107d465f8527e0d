"""Who was shown a number that is masked everywhere else."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.acting import ActingUser, LedgerClock
from umkm.choices import Sealed


class DisclosureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """City staff check who looked at what; nobody else is told."""
        return self if user.role == Role.STAFF else self.none()

    def for_list(self):
        """With what a row of a list shows, and nothing sealed."""
        return self.select_related("by", "participant", "business").defer(
            "participant__nik", "business__npwp", "business__claimed_nik"
        )


class Disclosure(models.Model):
    """One number was shown in full to one user, once, and why. Written once: it is neither changed nor voided."""

    what = models.CharField(_("what"), max_length=11, choices=Sealed)
    participant = models.ForeignKey(
        "umkm.Participant", on_delete=models.PROTECT, null=True, editable=False, related_name="disclosures"
    )
    business = models.ForeignKey(
        "umkm.Business", on_delete=models.PROTECT, null=True, editable=False, related_name="disclosures"
    )
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("when"), db_default=LedgerClock(), editable=False)
    by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("shown to"),
        on_delete=models.PROTECT,
        editable=False,
        db_default=ActingUser(),
        db_index=False,
        related_name="+",
    )
    # Of the page that asked: it shows the number once, however often it is sent.
    ask = models.UUIDField(editable=False)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        constraints = [
            models.CheckConstraint(
                name="disclosure_of_one_number",
                condition=Q(what=Sealed.NIK, participant__isnull=False, business=None)
                | Q(what__in=[Sealed.CLAIMED_NIK, Sealed.NPWP], participant=None, business__isnull=False),
            ),
            models.CheckConstraint(
                # Those who read it later must understand it: ten characters, and among them a word.
                name="disclosure_has_a_reason",
                condition=Q(reason__regex=r"\S.{8,}\S") & Q(reason__regex=r"[[:alpha:]]{3}"),
                violation_error_message=_(
                    "Say in a few words what the number is needed for, such as “compared with the KTP at the counter”."
                ),
            ),
            models.UniqueConstraint(
                fields=["ask"],
                name="disclosure_once_an_ask",
                violation_error_message=_("It was shown already, once. Say again why it is needed."),
            ),
        ]
        indexes = [models.Index(fields=["by", "-id"], name="disclosure_by_user")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} · {self.participant or self.business}"
