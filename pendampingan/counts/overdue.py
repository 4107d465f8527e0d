"""Classes whose last day is past and that nobody has closed yet."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from jakpreneur.accounts.models import User
from jakpreneur.acting import today
from pendampingan.models import TrainingSession
from umkm.models import Centre


@dataclass(frozen=True)
class OverdueAt:
    """How many classes of a centre (None: of the whole city) wait to be closed, and when the first of them was over."""

    centre: Centre | None
    classes: int
    since: datetime.date


def overdue(user: User) -> QuerySet:
    """Those that the user sees: their attendance can be looked over and kept."""
    return TrainingSession.objects.visible_to(user).for_list().running().over_by(today())


def overdue_by_centre(user: User) -> list[OverdueAt]:
    """Where most wait first."""
    counted = overdue(user).values("centre").annotate(classes=Count("pk"), since=Min("last_on"))
    rows = list(counted.order_by("-classes", "since", "centre"))
    centres = Centre.objects.in_bulk({row["centre"] for row in rows if row["centre"]})
    return [OverdueAt(centres.get(row["centre"]), row["classes"], row["since"]) for row in rows]
