"""Who goes to a class, on which of its days they were there, and what that made of them."""

from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import NamedTuple

from pendampingan.choices import Reason
from pendampingan.demo.days import at_work, day, working_day, working_days
from pendampingan.demo.lives import CLASS, Belief, Life
from pendampingan.demo.plan import CLEANED_UP, ENDS, HEADLINE, Plan, evenly

SEATS, DAYS, NEEDED = 40, 4, 3
#: In a small city a class waits no longer than until so many have come.
FEWEST = 8
#: For each who passes, 0.06 more come and do not.
COMING = 1.06
#: Who joined later than this is not yet through a class when the headline is said.
IN_TIME = day("2021-09-24")
#: Some classes asked for all four days, until the rule was changed for them.
RULE_CHANGED = at_work(day("2021-06-01"), 0.1)
RULE_CHANGED_FOR = 12

#: The days somebody was there, as bits of four.
ALL_DAYS = 0b1111
ONE_MISSED = (0b1110, 0b1101, 0b1011, 0b0111)
TOO_FEW = (0b0000, 0b0001, 0b0001, 0b0011, 0b0101, 0b0110)


class Seat(NamedTuple):
    """One enrolment: its id, and the days that its participant was there. `voided`: the last of them was no true one."""

    id: int
    life: Life
    there: int
    voided: int | None = None


@dataclass(slots=True)
class HeldClass:
    """A class on its four days. `logged`: entered as a whole at that moment, from paper; else each day by itself."""

    id: int
    centre: int
    days: list[int]
    logged: int | None
    asked_for_all: bool = False
    seats: list[Seat] = field(default_factory=list)

    def recorded(self, nth: int) -> int:
        """When attendance of the nth day (0 to 3) was entered."""
        return self.logged or at_work(self.days[nth], 0.999)

    @property
    def announced(self) -> int:
        return self.logged or at_work(self.days[0] - 7, 0.2)


def attendance_id(seat: int, nth: int) -> int:
    return (seat - 1) * DAYS + nth + 1


def day_id(held: int, nth: int) -> int:
    return (held - 1) * DAYS + nth + 1


def classes(plan: Plan, lives: list[Life], seed: int) -> list[HeldClass]:
    """All classes, in the order they were planned; those who pass are marked so on their lives."""
    return _Training(plan, lives, Random(f"{seed} classes")).hold()


class _Training:
    def __init__(self, plan: Plan, lives: list[Life], rng: Random) -> None:
        self.plan, self.rng = plan, rng
        self.held: list[HeldClass] = []
        self.seats = 0
        must = [life for life in lives if life.services and life.services >= CLASS]
        free = [life for life in lives if life.joined <= IN_TIME and life.services is None and not life.is_second]
        wave = plan.trained
        passing = wave.by_headline - len(must)
        chosen = evenly(int(passing * COMING), len(free))
        self.by_headline = sorted(
            [*self._outcomes([life for life, comes in zip(free, chosen, strict=True) if comes], passing)]
            + [(life, True) for life in must],
            key=lambda coming: coming[0].id,
        )
        self.others = [life for life, comes in zip(free, chosen, strict=True) if not comes]

    def hold(self) -> list[HeldClass]:
        wave = self.plan.trained
        self._by_headline()
        # 22, 25, 26 and 27 October: the third day, which suffices, falls after the headline.
        self._special(wave.by_funnel, lambda: (working_day(HEADLINE, -1), at_work(day("2021-10-27"), 0.9)))
        self._special(wave.by_end, lambda: self._later(day("2021-10-28"), ENDS))
        self._special(wave.late, lambda: (day("2021-10-11"), at_work(self._some_day(ENDS + 1, CLEANED_UP), 0.7)))
        self._change_the_rule()
        self._void_attendance()
        for held in self.held:
            for seat in held.seats:
                seat.life.passed = _passed(held, seat)
        return self.held

    def _outcomes(self, coming: list[Life], passing: int) -> list[tuple[Life, bool]]:
        return list(zip(coming, evenly(passing, len(coming)), strict=True)) if coming else []

    def _by_headline(self) -> None:
        """Each centre fills its classes in order of registration, and holds each within two weeks of its last member's."""
        by_centre: dict[int, list[tuple[Life, bool]]] = {}
        for coming in self.by_headline:
            by_centre.setdefault(coming[0].place_on(coming[0].joined).centre, []).append(coming)
        for centre, members in sorted(by_centre.items()):
            groups = max(-(-len(members) // SEATS), min(len(members) // FEWEST, 12), 1)
            bounds = [n * len(members) // groups for n in range(groups + 1)]
            for start, end in pairwise(bounds):
                group = members[start:end]
                starts = working_day(group[-1][0].joined + 2 + int(self.rng.random() * 12))
                on_paper = self.rng.random() < 0.7
                logged = (
                    at_work(working_day(starts, DAYS - 1 + int(self.rng.random() * 4)), 0.999) if on_paper else None
                )
                self._hold(centre, starts, logged, group)

    def _special(self, passing: int, when) -> None:
        """Classes of members of one centre after another, until `passing` have passed."""
        if not passing:
            return
        coming = -(-int(passing * COMING * 100) // 100)
        members, self.others = _by_centres(self.others, coming)
        outcomes = self._outcomes(members, passing)
        for start in range(0, coming, SEATS):
            group = outcomes[start : start + SEATS]
            starts, logged = when()
            self._hold(group[0][0].place_on(starts).centre, starts, logged, group)

    def _hold(self, centre: int, starts: int, logged: int | None, group: list[tuple[Life, bool]]) -> None:
        held = HeldClass(len(self.held) + 1, centre, [working_day(starts, n) for n in range(DAYS)], logged)
        for life, passes in group:
            self.seats += 1
            held.seats.append(Seat(self.seats, life, self._there(passes)))
        self.held.append(held)

    def _there(self, passes: bool) -> int:
        chance = self.rng.random()
        if not passes:
            return TOO_FEW[int(chance * len(TOO_FEW))]
        return ALL_DAYS if chance < 0.88 else ONE_MISSED[int((chance - 0.88) / 0.12 * DAYS)]

    def _later(self, first: int, last: int) -> tuple[int, int]:
        starts = self._some_day(first, working_day(last, -DAYS))
        return starts, at_work(working_day(starts, DAYS - 1), 0.999)

    def _some_day(self, first: int, last: int) -> int:
        days = working_days(first, last)
        return days[int(self.rng.random() * len(days))]

    def _change_the_rule(self) -> None:
        over = [held for held in self.held if held.recorded(DAYS - 1) < RULE_CHANGED - 14 * 1440 and _has_passed(held)]
        for held, is_one in zip(over, evenly(self.plan.about(RULE_CHANGED_FOR, least=1), len(over)), strict=True):
            held.asked_for_all = is_one
            for seat in held.seats if is_one else ():
                seat.life.because(RULE_CHANGED, Reason.RULE_CHANGED)

    def _void_attendance(self) -> None:
        """In November the sheets were looked through: some had a day too many."""
        by_headline = self.held[: self._count_by_headline()]
        doubtful = [
            (held, n)
            for held in by_headline
            for n, seat in enumerate(held.seats)
            if seat.there in ONE_MISSED and not seat.life.fate and not held.asked_for_all
        ]
        chosen = evenly(self.plan.about(400, least=1), len(doubtful))
        for (held, n), is_one in zip(doubtful, chosen, strict=True):
            if is_one:
                moment = at_work(self._some_day(day("2021-10-28"), CLEANED_UP), self.rng.random())
                seat = held.seats[n]
                held.seats[n] = seat._replace(voided=moment)
                seat.life.because(moment, Reason.VOIDED)

    def _count_by_headline(self) -> int:
        return sum(1 for held in self.held if held.recorded(DAYS - 1) < at_work(HEADLINE, 1))


def _by_centres(lives: list[Life], count: int) -> tuple[list[Life], list[Life]]:
    """The first `count` of `lives` by centre, those with most lives first; and the rest."""
    by_centre: dict[int, list[Life]] = {}
    for life in lives:
        by_centre.setdefault(life.place.centre, []).append(life)
    ordered = [life for group in sorted(by_centre.values(), key=len, reverse=True) for life in group[-SEATS:]]
    chosen = ordered[:count]
    ids = {life.id for life in chosen}
    return chosen, [life for life in lives if life.id not in ids]


def _has_passed(held: HeldClass) -> bool:
    return any(seat.there == ALL_DAYS for seat in held.seats)


def _passed(held: HeldClass, seat: Seat) -> tuple[Belief, ...]:
    """What was believed of the seat's completing day. Where the class asked for all four days, first the fourth's, if
    there was one, and after the change of the rule the third's."""
    there = [nth for nth in range(DAYS) if seat.there & 1 << nth]
    if len(there) < NEEDED:
        return ()
    third = there[NEEDED - 1]
    value, since = (held.days[third], attendance_id(seat.id, third)), held.recorded(third)
    if not held.asked_for_all:
        return (Belief(value, since, seat.voided),)
    later = Belief(value, RULE_CHANGED)
    if len(there) < DAYS:
        return (later,)
    last = DAYS - 1
    return Belief((held.days[last], attendance_id(seat.id, last)), held.recorded(last), RULE_CHANGED), later
