"""The businesses behind a number."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from jakpreneur.paging import page_of
from pendampingan.access import COUNTERS, counts_open_to
from pendampingan.counts.behind import behind, counted
from pendampingan.counts.city import reached_as_of
from pendampingan.counts.group import Group
from pendampingan.figures import said
from pendampingan.forms.as_of import AsOfForm
from umkm.access import may_see_people
from umkm.models import Business, Centre


@require_safe
@allow(*COUNTERS)
def count_list(request):
    group = group_or_404(request.GET.get("tahap") or Group.REGISTERED)
    code = request.GET.get("pusat")
    centre = get_object_or_404(Centre, code=code) if code else None
    if not counts_open_to(request.user).includes(centre):
        raise Http404
    form = AsOfForm(request.GET, today=today())
    page = page_of(behind(group, form.as_of, centre), request, key=("business_id",))
    ids = [row.business_id for row in page]
    return render(
        request,
        "pendampingan/dashboard/list.html",
        {
            "form": form,
            "as_of": form.as_of,
            "query": said(form.as_of),
            "group": group,
            "centre": centre,
            "reached": reached_as_of(form.as_of, centre).count(group),
            "page": page,
            "rows": counted(ids, group, form.as_of),
            "open_records": set(
                Business.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True)
            ),
            "sees_people": may_see_people(request.user),
        },
    )


def group_or_404(word: str) -> Group:
    try:
        return Group(word)
    except ValueError:
        raise Http404 from None
