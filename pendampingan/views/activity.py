"""What was done in the last twelve months, in classes and in visits."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from pendampingan.counts.activity import activity
from pendampingan.views.part import part_asked


@require_safe
@allow(*Role)
def year_of_activity(request):
    part = part_asked(request)
    page = part.page(_("Activity of twelve months"))
    return render(request, "pendampingan/dashboard/activity.html", page | {"year": activity(part.as_of, part.centre)})
