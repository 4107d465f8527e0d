"""What a class came to: who passed, and who missed which day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pendampingan.choices import EnrolmentStatus
from pendampingan.counts.seats import Seat
from pendampingan.models import SessionDay


@dataclass(frozen=True)
class Missing:
    """Somebody of the class, and the days on which they were not there."""

    seat: Seat
    days: list[SessionDay]


@dataclass(frozen=True)
class Outcome:
    """`passed` came often enough, `failed` did not; either way with the days missed. `whole` missed none."""

    passed: list[Missing]
    failed: list[Missing]

    @property
    def whole(self) -> int:
        return sum(not one.days for one in self.passed)


def outcome_of(seats: Iterable[Seat], days: Sequence[SessionDay]) -> Outcome:
    """Of those who have a seat, or were there at all: who waits, and who withdrew before they came, did not fail."""
    reckoned = [seat for seat in seats if seat.attended or seat.status == EnrolmentStatus.ENROLLED]
    missing = [Missing(seat, [day for day in days if day.pk not in seat.attended]) for seat in reckoned]
    return Outcome(
        passed=[one for one in missing if one.seat.passed], failed=[one for one in missing if not one.seat.passed]
    )
