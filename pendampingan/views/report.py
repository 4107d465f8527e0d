"""The report of each month: provisional until staff close the month, then fixed, with what became known since after it."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from jakpreneur.acting import today
from jakpreneur.context import holds_sample_data
from jakpreneur.paging import page_of
from jakpreneur.rule_form import sent
from pendampingan.access import COUNTERS, MONTH_CLOSERS, counts_open_to
from pendampingan.counts.group import STEPS
from pendampingan.counts.report import known_now_of, last_over, month_states, report_of, revisions_of, there_is
from pendampingan.counts.sampled import latest
from pendampingan.forms.month import MonthCloseForm
from pendampingan.models import LedgerLine, MonthClose
from pendampingan.printing.report import MOST_LINES, report_paper
from pendampingan.report_table import LineRow, ReportTables
from pendampingan.views.printed import pdf
from umkm.models import Business

#: Of the lines after the close so many stand on the report's own page.
NEWEST = 50
NEWEST_FIRST = ("-recorded_at", "-id")


def month_asked(word: str, last: datetime.date) -> datetime.date:
    """ "2021-10" → 1 October 2021; 404 for what is no month, for one before the registry's first and one after `last`."""
    try:
        month = datetime.date.fromisoformat(f"{word}-01")
    except ValueError:
        raise Http404 from None
    if month > last or not there_is(month):
        raise Http404
    return month


@never_cache
@require_safe
@allow(*Role)
def report_list(request: HttpRequest) -> HttpResponse:
    tables = ReportTables(counts_open_to(request.user))
    return render(
        request,
        "pendampingan/report/list.html",
        {"rows": tables.states(month_states(today())), "steps": STEPS, "closes": request.user.role in MONTH_CLOSERS},
    )


@never_cache
@require_safe
@allow(*Role)
def report_show(request: HttpRequest, month: str) -> HttpResponse:
    return render(
        request,
        "pendampingan/report/show.html",
        told(request, month, NEWEST) | {"closes": request.user.role in MONTH_CLOSERS},
    )


@never_cache
@require_safe
@allow(*Role)
def report_print(request: HttpRequest, month: str) -> HttpResponse:
    """The same on A4, in the city's own language whoever prints it."""
    sample = ["data-contoh"] if holds_sample_data() else []
    name = "-".join(["laporan", month, *sample])
    return pdf(report_paper(**told(request, month, MOST_LINES), printed_on=today()), f"{name}.pdf")


def told(request: HttpRequest, word: str, most: int) -> dict:
    """The report, and of a closed month what became known since, with the newest lines that the reader may see."""
    report = report_of(month_asked(word, last_over(today())))
    tables, rates = ReportTables(counts_open_to(request.user)), latest(STEPS)
    if report.close is None:
        steps, since, revisions, rows, listed = tables.steps(report, None, rates), None, [], [], 0
    else:
        steps = tables.steps(report, known_now_of(report.month), rates)
        since = revisions_of(report.close)
        revisions = tables.revisions(since)
        lines = tables.lines_after(report.close) if since.lines else LedgerLine.objects.none()
        listed = since.lines if tables.open_counts.whole_city else lines.count()
        rows = line_rows(request, tables, list(lines.for_list().order_by(*NEWEST_FIRST)[:most]))
    return {
        "report": report,
        "steps": steps,
        "centres": tables.centres(report),
        "since": since,
        "revisions": revisions,
        "rows": rows,
        "listed": listed,
    }


def line_rows(request: HttpRequest, tables: ReportTables, lines: list[LedgerLine]) -> list[LineRow]:
    ids = {line.business_id for line in lines}
    seen = Business.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True) if ids else ()
    return tables.lines(lines, set(seen))


@never_cache
@require_safe
@allow(*COUNTERS)
def report_lines(request: HttpRequest, month: str) -> HttpResponse:
    """All lines that were entered after the close and are the reader's to see, the newest first."""
    close = get_object_or_404(MonthClose.objects.all(), month=month_asked(month, last_over(today())))
    tables = ReportTables(counts_open_to(request.user))
    lines = tables.lines_after(close)
    page = page_of(lines.for_list(), request, key=NEWEST_FIRST)
    return render(
        request,
        "pendampingan/report/lines.html",
        {"close": close, "listed": lines.count(), "page": page, "rows": line_rows(request, tables, page.rows)},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*MONTH_CLOSERS)
def month_close(request: HttpRequest, month: str) -> HttpResponse:
    """Of the running month it is said that it is not over."""
    first = month_asked(month, today())
    if request.method != "POST" and MonthClose.objects.filter(month=first).exists():
        return redirect("report_show", month)
    form = MonthCloseForm(sent(request), month=first, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("The month is closed: its report stays as it is."))
        return redirect("report_show", month)
    return render(
        request,
        "pendampingan/report/close.html",
        {"form": form, "month": first, "is_over": first <= last_over(today())},
    )
