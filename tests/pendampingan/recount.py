"""The counts worked out from the facts in plain Python, as DESIGN tells them and without a look at the views."""

from collections import Counter, defaultdict
from datetime import date

from tests.sql import rows

REGISTERED, TRAINED, MENTORED, BOTH = 1, 2, 3, 23


class Recount:
    """lines: net of each (business, stage, centre, effective day). progress: (centre, four dates, furthest,
    from when proven and verified facts alone make it trained, and make it mentored) by business.

    counts: businesses in each (stage, centre) today; the centre is where they are now.
    """

    def __init__(self):
        self.businesses = {
            key: (registered_on, stands and status != "contested", merged_into)
            for key, registered_on, stands, status, merged_into in rows(
                "SELECT id, registered_on, voided_at IS NULL, status, merged_into_id FROM umkm_business"
            )
        }
        self.places = defaultdict(list)
        for business, starts_on, centre in rows(
            "SELECT p.business_id, p.starts_on, k.centre_id FROM umkm_placement p"
            " JOIN umkm_kelurahan k ON k.id = p.kelurahan_id WHERE p.voided_at IS NULL"
        ):
            self.places[business].append((starts_on or date.min, centre))
        self.completed, self.visits = self._completed(), self._visits()
        self.proven = self._completed("proven"), self._visits("proven")
        self.verified = self._completed("verified"), self._visits("verified")
        self.lines, self.progress, self.counts = Counter(), {}, Counter()
        for business in self.businesses:
            self._count(business)

    def _completed(self, strength: str = "stated") -> dict[int, list[date]]:
        """The days on which somebody completed a class for a business, by what is at least so strong."""
        needed = {}
        for enrolment, business, days in rows(
            "SELECT e.id, e.business_id, s.days_needed FROM pendampingan_enrolment e"
            " JOIN pendampingan_trainingsession s ON s.id = e.session_id"
            " WHERE e.voided_at IS NULL AND s.voided_at IS NULL AND s.status <> 'cancelled'"
        ):
            needed[enrolment] = (business, days)
        attended = defaultdict(list)
        photographed = {day for (day,) in rows("SELECT day_id FROM pendampingan_sheetphoto WHERE voided_at IS NULL")}
        for enrolment, day, held_on, proof, verified in rows(
            "SELECT a.enrolment_id, d.id, d.held_on, a.proof, a.verified_by_id IS NOT NULL FROM pendampingan_attendance a"
            " JOIN pendampingan_sessionday d ON d.id = a.day_id WHERE a.voided_at IS NULL AND d.voided_at IS NULL"
        ):
            if strength in strengths(proof != "none" or day in photographed, verified):
                attended[enrolment].append(held_on)
        completed = defaultdict(list)
        for enrolment, (business, days) in needed.items():
            if len(attended[enrolment]) >= days:
                completed[business].append(sorted(attended[enrolment])[days - 1])
        return completed

    def _visits(self, strength: str = "stated") -> dict[int, list[date]]:
        visits = defaultdict(list)
        for business, on, proof, verified in rows(
            "SELECT business_id, visited_on, proof, verified_by_id IS NOT NULL FROM pendampingan_mentoringvisit"
            " WHERE voided_at IS NULL"
        ):
            if strength in strengths(proof != "none", verified):
                visits[business].append(on)
        return visits

    def _count(self, business: int) -> None:
        stages = self._stages(business)
        places = sorted(self.places[business])
        for stage, on in stages.items():
            here = [centre for starts_on, centre in places if starts_on <= on][-1]
            self.lines[business, stage, here, on] += 1
            for starts_on, centre in places:
                if starts_on > on and centre != here:
                    self.lines[business, stage, here, starts_on] -= 1
                    self.lines[business, stage, centre, starts_on] += 1
                    here = centre
            self.counts[stage, here] += 1
        self.progress[business] = (
            places[-1][1],
            *(stages.get(stage) for stage in (REGISTERED, TRAINED, MENTORED, BOTH)),
            max((stage for stage in stages if stage != BOTH), default=0),
            *(self._first(business, facts[kind]) for kind in (0, 1) for facts in (self.proven, self.verified)),
        )

    def _first(self, business: int, days: dict[int, list[date]]) -> date | None:
        """The first of these days of this business, if it counts."""
        return min((day for member in self._members(business) for day in days[member]), default=None)

    def _stages(self, business: int) -> dict[int, date]:
        """The stages that count for this business, each with its day."""
        members = self._members(business)
        if not members:
            return {}
        stages = {REGISTERED: min(self.businesses[member][0] for member in members)}
        if days := [day for member in members for day in self.completed[member]]:
            stages[TRAINED] = max(min(days), stages[REGISTERED])
        if days := [day for member in members for day in self.visits[member]]:
            stages[MENTORED] = max(min(days), stages[REGISTERED])
        if TRAINED in stages and MENTORED in stages:
            stages[BOTH] = max(stages[TRAINED], stages[MENTORED])
        return stages

    def _members(self, business: int) -> list[int]:
        """The registrations that count for it."""
        return [
            member
            for member, (_, counts, _) in self.businesses.items()
            if counts and self._end_of_mergers(member) == business
        ]

    def _end_of_mergers(self, business: int) -> int:
        while merged_into := self.businesses[business][2]:
            business = merged_into
        return business


def strengths(proven: bool, verified: bool) -> set[str]:
    """All that a fact is at least."""
    return {"stated"} | ({"proven"} if proven or verified else set()) | ({"verified"} if verified else set())
