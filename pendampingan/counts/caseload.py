"""Whom mentors follow, when those were last visited and what was agreed there; and how much each mentor has in hand."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import today
from pendampingan.models import MentoringVisit
from umkm.models import Assignment, Business, Centre, Listing

#: Steps are shown from so long before their day on.
AHEAD = datetime.timedelta(days=7)
#: From then on a business counts as not visited.
LONG = datetime.timedelta(days=60)
#: Steps overdue, and as many due soon, that a panel shows; the caseload has them all.
MOST = 10


def caseload_of(mentor: User) -> QuerySet:
    """The businesses with `last_visited_on` and the `next_step` of that visit with its `next_step_due`, or None."""
    last = _last_visit("pk")
    return (
        Business.objects.visible_to(mentor)
        .living()
        .for_list()
        .select_related("listing")
        .annotate(last_visited_on=last["visited_on"], next_step=last["next_step"], next_step_due=last["next_step_due"])
    )


def with_steps_due(caseload: QuerySet) -> QuerySet:
    """Those where an agreed step is overdue or due within a week."""
    return caseload.active().filter(next_step_due__lte=today() + AHEAD)


def unvisited(caseload: QuerySet) -> QuerySet:
    """Those last visited 60 days ago or before; without any visit they wait since they registered."""
    waits_since = Coalesce("last_visited_on", "registered_on")
    return caseload.active().annotate(waits_since=waits_since).filter(waits_since__lte=today() - LONG)


@dataclass(frozen=True)
class StepsDue:
    """Agreed steps of a caseload that no later visit has followed up, the longest due first; `total` of them, of which
    each kind shows a few, so that many overdue ones never hide those of this week."""

    overdue: Sequence[MentoringVisit]
    due: Sequence[MentoringVisit]
    total: int

    @property
    def more(self) -> bool:
        return self.total > len(self.overdue) + len(self.due)


def steps_due(mentor: User) -> StepsDue | None:
    """Those overdue, and those due today or within a week; None where there are none."""
    now = today()
    steps = MentoringVisit.objects.due_by(now + AHEAD).select_related("business")
    found = list(steps.filter(business__in=Business.objects.visible_to(mentor).active()))
    if not found:
        return None
    overdue = [step for step in found if step.next_step_due < now]
    due = [step for step in found if step.next_step_due >= now]
    return StepsDue(overdue[:MOST], due[:MOST], total=len(found))


@dataclass(frozen=True)
class MentorLoad:
    """What one mentor has in hand at one centre, in businesses; `works_here` no more when they have left it."""

    mentor: User
    works_here: bool
    businesses: int
    overdue: int
    unvisited: int


def loads_at(centre: Centre) -> list[MentorLoad]:
    """Each mentor of the centre, and whoever left businesses there behind; three queries, however many they are."""
    now, last = today(), _last_visit("business")
    trading = Q(business__listing__state=Listing.ACTIVE)
    counted = (
        Assignment.objects.open()
        .filter(business__listing__centre=centre, business__listing__state__in=Listing.LIVING)
        .annotate(due=last["next_step_due"], waits_since=Coalesce(last["visited_on"], "business__registered_on"))
        .values("mentor")
        .annotate(
            businesses=Count("pk"),
            overdue=Count("pk", filter=trading & Q(due__lt=now)),
            unvisited=Count("pk", filter=trading & Q(waits_since__lte=now - LONG)),
        )
    )
    loads = {row.pop("mentor"): row for row in counted}
    nothing = {"businesses": 0, "overdue": 0, "unvisited": 0}
    here = set(User.objects.filter(role=Role.MENTOR, is_active=True, posts__centre=centre).values_list("pk", flat=True))
    people = User.objects.filter(pk__in=here | loads.keys()).order_by("first_name", "username")
    return [MentorLoad(mentor, mentor.pk in here, **loads.get(mentor.pk, nothing)) for mentor in people]


def in_hand(centre: Centre, mentor: User | None) -> QuerySet:
    """The listings of the businesses at the centre that this mentor follows; of None, of those that wait for one, as
    closed and contested ones do not."""
    states = Listing.LIVING if mentor else (Listing.ACTIVE,)
    return Listing.objects.at(centre).in_state(*states).followed_by(mentor)


def _last_visit(business: str) -> dict[str, Subquery]:
    """Columns of the last visit that stands to the business that this column of the outer query names."""
    visits = MentoringVisit.objects.standing().filter(business=OuterRef(business)).order_by("-visited_on", "-pk")
    return {name: Subquery(visits.values(name)[:1]) for name in ("visited_on", "next_step", "next_step_due")}
