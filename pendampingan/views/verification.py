"""A second person verifies attendance and visits."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from jakpreneur.rule_form import sent
from pendampingan.access import VERIFIERS
from pendampingan.counts.seats import seats_of
from pendampingan.forms.verification import VerificationForm
from pendampingan.models import MentoringVisit, TrainingSession
from pendampingan.rules.verification import verify_visit
from pendampingan.views.attendance import chosen_day


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*VERIFIERS)
def attendance_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is ticked for one day (`hari`), to be held against the signed sheet."""
    session = get_object_or_404(TrainingSession.objects.visible_to(request.user).for_record(), pk=pk)
    asked = request.POST.get("hari", request.GET.get("hari", ""))
    day = chosen_day(list(session.days.standing().order_by("held_on")), today(), asked)
    form = VerificationForm(sent(request), day=day, seats=seats_of(session, request.user), by=request.user)
    if form.is_valid() and (verified := form.save()) is not None:
        messages.success(request, _("Verified: %(people)d.") % {"people": verified})
        return redirect("session_detail", pk)
    return render(request, "pendampingan/proof/verify.html", {"session": session, "day": day, "form": form})


@require_POST
@allow(*VERIFIERS)
def visit_verify(request: HttpRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(MentoringVisit.objects.visible_to(request.user), pk=pk)
    try:
        verify_visit(visit=visit, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The visit was verified."))
    return redirect("visit_detail", pk)
