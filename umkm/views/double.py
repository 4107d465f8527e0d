"""Possible doubles: found while a business is being registered, listed, compared and decided."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import User
from jakpreneur.paging import page_of
from umkm.access import DESK
from umkm.beside import beside_typed, pair_beside, why_in_words
from umkm.forms.double import DistinctionForm, HalfTyped, MergerForm
from umkm.models import Business, Distinction, PossibleDouble
from umkm.rules.doubles import why_alike


@require_POST
@allow(*DESK)
def business_doubles(request: HttpRequest) -> HttpResponse:
    """A fragment: what is registered already and may be what is being typed. By POST, so that no NIK is in an address."""
    matches = beside_typed(HalfTyped(request.POST).typed(), request.user)
    return render(request, "umkm/double/beside.html", {"matches": matches})


@require_safe
@allow(*DESK)
def double_list(request: HttpRequest) -> HttpResponse:
    """The registered businesses that may be one, pair by pair: for an officer those of which they see both."""
    pairs = PossibleDouble.objects.visible_to(request.user).undecided()
    page = page_of(pairs.for_list(), request, key=("-second_id", "-first_id"))
    told = [(pair.second, pair.first, why_in_words(why_alike(pair.first, pair.second))) for pair in page]
    return render(request, "umkm/double/list.html", {"page": page, "pairs": told, "total": pairs.count()})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def double_decide(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Two businesses side by side: they are one, and one number survives; or they are two, and nobody asks again."""
    first, second = pair(one, other, request.user)
    if request.method != "POST" and not all(takes_part(business) for business in (first, second)):
        messages.info(request, _("This pair was decided about meanwhile."))
        return redirect("double_list")
    merge, part = "merge" in request.POST, "part" in request.POST
    words = {"by": request.user, "pair": (first, second)}
    merger = MergerForm(request.POST if merge else None, prefix="one", **words)
    distinction = DistinctionForm(request.POST if part else None, prefix="two", **words)
    if merge and merger.is_valid() and (survivor := merger.save()):
        messages.success(request, _("They are one business now: %(number)s.") % {"number": survivor.number})
        return redirect("business_detail", survivor.number)
    if part and distinction.is_valid() and distinction.save():
        messages.success(request, _("Kept as two businesses: %(one)s and %(other)s.") % {"one": one, "other": other})
        return redirect("double_list")
    return render(
        request,
        "umkm/double/compare.html",
        {
            "first": first,
            "second": second,
            "lines": pair_beside(first, second),
            "why": why_in_words(why_alike(first, second)),
            "form": distinction if part else merger,
            "merger": merger,
            "distinction": distinction,
            "told_apart": Distinction.objects.standing().between(first, second).select_related("recorded_by").first(),
        },
    )


def pair(one: str, other: str, user: User) -> list[Business]:
    """The two in order of registration; no page where the user does not see both."""
    rows = Business.objects.visible_to(user).filter(Q(number=one) | Q(number=other))
    found = list(rows.select_related("owner", "kelurahan__centre", "progress__centre").order_by("pk"))
    if len(found) != 2:
        raise Http404
    return found


def takes_part(business: Business) -> bool:
    return not (business.is_voided or business.is_merged or business.is_contested)
