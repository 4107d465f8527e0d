"""What businesses do, suggested while a clerk types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from umkm.access import DESK
from umkm.models import Kbli

LONGEST = 100  # letters of a search


@require_safe
@allow(*DESK)
def kbli_suggestions(request: HttpRequest) -> HttpResponse:
    """The options that fit `q`, for the list below the field; nothing where none does."""
    activities = Kbli.objects.current().offered(request.GET.get("q", "")[:LONGEST])
    return render(request, "umkm/kbli/options.html", {"activities": activities})
