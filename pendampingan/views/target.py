"""The city's targets and the centres' shares of them."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.rule_form import sent
from jakpreneur.templatetags.jakpreneur import number
from pendampingan.access import TARGET_KEEPERS
from pendampingan.counts.attainment import city_target, targets
from pendampingan.forms.once import VoidForm
from pendampingan.forms.target import MainTargetForm, SharesForm, TargetCorrectionForm, TargetForm
from pendampingan.history.kept import history_of
from pendampingan.models import Measure, Target
from pendampingan.rules.target import void_target
from pendampingan.views.kept import detail_of, voided_before, write_page
from umkm.models import Centre


@never_cache
@require_safe
@allow(*TARGET_KEEPERS)
def target_list(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "pendampingan/target/list.html",
        {
            "targets": targets(),
            "voided": Target.objects.of_city().voided(),
            "measures": Measure.objects.standing().for_list(),
            "voided_measures": Measure.objects.voided().for_list(),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def target_add(request: HttpRequest) -> HttpResponse:
    form = TargetForm(sent(request), by=request.user)
    return write_page(
        request, form, "pendampingan/target/add.html", done=_("The target was saved."), then="target_detail"
    )


@never_cache
@require_safe
@allow(*TARGET_KEEPERS)
def target_detail(request: HttpRequest, pk: int) -> HttpResponse:
    target = get_object_or_404(Target.objects.of_city(), pk=pk)
    return render(
        request,
        "pendampingan/target/detail.html",
        detail_of(target, "target_detail")
        | {
            "of_city": city_target(target),
            "shares": target.shares.standing().by_centre(),
            "history": history_of(target),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def target_shares(request: HttpRequest, pk: int) -> HttpResponse:
    """The shares of all centres on one page; with `look` they are added up and nothing is saved."""
    target = get_object_or_404(Target.objects.of_city(), pk=pk)
    if back := voided_before(request, target, "target_detail"):
        return back
    form = SharesForm(
        sent(request), of_city=city_target(target), centres=Centre.objects.order_by("code"), by=request.user
    )
    if form.is_valid() and "look" not in request.POST and (changed := form.save()) is not None:
        messages.success(request, _("Shares that changed: %(shares)s.") % {"shares": number(changed)})
        return redirect("target_detail", pk)
    return render(request, "pendampingan/target/shares.html", {"form": form, "target": target})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def target_main(request: HttpRequest, pk: int) -> HttpResponse:
    target = get_object_or_404(Target.objects.of_city(), pk=pk)
    if (target.voided_at or target.is_main) and request.method != "POST":
        return redirect("target_detail", pk)
    form = MainTargetForm(sent(request), target=target, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("Dashboards are held against this target from now on."))
        return redirect("target_detail", pk)
    return render(request, "pendampingan/target/main.html", {"form": form, "target": target})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def target_correct(request: HttpRequest, pk: int) -> HttpResponse:
    target = get_object_or_404(Target.objects.of_city(), pk=pk)
    if back := voided_before(request, target, "target_detail"):
        return back
    form = TargetCorrectionForm(sent(request), row=target, by=request.user)
    return write_page(
        request, form, "pendampingan/target/correct.html", done=_("The target was corrected."), then="target_detail"
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def target_void(request: HttpRequest, pk: int) -> HttpResponse:
    target = get_object_or_404(Target.objects.of_city(), pk=pk)
    if back := voided_before(request, target, "target_detail"):
        return back
    form = VoidForm(sent(request), row=target, void=partial(void_target, target=target), by=request.user)
    return write_page(
        request, form, "pendampingan/target/void.html", done=_("The target was voided."), then="target_detail"
    )
