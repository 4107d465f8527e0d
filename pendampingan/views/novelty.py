"""How many businesses of each step are new, and how many had traded before."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from pendampingan.counts.group import STEPS
from pendampingan.counts.novelty import novelty
from pendampingan.views.part import part_asked


@require_safe
@allow(*Role)
def new_or_naik_kelas(request):
    part = part_asked(request)
    tables = part.figures.kinds(novelty(part.as_of.per, part.centre))
    page = part.page(_("New and naik kelas entrepreneurs"))
    return render(request, "pendampingan/dashboard/novelty.html", page | {"steps": STEPS, "tables": tables})
