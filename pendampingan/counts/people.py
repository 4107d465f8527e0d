"""How many businesses have reached each step, and how many people: distinct owners, as known now."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from pendampingan.counts.city import Reached
from pendampingan.counts.group import Group
from pendampingan.counts.known_now import known_now, reached_by
from umkm.choices import Stage
from umkm.models import Centre, PersonListing

STAGES = (Stage.REGISTERED, Stage.TRAINED, Stage.MENTORED, Stage.TRAINED_AND_MENTORED)


@dataclass(frozen=True)
class Funnel:
    """Whoever owns two businesses is one person, who has reached a step as soon as one of them has."""

    businesses: Reached
    people: Reached


def funnel(day: datetime.date, centre: Centre | None = None) -> Funnel:
    """The funnel of that day, of the city or of the businesses at the centre today; two queries.

    Nearly everybody owns one business and is counted with it. Only those who own several are told apart one by one: to
    gather all businesses by owner took three times as long.
    """
    rows = known_now(Group.REGISTERED, day, centre)
    at = {f"at_{stage}": Count("pk", filter=reached_by(stage, day)) for stage in STAGES}
    businesses = rows.aggregate(**at)
    several = PersonListing.objects.filter(owns_several=True).values("participant")
    owners = rows.filter(business__owner__in=several).values("business__owner").annotate(**at)
    # Of one owner a business may be trained and the other mentored: the person is both.
    reached = {stage: Q((f"at_{stage}__gt", 0)) for stage in STAGES[:-1]}
    reached[Stage.TRAINED_AND_MENTORED] = reached[Stage.TRAINED] & reached[Stage.MENTORED]
    once_more = owners.aggregate(
        **{f"extra_{stage}": Sum(f"at_{stage}", default=0) - Count("at_1", filter=reached[stage]) for stage in STAGES}
    )
    return Funnel(
        businesses=Reached({stage: businesses[f"at_{stage}"] for stage in STAGES}),
        people=Reached({stage: businesses[f"at_{stage}"] - once_more[f"extra_{stage}"] for stage in STAGES}),
    )
