"""Who is in a class: several put in at once, who leaves it, and who has been told of a seat."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jakpreneur.accounts.allow import allow
from jakpreneur.paging import page_of
from jakpreneur.rule_form import sent
from pendampingan.access import CLASS_KEEPERS
from pendampingan.counts.untrained import untrained
from pendampingan.filters import UntrainedFilter
from pendampingan.forms.enrolment import EnrolManyForm
from pendampingan.models import TrainingSession
from pendampingan.rules.enrolment import Enrolled, note_called, withdraw

#: Businesses that can be ticked on one page.
AT_ONCE = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_KEEPERS)
def session_enrol_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Businesses that no class has trained yet, to be ticked."""
    session = get_object_or_404(TrainingSession.objects.visible_to(request.user).for_record(), pk=pk)
    form = EnrolManyForm(sent(request), session=session, by=request.user)
    if form.is_valid() and (enrolled := form.save()):
        tell(request, enrolled)
        return redirect("session_detail", pk)
    left = untrained(session, request.user)
    filtered = UntrainedFilter(request.GET, left, request=request, centre=session.centre)
    return render(
        request,
        "pendampingan/session/enrol_many.html",
        {
            "session": session,
            "form": form,
            "filter": filtered,
            "total": filtered.qs.count(),
            "page": page_of(filtered.qs.with_business(), request, key=("called", "business_id"), size=AT_ONCE),
        },
    )


def tell(request: HttpRequest, enrolled: Enrolled) -> None:
    """What became of those that were ticked."""
    if enrolled.seated:
        messages.success(request, _("Now enrolled: %(people)d.") % {"people": len(enrolled.seated)})
    if enrolled.waiting:
        messages.info(request, _("Now on the waiting list: %(people)d.") % {"people": len(enrolled.waiting)})
    for business, why in enrolled.refused:
        messages.warning(request, f"{business.name} {business.number}: {why}")


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
