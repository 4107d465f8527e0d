"""Participants: the list of the people behind the businesses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.paging import page_of
from umkm.access import WITH_PEOPLE
from umkm.models import Participant


@require_safe
@allow(*WITH_PEOPLE)
def participant_list(request: HttpRequest) -> HttpResponse:
    participants = Participant.objects.visible_to(request.user).standing()
    return render(request, "umkm/participant/list.html", {"page": page_of(participants, request, key=("-id",))})
