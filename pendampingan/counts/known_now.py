"""Counts that tallies cannot give, from the records as known now: the date of each stage, and the place of today."""

import datetime

from django.db.models import Q, QuerySet

from pendampingan.counts.group import Group
from umkm.choices import Stage
from umkm.models import Centre, Progress

#: Where Progress keeps the date of each stage.
DATES = {
    Stage.REGISTERED: "registered_on",
    Stage.TRAINED: "trained_on",
    Stage.MENTORED: "mentored_on",
    Stage.TRAINED_AND_MENTORED: "trained_and_mentored_on",
}


def reached_by(stage: Stage, day: datetime.date) -> Q:
    """What holds of the Progress of a business that had reached the stage by the end of that day."""
    return Q((f"{DATES[stage]}__lte", day))


def in_group(group: Group, day: datetime.date) -> Q:
    """What holds of the Progress of a business that was in the group that day: at its stage, at none of those taken away."""
    holds = reached_by(group.stage, day)
    for stage, sign in group.stages.items():
        if sign < 0:
            holds &= ~reached_by(stage, day)
    return holds


def known_now(group: Group, day: datetime.date, centre: Centre | None = None) -> QuerySet:
    """The Progress of each business in the group that day, as known now, in the city or of those at the centre today."""
    rows = Progress.objects.filter(in_group(group, day))
    return rows.filter(centre=centre) if centre else rows
