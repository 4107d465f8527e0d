"""The list of participants, and its search box."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jakpreneur.accounts.allow import allow
from jakpreneur.sorting import Sorting
from umkm.access import DESK, WITH_PEOPLE
from umkm.filters.participant import ParticipantFilter
from umkm.finding import find
from umkm.lookup import LONGEST, fault_in, number_in, people_numbered
from umkm.models import Participant, PersonListing, SavedFilter
from umkm.views.list_page import list_context, only_counted, total_context, without_number

ORDERS = {"nama": ("name_key", "participant_id"), "baru": ("participant_id",)}
NEWEST_FIRST = "-baru"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*WITH_PEOPLE)
def participant_list(request: HttpRequest) -> HttpResponse:
    """A GET lists; a POST is the search box, so that no NIK stands in an address."""
    return participant_search(request) if request.method == "POST" else participants_listed(request)


def participants_listed(request: HttpRequest, **searched: str) -> HttpResponse:
    """`searched`: a number that led nowhere, as `typed`, and why, as `not_found`; both stand in the search box."""
    listed = ParticipantFilter(
        request.GET, PersonListing.objects.visible_to(request.user).standing(), user=request.user
    )
    if elsewhere := without_number(request, listed):
        return elsewhere
    if only_counted(request):
        return render(
            request, "umkm/participant/total.html", total_context(request, listed, f"?{listed.query.urlencode()}")
        )
    sorting = Sorting(ORDERS, NEWEST_FIRST, listed.query)
    found = find(listed, request, listed.key(sorting.key))
    people = Participant.objects.select_related("kelurahan").in_bulk(found.keys)
    return render(
        request,
        "umkm/participant/list.html",
        list_context(request, listed, sorting, found, SavedFilter.Of.PARTICIPANTS)
        | {"rows": [people[key] for key in found.keys], "may_register": request.user.role in DESK}
        | searched,
    )


def participant_search(request: HttpRequest) -> HttpResponse:
    """Words go to the list, a NIK or phone straight to the person; several people of one phone to the list of them."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    number = number_in(text)
    if number is None:
        return redirect(f"{reverse('participant_list')}?{urlencode({'q': text})}" if text else "participant_list")
    match people_numbered(number, request.user):
        case []:
            not_found = fault_in(number) or _("Nobody you may see has this number.")
            return participants_listed(request, typed=text, not_found=not_found)
        case [person]:
            return redirect("participant_detail", person.pk)
        case several:
            keys = ",".join(str(person.pk) for person in several)
            return redirect(f"{reverse('participant_list')}?{urlencode({'orang': keys})}")
