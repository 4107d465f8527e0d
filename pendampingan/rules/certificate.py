"""Certificates: issued to those who passed, withdrawn, issued again under their number."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule, today
from pendampingan.choices import SessionStatus
from pendampingan.models import Certificate, TrainingSession
from pendampingan.models.certificate import days_attended
from pendampingan.rules.holding import hold_session


@rule
def issue_certificates(*, session: TrainingSession, by: User) -> list[Certificate]:
    """One for everybody who passed the class and has none yet. The class is closed: until then its days still change."""
    held = hold_session(session)
    if held.status != SessionStatus.CLOSED:
        raise ValidationError(_("Certificates are issued once the class is closed."))
    passed = held.enrolments.standing().annotate(attended=days_attended("pk")).filter(attended__gte=held.days_needed)
    without = passed.filter(certificates=None).order_by("participant__name_key", "pk")
    return Certificate.objects.bulk_create(Certificate(enrolment=enrolment) for enrolment in without)


@rule
def withdraw_certificate(*, certificate: Certificate, reason: str, by: User) -> Certificate:
    """Its public page says so from now on, and does not say why."""
    held = _hold(certificate)
    if held.withdrawn_at:
        raise ValidationError(_("This certificate was withdrawn before."))
    held.withdrawn_at, held.withdrawn_by, held.withdrawal_reason = LedgerClock(), by, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    return held


@rule
def reissue_certificate(*, certificate: Certificate, by: User) -> Certificate:
    """It holds again, of today, under the number and code it had. Refused where the person has not passed."""
    held = _hold(certificate)
    if not held.withdrawn_at:
        raise ValidationError(_("This certificate was not withdrawn: print it again."))
    held.withdrawn_at, held.withdrawn_by, held.withdrawal_reason, held.issued_on = None, None, "", today()
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason", "issued_on"])
    if not Certificate.objects.for_record().get(pk=held.pk).valid:
        raise ValidationError(_("This person has not passed the class, or it was cancelled."))
    return held


def _hold(certificate: Certificate) -> Certificate:
    """The class first, as everywhere, so that it is not cancelled meanwhile."""
    hold_session(certificate.enrolment.session)
    return Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
