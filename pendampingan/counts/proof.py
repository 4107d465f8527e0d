"""How strong the attendance of a class is: how much of it a second person has looked at."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from jakpreneur.accounts.models import User
from pendampingan.models import SessionDay, SheetPhoto, TrainingSession


@dataclass(frozen=True)
class DayProof:
    """One day of a class, in people."""

    day: SessionDay
    ticked: int
    verified: int
    photos: int  # of the signed sheet
    open: int  # ticked by others and not verified yet: those that the reader may verify


def proof_of(session: TrainingSession, user: User) -> list[DayProof]:
    """Day by day; two queries however many days and people."""
    entered_by_others = Q(attendance__recorded_by=None) | ~Q(attendance__recorded_by=user)
    stands = Q(attendance__voided_at=None)
    # Asked for apart: joined as well, each photo would count each attendance once more.
    photos = SheetPhoto.objects.standing().filter(day=OuterRef("pk")).order_by().values("day")
    days = session.days.standing().annotate(
        kept=Coalesce(Subquery(photos.annotate(n=Count("pk")).values("n")), 0),
        ticked=Count("attendance", filter=stands),
        verified=Count("attendance__verified_by", filter=stands),
        open=Count("attendance", filter=stands & Q(attendance__verified_by=None) & entered_by_others),
    )
    return [DayProof(day, day.ticked, day.verified, day.kept, day.open) for day in days.order_by("held_on")]
