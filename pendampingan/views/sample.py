"""Samples of the businesses behind a figure: drawn, called, and what came of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from jakpreneur.paging import page_of
from jakpreneur.rule_form import sent
from jakpreneur.templatetags.jakpreneur import number
from pendampingan.access import SAMPLE_READERS, SAMPLERS
from pendampingan.counts.group import Group
from pendampingan.counts.sampled import ErrorRate, moment_of
from pendampingan.figures import said
from pendampingan.forms.as_of import AsOfForm
from pendampingan.forms.sample import DrawForm, ResultsForm
from pendampingan.history.sample import asked_of, corrections_of
from pendampingan.models import Sample
from pendampingan.views.part import centre_asked
from umkm.access import may_see_people


@never_cache
@require_safe
@allow(*SAMPLE_READERS)
def sample_list(request: HttpRequest) -> HttpResponse:
    page = page_of(Sample.objects.visible_to(request.user).for_list().with_results(), request, key=("-id",))
    rates = [ErrorRate.of(sample) for sample in page]
    return render(
        request,
        "pendampingan/sample/list.html",
        {"page": page, "rates": rates, "draws": request.user.role in SAMPLERS},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*SAMPLERS)
def sample_draw(request: HttpRequest) -> HttpResponse:
    try:
        group = Group(request.GET.get("tahap") or Group.REGISTERED)
    except ValueError:
        raise Http404 from None
    as_of = AsOfForm(request.GET, today=today())
    first = DrawForm.first(group, centre_asked(request), as_of.as_of, today=as_of.today)
    form = DrawForm(sent(request), initial=first, by=request.user)
    if form.is_valid() and (key := form.save()):
        return redirect("sample_detail", key)
    return render(request, "pendampingan/sample/draw.html", {"form": form})


@never_cache
@require_safe
@allow(*SAMPLE_READERS)
def sample_detail(request: HttpRequest, pk: int) -> HttpResponse:
    sample = _sample(request, pk)
    return render(
        request,
        "pendampingan/sample/detail.html",
        _page(request, sample)
        | {
            "page": page_of(sample.businesses.for_list(), request, key=("position",), size=50),
            "corrections": may_see_people(request.user) and corrections_of(sample),
            "enters": request.user.role in SAMPLERS,
        },
    )


@never_cache
@require_safe
@allow(*SAMPLERS)
def call_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    sample = _sample(request, pk)
    rows = list(sample.businesses.for_calling())
    asked = asked_of(sample, rows)
    sheet = [(row, asked[row.position]) for row in rows]
    return render(request, "pendampingan/sample/sheet.html", _page(request, sample) | {"sheet": sheet})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*SAMPLERS)
def sample_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Some businesses a page. What was typed is saved by Enter in any field; the focus is then in the first open one."""
    sample = _sample(request, pk)
    page = page_of(sample.businesses.for_list(), request, key=("position",))
    form = ResultsForm(sent(request), sample=sample, drawn=page.rows, by=request.user)
    if form.is_valid() and (changed := form.save()) is not None:
        messages.success(request, _("Results that changed: %(results)s.") % {"results": number(changed)})
        left = sample.businesses.open().filter(pk__in=[row.pk for row in form.mine]).exists()
        return redirect(request.get_full_path() if left or not page.older else request.path + page.older)
    asked = asked_of(sample, page.rows)
    rows = [(row, asked[row.drawn.position]) for row in form.rows()]
    return render(
        request, "pendampingan/sample/results.html", _page(request, sample) | {"form": form, "rows": rows, "page": page}
    )


def _sample(request: HttpRequest, pk: int) -> Sample:
    return get_object_or_404(Sample.objects.visible_to(request.user).for_list().with_results(), pk=pk)


def _page(request: HttpRequest, sample: Sample) -> dict[str, object]:
    """What the pages of one sample have in common."""
    moment, place = moment_of(sample), {"pusat": sample.centre.code} if sample.centre else {}
    address = f"{urlencode({'tahap': sample.group} | place)}&{said(moment)}"
    return {
        "sample": sample,
        "group": Group(sample.group),
        "moment": moment,
        "rate": ErrorRate.of(sample),
        "rows_behind": f"{reverse('count_list')}?{address}",
        "sees_people": may_see_people(request.user),
    }
