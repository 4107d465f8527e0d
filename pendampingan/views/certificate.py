"""Certificates of a class, and the page that tells anybody whether one holds."""

import datetime
from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jakpreneur.accounts.allow import allow, public
from jakpreneur.rate_limit import limited
from jakpreneur.rule_form import sent
from pendampingan.access import CLASS_KEEPERS
from pendampingan.choices import SessionStatus
from pendampingan.counts.certificates import graduates_of
from pendampingan.forms.certificate import WithdrawalForm
from pendampingan.models import Certificate, TrainingSession
from pendampingan.printing.certificate import certificates_of
from pendampingan.rules.certificate import issue_certificates, reissue_certificate
from pendampingan.views.printed import pdf


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_KEEPERS)
def certificate_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who passed and how their certificate stands; a POST issues those that are missing."""
    session = _session(request, pk)
    if request.method == "POST":
        try:
            issued = len(issue_certificates(session=session, by=request.user))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("Certificates issued: %(issued)d.") % {"issued": issued})
        return redirect("certificate_list", pk)
    graduates = graduates_of(session, request.user)
    return render(
        request,
        "pendampingan/certificate/list.html",
        {
            "session": session,
            "graduates": graduates,
            "missing": sum(each.certificate is None for each in graduates),
            "printable": sum(each.printable for each in graduates),
            "strangers": not all(each.seat.known for each in graduates),
            "closed": session.status == SessionStatus.CLOSED,
        },
    )


@require_safe
@allow(*CLASS_KEEPERS)
def certificates_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole class in one file; of another centre's businesses none, since the reader does not see the names."""
    session = _session(request, pk)
    printable = [each.certificate for each in graduates_of(session, request.user) if each.printable]
    if not printable:
        raise Http404
    return _printed(request, session, printable, f"sertifikat-{pk}.pdf")


@require_safe
@allow(*CLASS_KEEPERS)
def certificate_print(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    session = _session(request, pk)
    for each in graduates_of(session, request.user):
        if each.seat.id == enrolment and each.printable:
            return _printed(request, session, [each.certificate], f"{each.certificate.number}.pdf")
    raise Http404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_KEEPERS)
def certificate_withdraw(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    certificate = _certificate(request, pk, enrolment)
    form = WithdrawalForm(sent(request), certificate=certificate, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("Certificate %(number)s was withdrawn.") % {"number": certificate.number})
        return redirect("certificate_list", pk)
    return render(request, "pendampingan/certificate/withdraw.html", {"form": form, "certificate": certificate})


@require_POST
@allow(*CLASS_KEEPERS)
def certificate_reissue(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    certificate = _certificate(request, pk, enrolment)
    try:
        reissue_certificate(certificate=certificate, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Certificate %(number)s holds again.") % {"number": certificate.number})
    return redirect("certificate_list", pk)


@never_cache
@require_safe
@limited(a_minute=60)
@public
def certificate_public(request: HttpRequest, certificate: str) -> HttpResponse:
    """Whether the certificate holds, with initials, class and date: a stranger who holds one in hand learns no more."""
    found = Certificate.objects.for_record().filter(code=certificate.upper()).first()
    answer = render(
        request,
        "pendampingan/certificate/public.html",
        {"certificate": found, "days": _days(found.enrolment.session) if found else []},
        status=200 if found else 404,
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _session(request: HttpRequest, pk: int) -> TrainingSession:
    return get_object_or_404(TrainingSession.objects.visible_to(request.user).for_record(), pk=pk)


def _certificate(request: HttpRequest, pk: int, enrolment: int) -> Certificate:
    visible = Certificate.objects.visible_to(request.user).for_record()
    return get_object_or_404(visible, enrolment=enrolment, enrolment__session=pk)


def _days(session: TrainingSession) -> Sequence[datetime.date]:
    return list(session.days.standing().order_by("held_on").values_list("held_on", flat=True))


def _printed(
    request: HttpRequest, session: TrainingSession, certificates: Iterable[Certificate], name: str
) -> HttpResponse:
    def address(certificate: Certificate) -> str:
        return request.build_absolute_uri(reverse("certificate_public", args=[certificate.code]))

    return pdf(certificates_of(certificates, _days(session), address), name)
