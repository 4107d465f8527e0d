"""Participants: the people behind the businesses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.paging import page_of
from umkm.access import WITH_PEOPLE
from umkm.facts import facts_of_person
from umkm.models import Business, Participant


@require_safe
@allow(*WITH_PEOPLE)
def participant_list(request: HttpRequest) -> HttpResponse:
    participants = Participant.objects.visible_to(request.user).standing()
    return render(request, "umkm/participant/list.html", {"page": page_of(participants, request, key=("-id",))})


@require_safe
@allow(*WITH_PEOPLE)
def participant_detail(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_object_or_404(Participant.objects.visible_to(request.user), pk=pk)
    businesses = Business.objects.visible_to(request.user).of(participant).for_list()
    return render(
        request,
        "umkm/participant/detail.html",
        {
            "participant": participant,
            "facts": facts_of_person(participant, request.user),
            "page": page_of(businesses, request, key=("-id",)),
            "sees_people": True,
        },
    )
