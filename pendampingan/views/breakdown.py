"""Of what kinds the businesses of each step are."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from pendampingan.counts.breakdown import breakdown
from pendampingan.counts.group import STEPS
from pendampingan.views.part import part_asked


@require_safe
@allow(*Role)
def breakdown_by_kind(request):
    part = part_asked(request)
    tables = part.figures.kinds(breakdown(part.as_of.per, part.centre))
    page = part.page(_("By sector, scale, channel, sex and age"))
    return render(request, "pendampingan/dashboard/breakdown.html", page | {"steps": STEPS, "tables": tables})
