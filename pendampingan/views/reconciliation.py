"""What was announced in public, against what the registry reported then and knows now."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from pendampingan.access import RECONCILERS, TARGET_KEEPERS, counts_open_to
from pendampingan.change_files import reconciled_rows
from pendampingan.change_table import ChangeTables
from pendampingan.counts.group import Group
from pendampingan.counts.reconciliation import SILENCE
from pendampingan.counts.reconciliation import reconciliation as reconciled
from pendampingan.counts.sampled import latest
from pendampingan.views.file import csv_file, named


@require_safe
@allow(*RECONCILERS)
def reconciliation(request):
    tables = ChangeTables(counts_open_to(request.user), latest(Group))
    return render(
        request,
        "pendampingan/reconciliation/list.html",
        {
            "days": tables.days(reconciled()),
            "silence": SILENCE.days,
            "keeps_figures": request.user.role in TARGET_KEEPERS,
        },
    )


@require_safe
@allow(*RECONCILERS)
def reconciliation_file(request):
    """The page as CSV, of the day on which it was taken: what is known now changes."""
    return csv_file(reconciled_rows(reconciled()), named("rekonsiliasi", "diketahui", today().isoformat()))
