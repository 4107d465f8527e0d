"""Whom mentors follow: a mentor's own list, how much each has in hand, and handing over."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role, User
from jakpreneur.paging import page_of
from jakpreneur.rule_form import sent
from jakpreneur.templatetags.jakpreneur import number, who
from pendampingan.access import ASSIGNERS
from pendampingan.counts.caseload import caseload_of, in_hand, loads_at, steps_due, unvisited, with_steps_due
from pendampingan.filters import InHandFilter
from pendampingan.forms.handing_over import CentreForm, HandOverForm
from umkm.models import Assignment, Business, Centre

#: The order of a caseload.
BY_NAME = ("listing__called", "id")
#: What `?saring=` narrows a caseload to, in the order of what has waited longest.
NARROWED = {"tindak": (with_steps_due, ("next_step_due", "id")), "belum": (unvisited, ("waits_since", "id"))}
#: Businesses that can be ticked on one page.
AT_ONCE = 250


def caseload(request: HttpRequest) -> HttpResponse:
    """Whom the mentor follows; all with the agreed steps that are due, or only those where something is to be done."""
    followed, chosen = caseload_of(request.user), request.GET.get("saring")
    narrow, order = NARROWED.get(chosen, (None, BY_NAME))
    shown = narrow(followed) if narrow else followed
    return render(
        request,
        "pendampingan/visit/caseload.html",
        {
            "chosen": chosen if narrow else "",
            "total": shown.count() if narrow else None,
            "steps": None if narrow else steps_due(request.user),
            "page": page_of(shown, request, key=order),
        },
    )


@never_cache
@require_safe
@allow(*ASSIGNERS)
def mentor_loads(request: HttpRequest) -> HttpResponse:
    """What each mentor of a centre has in hand, and how many businesses wait for one."""
    chooser = centre_form(request)
    centre = chooser.centre
    return render(
        request,
        "pendampingan/caseload/loads.html",
        {
            "chooser": chooser,
            "centre": centre,
            "loads": loads_at(centre) if centre else [],
            "waiting": in_hand(centre, None).count() if centre else 0,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*ASSIGNERS)
def hand_over(request: HttpRequest) -> HttpResponse:
    """`?dari=` says whose businesses at the centre `?pusat=` are handed over; without it those that nobody follows."""
    centre, of = centre_form(request).centre, mentor_named(request.GET.get("dari"))
    if centre is None:
        raise Http404
    among = InHandFilter(request.GET, in_hand(centre, of), request=request, centre=centre)
    seen = Business.objects.visible_to(request.user).for_list()
    form = HandOverForm(sent(request), by=request.user, of=of, among=seen, loads=loads_at(centre))
    if form.is_valid() and (handed := form.save()):
        if handed.assignments:
            messages.success(request, told(handed.assignments))
        if not handed.refused:
            return redirect(f"{reverse('mentor_loads')}?{urlencode({'pusat': centre.code})}")
        return render(request, "pendampingan/caseload/handed_over.html", {"handed": handed, "centre": centre})
    page, tick_all = (
        page_of(among.qs.with_business(), request, key=("called", "business_id"), size=AT_ONCE),
        request.GET.copy(),
    )
    tick_all["semua"] = "1"
    return render(
        request,
        "pendampingan/caseload/hand_over.html",
        {
            "form": form,
            "filter": among,
            "centre": centre,
            "of": of,
            "total": among.qs.count(),
            "page": page,
            "tick_all": tick_all.urlencode(),
            "ticked": {row.business.number for row in page} if request.GET.get("semua") else form.ticked,
        },
    )


def centre_form(request: HttpRequest) -> CentreForm:
    centres = Centre.objects.visible_to(request.user).order_by("name")
    return CentreForm(request.GET or None, centres=centres)


def mentor_named(username: str | None) -> User | None:
    if not username:
        return None
    if not username.isprintable():  # the database takes no NUL
        raise Http404
    return get_object_or_404(User, role=Role.MENTOR, username=username)


def told(assignments: list[Assignment]) -> str:
    more = len(assignments)
    words = ngettext(
        "%(mentor)s follows %(number)s more business.", "%(mentor)s follows %(number)s more businesses.", more
    )
    return words % {"number": number(more), "mentor": who(assignments[0].mentor)}
