"""The classes of a month as a calendar."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from pendampingan.access import CLASS_KEEPERS, CLASS_READERS
from pendampingan.counts.month import weeks_of
from pendampingan.filters import SessionFilter
from pendampingan.models import TrainingSession

#: Years that can be looked at: beyond them lies a mistyped one.
YEARS = range(2000, 2100)


@never_cache
@require_safe
@allow(*CLASS_READERS)
def session_calendar(request: HttpRequest) -> HttpResponse:
    """`?bulan=2026-11`, else this month; narrowed as the list is."""
    now = today()
    asked = request.GET.copy()
    asked.setdefault("bulan", f"{now:%Y-%m}")
    sessions = SessionFilter(asked, TrainingSession.objects.visible_to(request.user).standing(), request=request)
    month = sessions.form.cleaned_data.get("bulan") if sessions.is_valid() else None
    first = month[0] if month and month[0].year in YEARS else now.replace(day=1)
    return render(
        request,
        "pendampingan/session/calendar.html",
        {
            "filter": sessions,
            "first": first,
            "today": now,
            "weeks": weeks_of(first, sessions.qs),
            "before": beside(request, first - datetime.timedelta(days=1)),
            "after": beside(request, first + datetime.timedelta(days=31)),
            "keeps": request.user.role in CLASS_KEEPERS,
        },
    )


def beside(request: HttpRequest, day: datetime.date) -> str:
    """The address of the month of that day, narrowed alike."""
    query = request.GET.copy()
    query["bulan"] = f"{day:%Y-%m}"
    return f"?{query.urlencode()}"
