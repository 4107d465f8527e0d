"""Cited figures: a permanent address for each, that opens for anybody and says what became of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jakpreneur.accounts.allow import allow, public
from jakpreneur.acting import today
from jakpreneur.paging import page_of
from jakpreneur.rate_limit import limited
from pendampingan.access import COUNTERS, counts_open_to
from pendampingan.change_table import asked
from pendampingan.choices import Basis
from pendampingan.counts.change import Change
from pendampingan.counts.citations import FEWEST_HASHED, Way, as_of_cited, changed, citable, recounted, told
from pendampingan.counts.group import Group
from pendampingan.counts.measures import wording_of
from pendampingan.counts.sampled import latest
from pendampingan.counts.seals import seal_of
from pendampingan.figures import Figure, said
from pendampingan.forms.as_of import AsOfForm
from pendampingan.forms.change import GROUPS
from pendampingan.models import Citation
from pendampingan.rules.citation import cite
from pendampingan.views.citing import address_of
from pendampingan.views.part import centre_asked
from umkm.models import Business
from umkm.slip import qr_code


@require_POST
@allow(*COUNTERS)
def figure_cite(request: HttpRequest) -> HttpResponse:
    """Cites the figure that is sent as addresses name it, and goes to its page; the same one twice has one page."""
    form, centre = AsOfForm(request.POST, today=today()), centre_asked(request)
    try:
        group = Group(request.POST.get("tahap"))
    except ValueError:
        raise Http404 from None
    if not form.is_valid():
        raise Http404
    as_of = citable(form.as_of, today=form.today)
    try:
        citation = cite(figure=group.value, centre=centre, day=as_of.per, known_on=as_of.known_on, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        board = reverse("centre_dashboard", args=[centre.code]) if centre else reverse("city_dashboard")
        return redirect(f"{board}?{said(form.as_of)}")
    return redirect("citation", citation.code)


@never_cache
@require_safe
@limited(a_minute=20)
@public
def citation(request: HttpRequest, citation: str) -> HttpResponse:
    """What was cited, and what counting it anew gives now. A stranger reads how many; which, those who see the rows."""
    found = Citation.objects.for_record().filter(code=citation.upper()).first()
    answer = render(
        request,
        "pendampingan/citation/public.html",
        _page(request, found) if found else {},
        status=200 if found else 404,
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _page(request: HttpRequest, found: Citation) -> dict:
    opens = request.user.is_authenticated and counts_open_to(request.user).includes(found.centre)
    group, as_of, now = Group(found.figure), as_of_cited(found), recounted(found)
    place = f"&pusat={found.centre.code}" if found.centre else ""
    rows = f"{reverse('count_list')}?tahap={group.value}{place}&{said(as_of)}" if opens else None
    address = address_of(request, found)
    return {
        "citation": found,
        "group": group,
        "as_of": as_of,
        "figure": Figure(found.value, rows),
        "measure": wording_of(group, found.day),
        "rate": latest([group], found.centre).get(group),
        "seal": seal_of(found.known_on),
        "now": now,
        "came": Figure(now.came, reverse("citation_changes", args=[found.code, Way.CAME]) if opens else None),
        "went": Figure(now.went, reverse("citation_changes", args=[found.code, Way.WENT]) if opens else None),
        "why": f"{reverse('change')}?{urlencode(asked(_since(found)))}" if opens and group in GROUPS else None,
        "opens": opens,
        "hashed": opens or found.value >= FEWEST_HASHED,
        "fewest": FEWEST_HASHED,
        "address": address,
        "qr": qr_code(address),
    }


def _since(found: Citation) -> Change:
    """From what was cited to what is known now."""
    as_of = as_of_cited(found)
    return Change(as_of, as_of.known(Basis.NOW), Group(found.figure), found.centre)


@require_safe
@allow(*COUNTERS)
def citation_changes(request: HttpRequest, citation: str, way: str) -> HttpResponse:
    """Which businesses came into the figure since it was cited, or went out of it."""
    found = get_object_or_404(Citation.objects.for_record(), code=citation.upper())
    if not counts_open_to(request.user).includes(found.centre):
        raise Http404
    way, now = Way(way), recounted(found)
    page = page_of(changed(found, way), request, key=("business_id",))
    ids = [row.business_id for row in page]
    return render(
        request,
        "pendampingan/citation/changes.html",
        {
            "citation": found,
            "group": Group(found.figure),
            "as_of": as_of_cited(found),
            "came": way == Way.CAME,
            "number": now.came if way == Way.CAME else now.went,
            "page": page,
            "rows": told(ids, found),
            "open_records": set(
                Business.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True)
            ),
        },
    )
