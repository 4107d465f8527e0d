"""The businesses behind a number."""

from dataclasses import dataclass
from itertools import chain
from tempfile import TemporaryFile
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from jakpreneur.paging import page_of
from pendampingan.access import COUNTERS, SAMPLERS, counts_open_to
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.behind import behind, counted
from pendampingan.counts.city import reached_as_of
from pendampingan.counts.group import Group
from pendampingan.counts.narrowing import Narrowing
from pendampingan.counts.sampled import latest
from pendampingan.exports import write_counted
from pendampingan.figures import said
from pendampingan.forms.as_of import AsOfForm
from pendampingan.views.citing import citing
from pendampingan.views.file import file_name, no_file
from pendampingan.views.part import centre_asked
from umkm.access import may_see_people
from umkm.models import Business, Centre


@dataclass(frozen=True)
class Count:
    """A number that an address names: of which businesses, where, when, and with whose knowledge."""

    form: AsOfForm
    group: Group
    centre: Centre | None
    narrowing: Narrowing | None

    @property
    def as_of(self) -> AsOf:
        return self.form.as_of.known(Basis.NOW) if self.narrowing else self.form.as_of

    @property
    def rows(self) -> QuerySet:
        """Rows with the `business_id` of each."""
        if self.narrowing:
            return self.narrowing.of(self.group, self.as_of.per, self.centre)
        return behind(self.group, self.as_of, self.centre)

    @property
    def value(self) -> int:
        return self.rows.count() if self.narrowing else reached_as_of(self.as_of, self.centre).count(self.group)

    @property
    def address(self) -> str:
        """What addresses of its list and of its file say."""
        place = {"pusat": self.centre.code} if self.centre else {}
        kinds = self.narrowing.parameters if self.narrowing else {}
        return f"{urlencode({'tahap': self.group.value} | place | kinds)}&{said(self.as_of)}"

    @property
    def file_name(self) -> str:
        place = [self.centre.code] if self.centre else []
        kinds = chain(*self.narrowing.parameters.items()) if self.narrowing else []
        return file_name("daftar", self.group.value, *place, *kinds, as_of=self.as_of)


def count_asked(request: HttpRequest) -> Count:
    """The number that the request's address names: 404 for one that there is not or whose rows lie outside the reader's,
    403 for one that tells of people to those who see none."""
    try:
        group, narrowing = Group(request.GET.get("tahap") or Group.REGISTERED), Narrowing.read(request.GET)
    except ValueError:
        raise Http404 from None
    if narrowing and not narrowing.suits(group):
        raise Http404
    centre, opened = centre_asked(request), counts_open_to(request.user)
    if not opened.includes(centre):
        raise Http404
    if narrowing and narrowing.is_personal and not opened.personal:
        raise PermissionDenied
    return Count(AsOfForm(request.GET, today=today()), group, centre, narrowing)


@require_safe
@allow(*COUNTERS)
def count_list(request):
    count = count_asked(request)
    page = page_of(count.rows, request, key=("business_id",))
    ids = [row.business_id for row in page]
    return render(
        request,
        "pendampingan/dashboard/list.html",
        {
            "form": count.form,
            "as_of": count.as_of,
            "query": said(count.form.as_of),
            "group": count.group,
            "centre": count.centre,
            "narrowing": count.narrowing,
            "reached": count.value,
            "file": f"{reverse('count_file')}?{count.address}",
            "page": page,
            "rows": counted(ids, count.group, count.as_of),
            "open_records": set(
                Business.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True)
            ),
            "sees_people": may_see_people(request.user),
            "citing": None if count.narrowing else citing(request, count.as_of, [count.group], count.centre),
            "rate": None if count.narrowing else latest([count.group], count.centre).get(count.group),
            "draw": request.user.role in SAMPLERS
            and not count.narrowing
            and f"{reverse('sample_draw')}?{count.address}",
        },
    )


@require_safe
@allow(*COUNTERS)
def count_file(request):
    """All rows of the list as CSV. It is whole before the first byte is sent: half a file looks like a smaller number."""
    count = count_asked(request)
    if not count.form.is_valid():
        return no_file(count.form)
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_counted(file, count.rows, count.group, count.as_of, request.user)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=count.file_name, content_type="text/csv; charset=utf-8")
