"""What people said who looked at what may be padding."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import ActingUser, LedgerClock
from pendampingan.choices import Signal


class SignalLookQuerySet(models.QuerySet):
    def of_days(self, first, last):
        """Those whose rows lie within these days, or reach into them."""
        return self.filter(first_on__lte=last, last_on__gte=first)

    def for_list(self):
        """With who looked, the last first."""
        return self.select_related("by").order_by("-id")


class SignalLook(models.Model):
    """Somebody looked at one signal and noted what they found. Written once: it is neither changed nor voided, and whoever
    knows better looks again. No verdict, and no count knows of it."""

    kind = models.CharField(_("kind"), max_length=11, choices=Signal, editable=False)
    # What of that kind: made of who and when, as the kind's SQL says it.
    key = models.CharField(max_length=60, editable=False)
    # From when to when its rows were, and how many there were: with more since it is to be looked at anew.
    first_on = models.DateField(_("from"), editable=False)
    last_on = models.DateField(_("to"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    note = models.TextField(_("what was found"))
    at = models.DateTimeField(_("when"), db_default=LedgerClock(), editable=False)
    by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("looked at by"),
        on_delete=models.PROTECT,
        editable=False,
        db_default=ActingUser(),
        db_index=False,
        related_name="+",
    )

    objects = SignalLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at a signal")
        verbose_name_plural = _("looks at signals")
        constraints = [
            models.CheckConstraint(name="signal_look_kind_is_known", condition=Q(kind__in=Signal.values)),
            models.CheckConstraint(
                name="signal_look_is_of_something",
                condition=~Q(key="") & Q(number__gte=1),
                violation_error_message=_("There is nothing to look at any more."),
            ),
            models.CheckConstraint(name="signal_look_runs_forward", condition=Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(
                name="signal_look_says_what_was_found",
                condition=Q(note__regex=r"[[:alpha:]]{3}"),
                violation_error_message=_("Say in a few words what you found."),
            ),
        ]
        indexes = [models.Index(fields=["first_on", "last_on"], name="signal_look_by_day")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.key}"
