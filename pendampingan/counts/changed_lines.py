"""The lines behind a part of a change, each with its business."""

from collections.abc import Collection
from dataclasses import dataclass

from pendampingan.counts.change import Cause, Change
from pendampingan.models import LedgerLine
from umkm.models import Business


@dataclass(frozen=True)
class ChangedLine:
    """One line of the ledger that makes two counts differ, by 1 or by -1, and why."""

    line: LedgerLine
    effect: int
    cause: Cause
    business: Business


def changed_lines(change: Change, lines: Collection[LedgerLine]) -> list[ChangedLine]:
    """These lines of `change.lines`, which come with their effect, in their order; one query for their businesses."""
    businesses = Business.objects.for_list().in_bulk({line.business_id for line in lines})
    return [
        ChangedLine(
            line,
            line.effect,
            Cause.of(line.reason, is_fresh=line.effective_on > change.earlier),
            businesses[line.business_id],
        )
        for line in lines
    ]
