"""Visits: the list, one visit, logging, changing and voiding."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from jakpreneur.paging import page_of
from jakpreneur.rule_form import sent
from pendampingan.access import (
    ASSIGNERS,
    VISIT_READERS,
    VISITORS,
    may_change_visit,
    may_verify_visit,
    may_void_visit,
)
from pendampingan.counts.caseload import caseload_of
from pendampingan.filters import VisitFilter
from pendampingan.forms.visit import ChoosingForm, VisitEditForm, VisitForm, VoidingForm
from pendampingan.models import MentoringVisit, Topic
from pendampingan.views.caseload import BY_NAME, caseload
from umkm.models import Business


@never_cache
@require_safe
@allow(*VISIT_READERS)
def visit_list(request: HttpRequest) -> HttpResponse:
    """A mentor starts with the caseload; `?daftar=kunjungan` and everybody else's page is the list of visits."""
    if request.user.role in VISITORS and request.GET.get("daftar") != "kunjungan":
        return caseload(request)
    visible = MentoringVisit.objects.visible_to(request.user).for_list().known_to(request.user)
    visits = VisitFilter(request.GET, visible, request=request)
    return render(
        request,
        "pendampingan/visit/list.html",
        {
            "filter": visits,
            "narrowed": any(request.GET.get(name) for name in visits.filters),
            "to_verify": visits.qs.count() if visits.asks_what_to_verify else None,
            "page": page_of(visits.qs, request, key=("-visited_on", "-id")),
            "visits": request.user.role in VISITORS,
            "assigns": request.user.role in ASSIGNERS,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*VISITORS)
def visit_log(request: HttpRequest) -> HttpResponse:
    """`?usaha=` says which business; without it one is chosen first. A form sent whole needs no such step."""
    if not request.GET.get("usaha") and "visited_on" not in request.POST:
        return visit_choose(request)
    form = VisitForm(sent(request), by=request.user, initial={"business": request.GET.get("usaha", "")})
    if form.is_valid() and (visit := form.save()):
        messages.success(request, _("The visit to %(business)s was logged.") % {"business": visit.business.name})
        return redirect("visit_detail", visit.pk)
    return render(request, "pendampingan/visit/log.html", {"form": form})


def visit_choose(request: HttpRequest) -> HttpResponse:
    """Whom the mentor visited: tapped in the caseload, or found by number, slip code or name."""
    form = ChoosingForm(sent(request), by=request.user)
    if form.is_valid():
        return redirect(f"{reverse('visit_log')}?{urlencode({'usaha': form.write().number})}")
    followed = caseload_of(request.user).active()
    return render(
        request, "pendampingan/visit/choose.html", {"form": form, "page": page_of(followed, request, key=BY_NAME)}
    )


@never_cache
@require_safe
@allow(*VISIT_READERS)
def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(MentoringVisit.objects.visible_to(request.user).for_record(), pk=pk)
    return render(
        request,
        "pendampingan/visit/detail.html",
        {
            "visit": visit,
            "known": Business.objects.visible_to(request.user).filter(pk=visit.business_id).exists(),
            "topics": Topic.objects.named(visit.topics),
            "changes": may_change_visit(request.user, visit),
            "voids": may_void_visit(request.user, visit),
            "verifies": may_verify_visit(request.user, visit),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*VISITORS)
def visit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(MentoringVisit.objects.visible_to(request.user).for_record(), pk=pk)
    if not may_change_visit(request.user, visit):
        raise PermissionDenied
    form = VisitEditForm(sent(request), visit=visit, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("The visit was saved."))
        for told in form.changed_by_others():
            messages.info(request, told)
        return redirect("visit_detail", pk)
    return render(request, "pendampingan/visit/edit.html", {"form": form, "visit": visit})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.STAFF, *VISITORS)
def visit_void(request: HttpRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(MentoringVisit.objects.visible_to(request.user).for_record(), pk=pk)
    if not may_void_visit(request.user, visit):
        raise PermissionDenied
    form = VoidingForm(sent(request), visit=visit, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("The visit was voided."))
        return redirect("visit_detail", pk)
    return render(request, "pendampingan/visit/void.html", {"form": form, "visit": visit})
