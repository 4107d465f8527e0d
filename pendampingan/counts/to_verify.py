"""What waits for a second person's word: attendance and visits of late that the reader sees and did not enter."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from jakpreneur.accounts.models import User
from jakpreneur.acting import today
from pendampingan.models import Attendance, MentoringVisit, SessionDay, TrainingSession
from umkm.models import Centre

#: So far back is work to do: what lies longer ago can be verified still, and is asked of nobody.
BACK = datetime.timedelta(days=90)


@dataclass(frozen=True)
class ToVerify:
    """How many classes and visits wait."""

    classes: int
    visits: int


def to_verify(user: User) -> ToVerify:
    """Of those that the user sees; four queries, however many they are."""
    return ToVerify(
        classes=classes_to_verify(TrainingSession.objects.visible_to(user).standing(), user).count(),
        visits=visits_to_verify(MentoringVisit.objects.visible_to(user), user).count(),
    )


def classes_to_verify(sessions: QuerySet, user: User) -> QuerySet:
    """Those of the classes where somebody is ticked whom the user may verify, on a day of the last 90."""
    now = today()
    # Day by day, so that the first such tick of a day is the last that is read of it.
    waits = Exists(Attendance.objects.to_verify_by(user).filter(day=OuterRef("pk")))
    days = SessionDay.objects.standing().between(now - BACK, now).filter(waits)
    return sessions.taking_place().filter(pk__in=days.values("session"))


def visits_to_verify(visits: QuerySet, user: User) -> QuerySet:
    """Those of the visits, made by a centre of the user in the last 90 days, that the user may verify.

    What others did at a business that has come to the centre since is to be seen there, and theirs to verify. (Nor does
    the database then look through all the centre's businesses.)
    """
    now = today()
    made_here = visits.filter(centre__in=Centre.objects.visible_to(user))
    return made_here.to_verify_by(user).made_between(now - BACK, now)
