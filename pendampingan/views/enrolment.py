"""Who is in a class: who leaves it, and who has been told of a seat."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jakpreneur.accounts.allow import allow
from pendampingan.access import CLASS_KEEPERS
from pendampingan.models import TrainingSession
from pendampingan.rules.enrolment import note_called, withdraw


@require_POST
@allow(*CLASS_KEEPERS)
def session_withdraw(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    return act(request, pk, enrolment, withdraw, _("%(business)s has withdrawn."))


@require_POST
@allow(*CLASS_KEEPERS)
def enrolment_called(request: HttpRequest, pk: int, enrolment: int) -> HttpResponse:
    return act(request, pk, enrolment, note_called, _("%(business)s knows of the seat."))


def act(request: HttpRequest, pk: int, enrolment: int, rule: Callable, done: Promise) -> HttpResponse:
    """What one button beside one person does, and what is said then."""
    session = get_object_or_404(TrainingSession.objects.visible_to(request.user), pk=pk)
    person = get_object_or_404(session.enrolments.standing().select_related("business", "session"), pk=enrolment)
    try:
        rule(enrolment=person, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, done % {"business": person.business.name})
    return redirect("session_detail", pk)
