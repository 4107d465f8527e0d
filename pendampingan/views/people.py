"""How many people stand behind the businesses of each step."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from pendampingan.charts.funnel import funnel_chart
from pendampingan.counts.people import funnel
from pendampingan.views.part import part_asked


@require_safe
@allow(*Role)
def people(request):
    part = part_asked(request)
    counted = funnel(part.as_of.per, part.centre)
    return render(
        request,
        "pendampingan/dashboard/people.html",
        part.page(_("Businesses and people"))
        | {
            "rows": part.figures.funnel(counted),
            "chart": funnel_chart(counted, width=520),
            "narrow_chart": funnel_chart(counted, width=300),
        },
    )
