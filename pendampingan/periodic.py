"""What the worker does for the ledger."""

from django.db import connection

from jakpreneur.periodic import Job
from pendampingan.rules.receipt import drop_old_receipts
from pendampingan.rules.seal import seal_days


def fold_tally() -> None:
    """Merge the tally rows that postings have inserted since the last time."""
    with connection.cursor() as cursor:
        cursor.execute("select fold_tally()")


JOBS = [
    Job("fold_tally", every=60, run=fold_tally),
    Job("seal_days", every=600, run=seal_days),
    Job("drop_old_receipts", every=3600, run=drop_old_receipts),
]
