"""How soon those registered in a quarter took the next steps, and how long it took."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from pendampingan.cohort_table import cohort_tables, wait_row
from pendampingan.counts.cohort import WINDOWS
from pendampingan.counts.conversion import Waits, cohorts, waits
from pendampingan.views.part import part_asked
from umkm.models import Centre


@require_safe
@allow(*Role)
def conversion(request):
    part = part_asked(request)
    figures, day, centre = part.figures, part.as_of.per, part.centre
    waited = waits(day, centre)
    page = part.page(_("Pace from step to step")) | {
        "tables": cohort_tables(figures, cohorts(day, centre)),
        "windows": WINDOWS,
        "waited": wait_row(figures, Waits.of_all(waited.values())),
    }
    if not centre:
        page["centres"] = [wait_row(figures, waited.get(each.pk, Waits()), each) for each in Centre.objects.all()]
    return render(request, "pendampingan/dashboard/conversion.html", page)
