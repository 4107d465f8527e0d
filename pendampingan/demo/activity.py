"""What the upper floor knows of the city, row by row: classes, their days, who was enrolled, who was there, visits."""

from collections.abc import Iterator
from random import Random

from pendampingan.demo import words
from pendampingan.demo.city import City, Hands
from pendampingan.demo.classes import DAYS, NEEDED, SEATS, HeldClass, attendance_id, day_id
from pendampingan.demo.days import ISO, day, stamp, working_day
from pendampingan.demo.lives import Visit
from pendampingan.demo.people import person, pick
from pendampingan.demo.table import Table, line

#: The classes of these days did not take place.
PANDEMIC = day("2020-04-06")


class Activity:
    """The tables of pendampingan, in the order that their keys refer to each other."""

    def __init__(
        self, city: City, hands: Hands, agencies: list[int], topics: dict[str, int], centres: list[int]
    ) -> None:
        self.city, self.hands, self.agencies, self.topics, self.centres = city, hands, agencies, topics, centres

    def tables(self) -> Iterator[Table]:
        held, seats = len(self.city.held), sum(len(held.seats) for held in self.city.held)
        yield Table(
            "pendampingan_trainingsession",
            "id, recorded_at, recorded_by_id, centre_id, agency_id, title, topic_id, venue, trainer, capacity, status, "
            "days_needed, cancel_reason",
            self._sessions(),
            held,
        )
        yield Table(
            "pendampingan_sessionday",
            "id, recorded_at, recorded_by_id, session_id, held_on, starts_at, ends_at",
            self._days(),
            held * DAYS,
        )
        yield Table(
            "pendampingan_enrolment",
            "id, recorded_at, recorded_by_id, session_id, participant_id, business_id, status",
            self._enrolments(),
            seats,
        )
        yield Table(
            "pendampingan_attendance",
            "id, recorded_at, recorded_by_id, voided_at, voided_by_id, void_reason, proof, verified_by_id, source, day_id, "
            "enrolment_id",
            self._attendance(),
            seats * 37 // 10,
        )
        yield Table(
            "pendampingan_mentoringvisit",
            "id, recorded_at, recorded_by_id, voided_at, voided_by_id, void_reason, proof, verified_by_id, visited_on, mode, "
            "minutes, topics, notes, next_step, next_step_due, monthly_sales, business_id, centre_id, mentor_id",
            self._visits(),
            self.city.visits,
        )

    def _sessions(self) -> Iterator[str]:
        """Open as long as attendance is being entered; `city.sql` closes them. And one in each centre that never was."""
        rng = Random(f"{self.city.seed} sessions")
        for held in self.city.held:
            yield self._session(held.id, held.centre, held.announced, "open", "", rng)
        for held in self._cancelled():
            yield self._session(held.id, held.centre, held.announced, "cancelled", words.CANCELLED, rng)

    def _session(self, id: int, centre: int, recorded: int, status: str, why_not: str, rng: Random) -> str:
        title, topic = pick(rng, words.LESSONS)
        venue, agency = pick(rng, words.VENUES), self.agencies[int(rng.random() ** 2 * len(self.agencies))]
        return line(
            id,
            stamp(recorded),
            self.hands.officers[centre],
            self.centres[centre],
            agency,
            title,
            self.topics[topic],
            venue,
            person(rng)[1],
            self.city.padding.seats.get(id, SEATS),
            status,
            NEEDED,
            why_not,
        )

    def _cancelled(self) -> list[HeldClass]:
        days = [working_day(PANDEMIC, n) for n in range(DAYS)]
        return [HeldClass(len(self.city.held) + n + 1, n, days, None) for n in range(len(self.centres))]

    def _days(self) -> Iterator[str]:
        for held in [*self.city.held, *self._cancelled()]:
            recorded, officer = stamp(held.announced), self.hands.officers[held.centre]
            for nth, on in enumerate(held.days):
                yield line(day_id(held.id, nth), recorded, officer, held.id, ISO[on], "09:00", "15:00")

    def _enrolments(self) -> Iterator[str]:
        for held in self.city.held:
            for seat in held.seats:
                member = self.city.members.get(seat.life.id) if seat.id % 3 == 0 else None
                gone = seat.id in self.city.padding.withdrawn or (not seat.there and seat.id % 2)
                status = "withdrawn" if gone else "enrolled"
                recorded = stamp(max(held.announced, seat.life.recorded))
                officer = self.hands.officers[held.centre]
                yield line(seat.id, recorded, officer, held.id, member or seat.life.owner, seat.life.id, status)

    def _attendance(self) -> Iterator[str]:
        for held in self.city.held:
            officer = self.hands.officers[held.centre]
            recorded = [stamp(held.recorded(nth)) for nth in range(DAYS)]
            # Of what was logged from paper the sheet is kept but for one class in three; staff have looked at every fourth.
            paper = "sheet" if held.id % 3 else "none"
            source, proof = ("sheet", paper) if held.logged else ("scan", "slip")
            verified = None if held.id % 4 else self.hands.staff
            for seat in held.seats:
                there = [nth for nth in range(DAYS) if seat.there & 1 << nth]
                for count, nth in enumerate(there, 1):
                    is_void = seat.voided and count == NEEDED
                    yield line(
                        attendance_id(seat.id, nth),
                        recorded[nth],
                        officer,
                        stamp(seat.voided) if is_void else None,
                        self.hands.staff if is_void else None,
                        words.ATTENDANCE_VOIDED if is_void else "",
                        proof,
                        verified,
                        source,
                        day_id(held.id, nth),
                        seat.id,
                    )

    def _visits(self) -> Iterator[str]:
        rng = Random(f"{self.city.seed} visit notes")
        for life in self.city.lives:
            for visit in life.visits:
                mentor, chance = self.hands.mentor(visit.centre, visit.mentor), rng.random()
                step = pick(rng, words.NEXT_STEPS) if chance < 0.6 else ""
                yield line(
                    visit.id,
                    stamp(visit.recorded),
                    mentor,
                    stamp(visit.voided) if visit.voided else None,
                    self.hands.staff if visit.voided else None,
                    words.VISIT_VOIDED if visit.voided else "",
                    "photo" if chance < 0.5 else "none",
                    # An officer of the centre has looked at the photo.
                    self.hands.officers[visit.centre] if chance < 0.15 else None,
                    ISO[visit.on],
                    "on_site"
                    if chance < 0.6
                    else "at_centre"
                    if chance < 0.8
                    else "online"
                    if chance < 0.9
                    else "phone",
                    30 + 15 * int(chance * 7),
                    f"{{{pick(rng, words.VISIT_TOPICS)}}}",
                    _notes(visit, rng),
                    step,
                    ISO[visit.on + 14] if step else None,
                    int(10 ** (6 + 1.8 * rng.random())) // 50_000 * 50_000 if chance < 0.7 else None,
                    life.id,
                    self.centres[visit.centre],
                    mentor,
                )


def _notes(visit: Visit, rng: Random) -> str:
    by_chance = pick(rng, words.VISIT_NOTES)
    return by_chance if visit.notes is None else visit.notes
