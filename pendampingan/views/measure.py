"""The definitions of what counts."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.rule_form import sent
from pendampingan.access import TARGET_KEEPERS
from pendampingan.forms.measure import MeasureCorrectionForm, MeasureForm
from pendampingan.forms.once import VoidForm
from pendampingan.history.kept import history_of
from pendampingan.models import Measure
from pendampingan.rules.measure import void_measure
from pendampingan.views.kept import detail_of, voided_before, write_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def measure_add(request: HttpRequest) -> HttpResponse:
    form = MeasureForm(sent(request), by=request.user)
    return write_page(
        request, form, "pendampingan/measure/add.html", done=_("The measure was saved."), then="measure_detail"
    )


@never_cache
@require_safe
@allow(*TARGET_KEEPERS)
def measure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(Measure, pk=pk)
    page = detail_of(measure, "measure_detail") | {"history": history_of(measure)}
    return render(request, "pendampingan/measure/detail.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def measure_correct(request: HttpRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(Measure, pk=pk)
    if back := voided_before(request, measure, "measure_detail"):
        return back
    form = MeasureCorrectionForm(sent(request), row=measure, by=request.user)
    return write_page(
        request, form, "pendampingan/measure/correct.html", done=_("The measure was corrected."), then="measure_detail"
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def measure_void(request: HttpRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(Measure, pk=pk)
    if back := voided_before(request, measure, "measure_detail"):
        return back
    form = VoidForm(sent(request), row=measure, void=partial(void_measure, measure=measure), by=request.user)
    return write_page(
        request, form, "pendampingan/measure/void.html", done=_("The measure was voided."), then="measure_detail"
    )
