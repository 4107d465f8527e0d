"""How strong the count is: what of it is only stated, proven, or verified by a second person."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from pendampingan.counts.strength import EVIDENCED, strengths
from pendampingan.views.part import part_asked


@require_safe
@allow(*Role)
def strength_of_the_count(request):
    part = part_asked(request)
    *rows, whole = part.figures.strengths(strengths(part.as_of.per, part.centre))
    page = part.page(_("Strength of the count"))
    return render(
        request, "pendampingan/dashboard/strength.html", page | {"steps": EVIDENCED, "rows": rows, "whole": whole}
    )
