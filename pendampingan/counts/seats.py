"""Who is in a class and who was there on which day, as one reader may see it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from jakpreneur.accounts.models import Role, User
from pendampingan.choices import EnrolmentStatus
from pendampingan.models import Attendance, Enrolment, TrainingSession
from umkm.models import Business


@dataclass(frozen=True)
class Seat:
    """One person of a class. Of a business beyond the reader's rows `person` is empty: its number and name are all."""

    id: int
    status: EnrolmentStatus
    number: str
    business: str
    person: str
    known: bool
    attended: frozenset[int]  # ids of days
    passed: bool
    slip: str

    @property
    def has_left(self) -> bool:
        return self.status == EnrolmentStatus.WITHDRAWN

    @property
    def short_code(self) -> str:
        """What is typed off a slip where no camera reads it; two of a class may share it."""
        return self.slip[:4]

    @property
    def slip_digest(self) -> str:
        """What a scanned slip is known by in a page that does not hold the code itself."""
        return hashlib.sha256(self.slip.encode()).hexdigest()[:16]


def seats_of(session: TrainingSession, user: User) -> list[Seat]:
    """Everybody in the class in order of name, those who withdrew last; two queries whatever its size."""
    attended = defaultdict(set)
    ticks = Attendance.objects.standing().filter(day__in=session.days.standing())
    for enrolment_id, day_id in ticks.values_list("enrolment_id", "day_id"):
        attended[enrolment_id].add(day_id)
    enrolments = (
        session.enrolments.standing()
        .annotate(known=Exists(Business.objects.visible_to(user).filter(pk=OuterRef("business"))))
        .select_related("participant", "business")
        .defer("participant__nik", "business__npwp", "business__claimed_nik")
        .order_by("participant__name_key", "pk")
    )
    seats = [_seat(enrolment, frozenset(attended[enrolment.pk]), session, user) for enrolment in enrolments]
    return sorted(seats, key=lambda seat: seat.has_left)


def attended_on(seats: Iterable[Seat], day_id: int) -> frozenset[int]:
    """The enrolments ticked for one day."""
    return frozenset(seat.id for seat in seats if day_id in seat.attended)


def _seat(enrolment: Enrolment, attended: frozenset[int], session: TrainingSession, user: User) -> Seat:
    person = enrolment.participant.initials if user.role == Role.OFFICIAL else enrolment.participant.name
    return Seat(
        id=enrolment.pk,
        status=EnrolmentStatus(enrolment.status),
        number=enrolment.business.number,
        business=enrolment.business.name,
        person=person if enrolment.known else "",
        known=enrolment.known,
        attended=attended,
        passed=len(attended) >= session.days_needed,
        slip=enrolment.business.slip,
    )
