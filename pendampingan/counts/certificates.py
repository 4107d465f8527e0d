"""Who of a class passed, and how their certificate stands."""

from dataclasses import dataclass

from jakpreneur.accounts.models import User
from pendampingan.counts.seats import Seat, seats_of
from pendampingan.models import Certificate, TrainingSession


@dataclass(frozen=True)
class Graduate:
    """Somebody who passed the class or has a certificate of it. Not printable: of another centre, so without a name."""

    seat: Seat
    certificate: Certificate | None

    @property
    def printable(self) -> bool:
        return self.certificate is not None and self.certificate.valid and self.seat.known


def graduates_of(session: TrainingSession, user: User) -> list[Graduate]:
    """In order of name; three queries whatever its size."""
    issued = {each.enrolment_id: each for each in Certificate.objects.for_record().filter(enrolment__session=session)}
    seats = seats_of(session, user)
    return [Graduate(seat, issued.get(seat.id)) for seat in seats if seat.passed or seat.id in issued]
