"""Why a count is another one at another moment, and the lines of the ledger that make the difference."""

from dataclasses import dataclass
from tempfile import TemporaryFile
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from jakpreneur.paging import page_of
from pendampingan.access import COUNTERS, counts_open_to
from pendampingan.change_files import sums, write_businesses, write_lines
from pendampingan.change_table import ChangeTables, asked, line_rows, why
from pendampingan.counts.change import Cause, Change, Part, account_of
from pendampingan.counts.changed_businesses import Fate, businesses_with, changed_businesses, fates
from pendampingan.counts.changed_lines import changed_lines
from pendampingan.counts.group import Group
from pendampingan.forms.change import GROUPS, ChangeForm
from pendampingan.views.file import csv_file, named, no_file
from pendampingan.views.part import centre_asked
from umkm.access import may_see_people
from umkm.models import Business, Centre

#: What an address calls the lines that add, and those that take away → their effect.
SIGNS = {"tambah": 1, "kurang": -1}


@dataclass(frozen=True)
class Asked:
    """A change that an address names."""

    form: ChangeForm
    change: Change


def change_asked(request: HttpRequest) -> Asked:
    """404 for a stage or centre there is not, and for a change whose lines are not all the reader's to see."""
    if request.GET.get("tahap", Group.REGISTERED) not in (*GROUPS, ""):
        raise Http404
    centre, opened = centre_asked(request), counts_open_to(request.user)
    if not opened.includes(centre):
        raise Http404
    form = ChangeForm(
        request.GET,
        today=today(),
        centres=Centre.objects.visible_to(request.user),
        whole_city=opened.whole_city,
    )
    form.full_clean()
    return Asked(form, Change(form.first, form.second, form.group, centre))


@require_safe
@allow(*COUNTERS)
def change(request):
    asked_for = change_asked(request)
    account, tables = account_of(asked_for.change), ChangeTables(counts_open_to(request.user))
    return render(
        request,
        "pendampingan/change/show.html",
        {
            "form": asked_for.form,
            "change": asked_for.change,
            "table": tables.table(account),
            "file": f"{reverse('change_file')}?{urlencode(asked(account.change))}",
            "fates": tables.fates(account.change, fates(account.change, account.lines)),
        },
    )


@require_safe
@allow(*COUNTERS)
def change_file(request):
    """The parts of a change as CSV."""
    asked_for = change_asked(request)
    if not asked_for.form.is_valid():
        return no_file(asked_for.form)
    return csv_file(sums(account_of(asked_for.change)), named("perubahan", *said_in_name(asked_for.change)))


def said_in_name(change: Change) -> list[str]:
    """→ terdaftar, 31.71.01, dari, 2021-10-27, lalu, sampai, 2021-11-15, kini."""
    words = asked(change)
    return [
        *(words[name] for name in ("tahap", "pusat") if name in words),
        *("dari", words["dari"], words["dari_diketahui"]),
        *("sampai", words["sampai"], words["sampai_diketahui"]),
    ]


@dataclass(frozen=True)
class Lines:
    """The lines of a change that an address names: all of them, or those of one cause, of one sign."""

    form: ChangeForm
    of: Change
    cause: Cause | None
    effect: int | None

    @property
    def rows(self) -> QuerySet:
        lines = self.of.lines_of(self.cause) if self.cause else self.of.lines
        return lines.filter(effect=self.effect) if self.effect else lines

    @property
    def part(self) -> Part:
        """How many there are of each sign; one query."""
        numbers = dict(self.rows.values_list("effect").annotate(Count("business_id")))
        return Part(self.cause, numbers.get(1, 0), numbers.get(-1, 0))

    @property
    def words(self) -> dict[str, str]:
        """What an address says of them."""
        sign = next((word for word, effect in SIGNS.items() if effect == self.effect), None)
        return asked(self.of) | ({"alasan": self.cause.value} if self.cause else {}) | ({"arah": sign} if sign else {})

    @property
    def why(self) -> str:
        return why(self.cause, self.of) if self.cause else ""


def lines_asked(request: HttpRequest) -> Lines:
    asked_for = change_asked(request)
    try:
        cause = Cause(request.GET["alasan"]) if request.GET.get("alasan") else None
        effect = SIGNS[request.GET["arah"]] if request.GET.get("arah") else None
    except (ValueError, KeyError):
        raise Http404 from None
    return Lines(asked_for.form, asked_for.change, cause, effect)


@require_safe
@allow(*COUNTERS)
def change_lines(request):
    lines = lines_asked(request)
    told = lines.rows.select_related("centre", "actor").prefetch_related("actor__posts__centre")
    page = page_of(told, request, key=("id",))
    rows = changed_lines(lines.of, page.rows)
    seen = Business.objects.visible_to(request.user).filter(pk__in={row.business.pk for row in rows})
    return render(
        request,
        "pendampingan/change/lines.html",
        {
            "lines": lines,
            "change": lines.of,
            "part": lines.part,
            "file": f"{reverse('change_lines_file')}?{urlencode(lines.words)}",
            "up": f"{reverse('change')}?{urlencode(asked(lines.of))}",
            "page": page,
            "rows": line_rows(rows, named=may_see_people(request.user)),
            "open_records": set(seen.values_list("pk", flat=True)),
            "sees_people": may_see_people(request.user),
        },
    )


@require_safe
@allow(*COUNTERS)
def change_lines_file(request):
    """All lines of the list as CSV, whole before the first byte is sent."""
    lines = lines_asked(request)
    if not lines.form.is_valid():
        return no_file(lines.form)
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_lines(file, lines.rows, lines.of, request.user)
    file.seek(0)
    part = [lines.words[name] for name in ("alasan", "arah") if name in lines.words]
    name = named("baris", *said_in_name(lines.of), *part)
    return FileResponse(file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


@dataclass(frozen=True)
class Fated:
    """The businesses of one fate in a change, as an address names them."""

    form: ChangeForm
    of: Change
    fate: Fate

    @property
    def rows(self) -> QuerySet:
        return businesses_with(self.fate, self.of)


def fated_asked(request: HttpRequest) -> Fated:
    """404 for a fate that there is not, or that nobody has at one centre."""
    asked_for = change_asked(request)
    try:
        fate = Fate(request.GET.get("ubah", ""))
    except ValueError:
        raise Http404 from None
    if not fate.is_told_of(asked_for.change.centre):
        raise Http404
    return Fated(asked_for.form, asked_for.change, fate)


@require_safe
@allow(*COUNTERS)
def change_businesses(request):
    """Where each business of one fate counts at both moments, and why that differs."""
    fated = fated_asked(request)
    page = page_of(fated.rows, request, key=("business_id",))
    ids = [row.business_id for row in page]
    words = asked(fated.of)
    return render(
        request,
        "pendampingan/change/businesses.html",
        {
            "change": fated.of,
            "fate": fated.fate,
            "number": fated.rows.count(),
            "up": f"{reverse('change')}?{urlencode(words)}",
            "file": f"{reverse('change_businesses_file')}?{urlencode(words | {'ubah': fated.fate.value})}",
            "page": page,
            "rows": changed_businesses(fated.of, ids),
            "open_records": set(
                Business.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True)
            ),
            "sees_people": may_see_people(request.user),
        },
    )


@require_safe
@allow(*COUNTERS)
def change_businesses_file(request):
    """All businesses of the list as CSV."""
    fated = fated_asked(request)
    if not fated.form.is_valid():
        return no_file(fated.form)
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_businesses(file, fated.rows, fated.of, request.user)
    file.seek(0)
    name = named("usaha", *said_in_name(fated.of), fated.fate.value)
    return FileResponse(file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
