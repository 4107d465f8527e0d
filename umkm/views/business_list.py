"""The list of businesses, and its search box."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jakpreneur.accounts.allow import allow
from jakpreneur.sorting import Sorting
from umkm.access import DESK, READERS, may_see_people
from umkm.filters.business import BusinessFilter
from umkm.finding import find
from umkm.lookup import LONGEST, businesses_named, fault_in, number_in
from umkm.models import Business, Listing, SavedFilter
from umkm.views.list_page import list_context, only_counted, total_context, without_number

ORDERS = {"nomor": ("digits",), "nama": ("called", "business_id"), "tanggal": ("registered_on", "business_id")}
NEWEST_FIRST = "-nomor"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*READERS)
def business_list(request: HttpRequest) -> HttpResponse:
    """A GET lists; a POST is the search box, so that no NIK stands in an address."""
    return business_search(request) if request.method == "POST" else businesses_listed(request)


def businesses_listed(request: HttpRequest, **searched: str) -> HttpResponse:
    """`searched`: a number that led nowhere, as `typed`, and why, as `not_found`; both stand in the search box."""
    listed = BusinessFilter(request.GET, Listing.objects.visible_to(request.user), user=request.user)
    if elsewhere := without_number(request, listed):
        return elsewhere
    if only_counted(request):
        return render(
            request, "umkm/business/total.html", total_context(request, listed, f"?{listed.query.urlencode()}")
        )
    sorting = Sorting(ORDERS, NEWEST_FIRST, listed.query)
    found = find(listed, request, listed.key(sorting.key))
    businesses = Business.objects.for_list().in_bulk(found.keys)
    return render(
        request,
        "umkm/business/list.html",
        list_context(request, listed, sorting, found, SavedFilter.Of.BUSINESSES)
        | {
            "rows": [businesses[key] for key in found.keys],
            "sees_people": may_see_people(request.user),
            "may_register": request.user.role in DESK,
        }
        | searched,
    )


def business_search(request: HttpRequest) -> HttpResponse:
    """Words go to the list, a number straight to its record; several records of one number to the list of them."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    number = number_in(text)
    if number is None:
        return redirect(f"{reverse('business_list')}?{urlencode({'q': text})}" if text else "business_list")
    match businesses_named(number, request.user):
        case []:
            not_found = fault_in(number) or _("No business you may see has this number.")
            return businesses_listed(request, typed=text, not_found=not_found)
        case [business]:
            return redirect("business_detail", business.number)
        case several:
            numbers = ",".join(business.number for business in several)
            return redirect(f"{reverse('business_list')}?{urlencode({'nomor': numbers})}")
