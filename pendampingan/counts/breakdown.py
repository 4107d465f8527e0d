"""Of which sector, scale and channel the businesses of each step are, and of which sex and age their owners, as known now."""

import datetime
from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Count

from pendampingan.counts.aspect import AGE, CHANNEL, SCALE, SECTOR, SEX, Aspect
from pendampingan.counts.city import Reached
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.known_now import known_now, reached_by
from umkm.models import Centre

PARTED_BY = (SECTOR, SCALE, CHANNEL, SEX, AGE)

Breakdown = Mapping[Aspect, Mapping[str, Reached]]


def breakdown(day: datetime.date, centre: Centre | None = None) -> Breakdown:
    """What each kind of each aspect has reached by that day, nothing where there is none; one query.

    All kinds are counted together, some hundred combinations, and parted afterwards, so that each table is read once.
    """
    counted = {aspect: {kind: defaultdict(int) for kind in aspect.kinds} for aspect in PARTED_BY}
    reached = {f"at_{step.stage}": Count("pk", filter=reached_by(step.stage, day)) for step in STEPS}
    kinds = {aspect.word: aspect.of(day) for aspect in PARTED_BY}
    for row in known_now(Group.REGISTERED, day, centre).values(**kinds).annotate(**reached):
        for aspect in PARTED_BY:
            for step in STEPS:
                counted[aspect][row[aspect.word]][step.stage] += row[f"at_{step.stage}"]
    return {aspect: {kind: Reached(stages) for kind, stages in kinds.items()} for aspect, kinds in counted.items()}
