"""How many businesses of each step are new, and how many had traded before (naik kelas), as known now."""

import datetime

from django.db.models import Count

from pendampingan.counts.aspect import NOVELTY
from pendampingan.counts.breakdown import Breakdown
from pendampingan.counts.city import Reached
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.known_now import known_now, reached_by
from umkm.models import Centre


def novelty(day: datetime.date, centre: Centre | None = None) -> Breakdown:
    """What the new, the others and those that do not say have reached by that day, nothing where there is none; one query."""
    reached = {f"at_{step.stage}": Count("pk", filter=reached_by(step.stage, day)) for step in STEPS}
    rows = known_now(Group.REGISTERED, day, centre).values(kind=NOVELTY.of(day)).annotate(**reached)
    counted = {row["kind"]: Reached({step.stage: row[f"at_{step.stage}"] for step in STEPS}) for row in rows}
    return {NOVELTY: {kind: counted.get(kind, Reached({})) for kind in NOVELTY.kinds}}
