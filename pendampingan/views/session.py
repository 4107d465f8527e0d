"""Classes: the list, one class and who is in it, planning one, and its steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import today
from jakpreneur.keys import key_in
from jakpreneur.paging import page_of
from jakpreneur.rule_form import sent
from pendampingan.access import CLASS_KEEPERS, CLASS_READERS, may_cancel, may_keep, may_reopen, may_verify
from pendampingan.choices import EnrolmentStatus
from pendampingan.counts.outcome import outcome_of
from pendampingan.counts.proof import proof_of
from pendampingan.counts.queue import queue_of
from pendampingan.counts.reopening import reopened
from pendampingan.counts.seats import seats_of
from pendampingan.filters import SessionFilter
from pendampingan.forms.enrolment import EnrolForm
from pendampingan.forms.session import (
    CancellingForm,
    ClosingForm,
    OpeningForm,
    PlanForm,
    ReopeningForm,
    SessionEditForm,
    SessionForm,
    copy_of,
)
from pendampingan.models import TrainingSession

WORDS = {
    EnrolmentStatus.ENROLLED: _("%(business)s is enrolled."),
    EnrolmentStatus.WAITLISTED: _("The class is full: %(business)s is on the waiting list."),
}

ENDED = _("This class is closed or cancelled: nothing was changed.")


@never_cache
@require_safe
@allow(*CLASS_READERS)
def session_list(request: HttpRequest) -> HttpResponse:
    """What is held today on top, then all of them, the latest first."""
    visible = TrainingSession.objects.visible_to(request.user).for_list()
    sessions = SessionFilter(request.GET, visible, request=request)
    narrowed, keeps = any(request.GET.values()), request.user.role in CLASS_KEEPERS
    return render(
        request,
        "pendampingan/session/list.html",
        {
            "filter": sessions,
            "narrowed": narrowed,
            "to_verify": sessions.qs.count() if sessions.asks_what_to_verify else None,
            "today": {} if narrowed else {"sessions": visible.running().held_on(today()), "keeps": keeps},
            "page": page_of(sessions.qs, request, key=("-last_on", "-id")),
            "keeps": keeps,
            "keeps_topics": request.user.role == Role.STAFF,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_READERS)
def session_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One class with its days and people; a POST enrols one more, or is told why the class takes nobody any more."""
    session = get_object_or_404(TrainingSession.objects.visible_to(request.user).for_record(), pk=pk)
    keeps, sees_sheet = may_keep(request.user, session), request.user.role in CLASS_KEEPERS
    if request.method == "POST" and not sees_sheet:
        raise PermissionDenied
    form = EnrolForm(sent(request), session=session, by=request.user)
    if form.is_valid() and (enrolment := form.save()):
        messages.success(request, WORDS[enrolment.status] % {"business": enrolment.business.name})
        return redirect("session_detail", pk)
    return render(
        request,
        "pendampingan/session/detail.html",
        {
            "session": session,
            "days": session.days.standing().order_by("held_on"),
            "seats": seats_of(session, request.user),
            "keeps": keeps,
            "sees_sheet": sees_sheet,
            "queue": queue_of(session, request.user) if sees_sheet else None,
            "cancels": may_cancel(request.user, session),
            "reopens": may_reopen(request.user, session),
            "reopened": reopened(session),
            "proof": proof_of(session, request.user),
            "verifies": may_verify(request.user, session),
            "form": form,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_KEEPERS)
def session_plan(request: HttpRequest) -> HttpResponse:
    """A new class; `?salin=` is the one that it is to be like."""
    form = PlanForm(sent(request), by=request.user, initial=like(request))
    if form.is_valid() and (session := form.save()):
        messages.success(request, _("The class was saved."))
        return redirect("session_detail", session.pk)
    return render(request, "pendampingan/session/plan.html", {"form": form})


def like(request: HttpRequest) -> dict[str, Any] | None:
    """What a new class starts with: what the one that it is copied from says, if any is named that the user may see."""
    copied = key_in(request.GET.get("salin", ""))
    session = TrainingSession.objects.visible_to(request.user).for_record().filter(pk=copied).first()
    return copy_of(session) if session else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_KEEPERS)
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(TrainingSession.objects.visible_to(request.user).for_record(), pk=pk)
    if not may_keep(request.user, session):
        messages.warning(request, ENDED)
        return redirect("session_detail", pk)
    form = SessionEditForm(sent(request), session=session, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("The class was saved."))
        for told in form.changed_by_others():
            messages.info(request, told)
        return redirect("session_detail", pk)
    return render(request, "pendampingan/session/edit.html", {"form": form, "session": session})


def step(
    form_class: type[SessionForm],
    may: Callable[[User, TrainingSession], bool],
    *,
    more: Callable[[TrainingSession, User], dict[str, Any]] = lambda session, user: {},
    template: str = "pendampingan/session/step.html",
    **words: Any,
) -> Callable:
    """A page that takes a class one step on. `more` is what else its template shows; `words`: its title, text, button and
    what is said when it is done."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @allow(*CLASS_KEEPERS)
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        session = get_object_or_404(TrainingSession.objects.visible_to(request.user).for_record(), pk=pk)
        form = form_class(sent(request), session=session, by=request.user)
        if not may(request.user, session):
            messages.warning(request, words.get("refused", ENDED))
            return redirect("session_detail", pk)
        if form.is_valid() and form.save():
            messages.success(request, words["done"])
            return redirect("session_detail", pk)
        context = {"form": form, "session": session} | words | more(session, request.user)
        return render(request, template, context)

    return page


def what_it_came_to(session: TrainingSession, user: User) -> dict[str, Any]:
    days = list(session.days.standing().order_by("held_on"))
    return {"outcome": outcome_of(seats_of(session, user), days)}


session_open = step(
    OpeningForm,
    may_keep,
    title=_("Open the class"),
    text=_("From now on people can be enrolled."),
    button=_("Open the class"),
    done=_("The class is open."),
)
session_close = step(
    ClosingForm,
    may_keep,
    more=what_it_came_to,
    template="pendampingan/session/close.html",
    title=_("Close the class"),
    text=_("Its attendance then stays as it is. Whoever was there often enough counts as trained already."),
    button=_("Close the class"),
    done=_("The class is closed."),
)
session_reopen = step(
    ReopeningForm,
    may_reopen,
    title=_("Open the class again"),
    text=_("Its attendance can then be ticked again, and counts as it is ticked."),
    button=_("Open the class again"),
    refused=_("Only city staff open a closed class again."),
    done=_("The class is open again."),
)
session_cancel = step(
    CancellingForm,
    may_cancel,
    title=_("Cancel the class"),
    text=_("Its attendance no longer counts: whoever it had trained no longer is, unless by another class."),
    button=_("Cancel the class"),
    danger=True,
    done=_("The class was cancelled."),
)
