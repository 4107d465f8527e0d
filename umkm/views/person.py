"""One participant: the page, what is changed on it, a NIK corrected."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from jakpreneur.meanwhile import EditForm
from jakpreneur.paging import page_of
from jakpreneur.rule_form import sent
from umkm.access import DESK, WITH_PEOPLE, may_change_person
from umkm.facts import facts_of_person
from umkm.forms.person import NikCorrectionForm, PersonForm
from umkm.models import Business, Participant
from umkm.panels import person_panels_for, person_timeline_for

NEWEST = 20


@require_safe
@allow(*WITH_PEOPLE)
def participant_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who somebody is, and what the reader may see of their businesses and classes; ?riwayat=semua tells all that happened."""
    participant = the_person(request, pk)
    businesses = Business.objects.visible_to(request.user).of(participant).for_list()
    most = None if request.GET.get("riwayat") == "semua" else NEWEST
    timeline = person_timeline_for(participant, request.user, most=most)
    return render(
        request,
        "umkm/person/detail.html",
        {
            "participant": participant,
            "facts": facts_of_person(participant, request.user),
            "page": page_of(businesses, request, key=("-id",)),
            "panels": person_panels_for(participant, request.user),
            "timeline": timeline,
            "there_is_more": timeline.total > len(timeline.entries),
            "changeable": may_change_person(request.user, participant),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def participant_edit(request: HttpRequest, pk: int) -> HttpResponse:
    words = {"title": _("Edit the person"), "button": _("Save"), "done": _("%(name)s was saved.")}
    return change(request, pk, PersonForm, words)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def participant_nik(request: HttpRequest, pk: int) -> HttpResponse:
    words = {
        "title": _("Correct the NIK"),
        "text": _("What was entered was wrong. The card was checked, and this is the same person."),
        "button": _("Save the correction"),
        "done": _("The NIK of %(name)s was corrected."),
    }
    return change(request, pk, NikCorrectionForm, words)


def change(request: HttpRequest, pk: int, form_class: type[EditForm], words: dict[str, Any]) -> HttpResponse:
    participant = the_person(request, pk)
    if not may_change_person(request.user, participant):
        raise PermissionDenied
    form = form_class(sent(request), by=request.user, participant=participant)
    if form.is_valid() and (saved := form.save()):
        messages.success(request, words["done"] % {"name": saved.name})
        for oddity in saved.nik.warnings(today=today(), birth_date=saved.born_on, sex=saved.sex):
            messages.warning(request, oddity)
        for told in form.changed_by_others():
            messages.info(request, told)
        return redirect("participant_detail", pk)
    return render(request, "umkm/person/change.html", words | {"form": form, "participant": participant})


def the_person(request: HttpRequest, pk: int) -> Participant:
    return get_object_or_404(Participant.objects.visible_to(request.user).select_related("kelurahan__centre"), pk=pk)
