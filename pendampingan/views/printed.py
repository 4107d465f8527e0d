"""Papers of a class, as PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from pendampingan.access import CLASS_KEEPERS
from pendampingan.counts.seats import seats_of
from pendampingan.models import TrainingSession
from pendampingan.printing.sheet import sheet_of
from pendampingan.views.attendance import chosen_day


@require_safe
@allow(*CLASS_KEEPERS)
def attendance_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of one day (`hari`) to be signed; who has withdrawn is not on it."""
    session = get_object_or_404(TrainingSession.objects.visible_to(request.user).for_record(), pk=pk)
    day = chosen_day(list(session.days.standing().order_by("held_on")), today(), request.GET.get("hari", ""))
    seats = [seat for seat in seats_of(session, request.user) if not seat.has_left]
    return pdf(sheet_of(session, day, seats), f"daftar-hadir-{pk}-{day.held_on}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A file that browsers show, and save under this name."""
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
