"""The attendance sheet of a class, a day at a time."""

import datetime
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from jakpreneur.refusals import sentences
from jakpreneur.rule_form import sent
from pendampingan.access import CLASS_KEEPERS
from pendampingan.choices import SessionStatus
from pendampingan.counts.seats import attended_on, seats_of
from pendampingan.forms.attendance import SheetForm
from pendampingan.forms.mark import MarkForm
from pendampingan.models import MonthClose, SessionDay, TrainingSession
from pendampingan.rules.attendance import Marked
from pendampingan.views.outbox import items_sent


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_KEEPERS)
def attendance_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One day (`hari`) to tick; with `semua` everybody is ticked for the officer to look over and save."""
    session = get_object_or_404(TrainingSession.objects.visible_to(request.user).for_record(), pk=pk)
    days = list(session.days.standing().order_by("held_on"))
    now = today()
    asked = request.POST.get("hari", request.GET.get("hari", ""))
    day = chosen_day(days, now, asked)
    seats = [seat for seat in seats_of(session, request.user) if not seat.has_left]
    ticked = attended_on(seats, day.pk)
    marks = [seat.id for seat in seats] if "semua" in request.GET else ticked
    form = SheetForm(
        sent(request),
        day=day,
        asked=asked,
        seats=seats,
        by=request.user,
        initial={"enrolments": marks, "shown": ticked},
    )
    if MonthClose.objects.reaching(day.held_on).exists():
        form.ask_why_late()
    if form.is_valid() and (marked := form.save()):
        messages.success(request, in_words(marked))
        return redirect(f"{reverse('attendance_sheet', args=[pk])}?hari={day.held_on}")
    return render(
        request,
        "pendampingan/attendance/sheet.html",
        {
            "session": session,
            "days": days,
            "day": day,
            "form": form,
            "ticked": len(ticked),
            "refused": untickable(session, day, now),
        },
    )


@require_POST
@allow(*CLASS_KEEPERS)
def attendance_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks of this class as a phone sends them. Each is a write of its own, so that one refused stops no other."""
    session = get_object_or_404(TrainingSession.objects.visible_to(request.user).standing(), pk=pk)
    forms = [MarkForm(item, session=session, by=request.user) for item in items_sent(request)]
    return JsonResponse({"items": [form.answer() for form in forms]})


def chosen_day(days: Sequence[SessionDay], now: datetime.date, text: str) -> SessionDay:
    """The day asked for; else today's, the last one past, or the first."""
    for day in days:
        if str(day.held_on) == text:
            return day
    past = [day for day in days if day.held_on <= now]
    if not days:
        raise Http404
    return past[-1] if past else days[0]


def untickable(session: TrainingSession, day: SessionDay, now: datetime.date) -> str | Promise:
    """Why this day cannot be ticked, in the words that a rule would refuse it with; nothing where it can."""
    if session.status == SessionStatus.CANCELLED:
        return sentences["attendance_not_in_cancelled_class"]
    if session.status == SessionStatus.CLOSED:
        return sentences["attendance_not_in_closed_class"]
    return sentences["attendance_by_today"] if day.held_on > now else ""


def in_words(marked: Marked) -> str:
    if not marked.ticked and not marked.unticked:
        return _("Nothing had changed.")
    ticked = ngettext("%(n)d person ticked", "%(n)d people ticked", marked.ticked) % {"n": marked.ticked}
    if not marked.unticked:
        return f"{ticked}."
    return f"{ticked}, " + ngettext("%(n)d unticked.", "%(n)d unticked.", marked.unticked) % {"n": marked.unticked}
