"""What was announced in public, day by day."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.rule_form import sent
from pendampingan.access import TARGET_KEEPERS
from pendampingan.counts.published import announced
from pendampingan.forms.once import VoidForm
from pendampingan.forms.published import FigureCorrectionForm, FigureForm
from pendampingan.history.kept import history_of
from pendampingan.models import PublishedFigure
from pendampingan.rules.published import void_figure
from pendampingan.views.kept import detail_of, voided_before, write_page


@never_cache
@require_safe
@allow(*TARGET_KEEPERS)
def figure_list(request: HttpRequest) -> HttpResponse:
    page = {"days": announced(), "voided": PublishedFigure.objects.voided().for_list()}
    return render(request, "pendampingan/published/list.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def figure_add(request: HttpRequest) -> HttpResponse:
    form = FigureForm(sent(request), by=request.user)
    return write_page(
        request, form, "pendampingan/published/add.html", done=_("The figure was saved."), then="figure_detail"
    )


@never_cache
@require_safe
@allow(*TARGET_KEEPERS)
def figure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    figure = get_object_or_404(PublishedFigure, pk=pk)
    page = detail_of(figure, "figure_detail") | {"history": history_of(figure)}
    return render(request, "pendampingan/published/detail.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def figure_correct(request: HttpRequest, pk: int) -> HttpResponse:
    figure = get_object_or_404(PublishedFigure, pk=pk)
    if back := voided_before(request, figure, "figure_detail"):
        return back
    form = FigureCorrectionForm(sent(request), row=figure, by=request.user)
    return write_page(
        request, form, "pendampingan/published/correct.html", done=_("The figure was corrected."), then="figure_detail"
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*TARGET_KEEPERS)
def figure_void(request: HttpRequest, pk: int) -> HttpResponse:
    figure = get_object_or_404(PublishedFigure, pk=pk)
    if back := voided_before(request, figure, "figure_detail"):
        return back
    form = VoidForm(sent(request), row=figure, void=partial(void_figure, figure=figure), by=request.user)
    return write_page(
        request, form, "pendampingan/published/void.html", done=_("The figure was voided."), then="figure_detail"
    )
