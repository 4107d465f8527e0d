"""The paper that says somebody passed a class."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jakpreneur.acting import LedgerToday
from pendampingan.choices import SessionStatus
from pendampingan.models.attendance import Attendance
from pendampingan.models.session import Enrolment, TrainingSession
from umkm.models import Fact
from umkm.models.business import SlipCode
from umkm.models.fact import FactQuerySet


class NextCertificateNumber(models.Func):
    """`certificate_number()`: the next certificate's number, with its check digit."""

    function = "certificate_number"
    arity = 0
    output_field = models.CharField()


def days_attended(enrolment: str) -> Coalesce:
    """How many days of its class the enrolment under this name was there, as a column."""
    ticks = Attendance.objects.standing().filter(enrolment=OuterRef(enrolment), day__voided_at=None)
    return Coalesce(Subquery(ticks.order_by().values("enrolment").annotate(days=Count("pk")).values("days")), 0)


class CertificateQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Whoever sees the class; whose name may be printed is asked of the business."""
        return self.filter(enrolment__session__in=TrainingSession.objects.visible_to(user))

    def for_record(self):
        """With what stands on it, and `valid`: not withdrawn, and the class is one and the person passed it still.

        Worked out at the moment it is asked, so that no way of changing a class leaves a false "valid" behind.
        """
        return (
            self.annotate(
                attended=days_attended("enrolment"),
                valid=Q(
                    withdrawn_at=None,
                    voided_at=None,
                    enrolment__voided_at=None,
                    enrolment__session__voided_at=None,
                    attended__gte=F("enrolment__session__days_needed"),
                )
                & ~Q(enrolment__session__status=SessionStatus.CANCELLED),
            )
            .select_related(
                "enrolment__participant",
                "enrolment__business",
                "enrolment__session__centre",
                "enrolment__session__agency",
            )
            .defer("enrolment__participant__nik", "enrolment__business__npwp", "enrolment__business__claimed_nik")
        )


class Certificate(Fact):
    """One enrolled participant passed the class. It has one number for ever and one random code, which its QR code carries.

    A certificate is withdrawn, not voided: it comes back under its number when it is issued again.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, db_index=False, related_name="certificates")
    number = models.CharField(
        _("certificate number"), max_length=11, unique=True, db_default=NextCertificateNumber(), editable=False
    )
    code = models.CharField(_("code"), max_length=12, unique=True, db_default=SlipCode(), editable=False)
    issued_on = models.DateField(_("issued on"), db_default=LedgerToday(), editable=False)
    withdrawn_at = models.DateTimeField(pgettext_lazy("certificate", "withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("withdrawn by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    withdrawal_reason = models.TextField(_("reason for withdrawing"), blank=True, default="", editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment"],
                name="certificate_once",
                violation_error_message=_("This person has a certificate of this class."),
            ),
            models.CheckConstraint(name="certificate_number_is_one", condition=Q(number__regex=r"^SJ-\d{8}$")),
            models.CheckConstraint(
                name="certificate_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""),
                violation_error_message=_("Say why the certificate is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
