"""Whom a mentor follows, when they were last visited, and what was agreed there."""

import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from jakpreneur.accounts.models import User
from jakpreneur.acting import today
from pendampingan.models import MentoringVisit
from umkm.models import Business

AHEAD = datetime.timedelta(days=7)


def caseload_of(mentor: User) -> QuerySet:
    """The businesses with `last_visited_on` and the `next_step` of that visit with its `next_step_due`, or None."""
    visits = MentoringVisit.objects.standing().filter(business=OuterRef("pk")).order_by("-visited_on", "-pk")
    last = {name: Subquery(visits.values(name)[:1]) for name in ("visited_on", "next_step", "next_step_due")}
    return (
        Business.objects.visible_to(mentor)
        .for_list()
        .annotate(last_visited_on=last["visited_on"], next_step=last["next_step"], next_step_due=last["next_step_due"])
    )


def steps_due(mentor: User) -> list[MentoringVisit]:
    """Agreed steps of the caseload that are overdue or due within a week, the longest due first; at most 25."""
    due = MentoringVisit.objects.due_by(today() + AHEAD)
    return list(due.filter(business__in=Business.objects.visible_to(mentor)).select_related("business")[:25])
