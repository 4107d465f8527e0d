"""Classes that wait to be closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.paging import page_of
from pendampingan.access import CLASS_KEEPERS
from pendampingan.counts.overdue import overdue
from pendampingan.filters import SessionFilter


@never_cache
@require_safe
@allow(*CLASS_KEEPERS)
def session_overdue(request: HttpRequest) -> HttpResponse:
    """The longest over first; `?pusat=` as in the list of classes."""
    sessions = SessionFilter(request.GET, overdue(request.user), request=request).qs
    return render(
        request,
        "pendampingan/session/overdue.html",
        {"total": sessions.count(), "page": page_of(sessions, request, key=("last_on", "id"))},
    )
