"""The record of a business."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import User
from umkm.access import READERS, may_change, may_see_people, may_take_apart, may_void
from umkm.choices import Stage
from umkm.facts import facts_of
from umkm.models import Business, PossibleDouble
from umkm.panels import Evidence, evidence_for, panels_for, timeline_for
from umkm.rules.placement import places_of

#: Lines of the timeline on the record; the whole has a page of its own.
NEWEST = 50
#: Possible doubles that the record names; the list of pairs has all of them.
MOST_ALIKE = 5


@require_safe
@allow(*READERS)
def business_detail(request: HttpRequest, number: str) -> HttpResponse:
    business = get_object_or_404(Business.objects.visible_to(request.user).for_record(), number=number)
    places = list(places_of(business).select_related("kelurahan__centre"))
    return render(
        request,
        "umkm/business/detail.html",
        {
            "business": business,
            "groups": facts_of(business, places, request.user),
            "steps": steps_of(business, request.user),
            **told(business, request, most=NEWEST),
            "panels": panels_for(business, request.user),
            "actions": actions_on(business, request.user),
            "place": places[0],
            "may_change": may_change(request.user, business),
            "alike": alike(business, request.user) if may_change(request.user, business) else [],
            "mentor": business.assignments.open().select_related("mentor").first(),
            "sees_people": may_see_people(request.user),
            "survivor_is_seen": Business.objects.visible_to(request.user).filter(pk=business.merged_into_id).exists(),
        },
    )


def alike(business: Business, user: User) -> list[tuple[Business, str]]:
    """The registered ones that it may be and nobody has decided about: each with the page that asks."""
    pairs = PossibleDouble.objects.visible_to(user).undecided().with_business(business)
    named = pairs.select_related("first", "second").only(
        "first__number", "first__name", "second__number", "second__name"
    )
    return [
        (pair.other_than(business), reverse("double_decide", args=[pair.first.number, pair.second.number]))
        for pair in named.order_by("-second_id", "-first_id")[:MOST_ALIKE]
    ]


@require_safe
@allow(*READERS)
def business_history(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that is known to have happened to it."""
    business = get_object_or_404(Business.objects.visible_to(request.user).for_record(), number=number)
    return render(request, "umkm/business/history.html", {"business": business, **told(business, request)})


def told(business: Business, request: HttpRequest, most: int | None = None) -> dict[str, object]:
    """The timeline that the request asks for: all that was written, or with ?riwayat=fakta the facts alone."""
    facts_alone = request.GET.get("riwayat") == "fakta"
    timeline = timeline_for(business, request.user, facts_alone=facts_alone, most=most)
    return {"timeline": timeline, "facts_alone": facts_alone, "there_is_more": timeline.total > len(timeline.entries)}


@dataclass(frozen=True)
class Step:
    """One stage of a business: when it was reached, if it was, and on what that rests."""

    stage: Stage
    on: object
    evidence: Evidence | None


def steps_of(business: Business, user: User) -> list[Step]:
    reached = {
        Stage.REGISTERED: business.progress.registered_on,
        Stage.TRAINED: business.progress.trained_on,
        Stage.MENTORED: business.progress.mentored_on,
    }
    evidence = evidence_for(business, user)
    return [Step(stage, on, evidence.get(stage) if on else None) for stage, on in reached.items()]


def actions_on(business: Business, user: User) -> list[tuple[str | Promise, str]]:
    """What this user may do with it: words and address."""
    actions = []
    if may_change(user, business):
        actions += [
            (_("Assign a mentor"), "business_mentor"),
            (_("Record a move"), "business_move"),
            (_("Correct the address"), "business_correct"),
            (_("Print the slip"), "business_slip"),
        ]
        if business.is_closed:
            actions.append((_("Open the business again"), "business_reopen"))
        elif not business.is_contested:
            actions.append((_("Close the business"), "business_close"))
    if may_void(user, business):
        actions.append((_("Void the registration"), "business_void"))
    if may_take_apart(user, business):
        actions.append((_("Take the merger apart"), "business_unmerge"))
    return [(words, reverse(name, args=[business.number])) for words, name in actions]
