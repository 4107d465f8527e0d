"""Contested registrations: the list of them, and the page where staff decide whose each one is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.paging import page_of
from jakpreneur.rule_form import sent
from umkm.access import DESK, may_decide_contest
from umkm.beside import claim_beside, standing_of
from umkm.forms.contest import ContestForm
from umkm.models import Business
from umkm.rules.contest import decided
from umkm.rules.participant import known_by


@require_safe
@allow(*DESK)
def contest_list(request: HttpRequest) -> HttpResponse:
    contested = Business.objects.visible_to(request.user).contested()
    return render(
        request,
        "umkm/contest/list.html",
        {
            "page": page_of(contested.for_list(), request, key=("-id",)),
            "total": contested.count(),
            "decides": may_decide_contest(request.user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def contest_decide(request: HttpRequest, number: str) -> HttpResponse:
    """Both people side by side. An officer reads it; staff decide, and who comes second is told what the first did."""
    business = get_object_or_404(Business.objects.visible_to(request.user).for_record(), number=number)
    decides = may_decide_contest(request.user)
    if request.method == "POST" and not decides:
        raise PermissionDenied
    if request.method != "POST" and (not business.is_contested or business.is_voided):
        messages.info(request, decided(business))
        return redirect("business_detail", number)
    if business.claimed_nik is None:
        return redirect("business_detail", number)
    known = known_by(business.claimed_nik)
    form = ContestForm(sent(request), by=request.user, business=business, known=known)
    if form.is_valid() and (business := form.save()):
        messages.success(request, _("Decided: %(name)s.") % {"name": business.name})
        return redirect("business_detail", number)
    return render(
        request,
        "umkm/contest/decide.html",
        {
            "business": form.business,
            "known": known,
            "lines": claim_beside(form.business, known, request.user),
            "others": standing_of(known, request.user) if known else [],
            "form": form,
            "decides": decides,
        },
    )
