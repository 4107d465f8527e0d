"""What staff are to find when they look for padding, and honest busy days beside it that they are not to find.

Nothing of it moves a count: a registration stays on its day, visits are added to businesses that were visited before, and
who came to a class came. A city that is too small for one of these stories goes without it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle, islice

from pendampingan.demo import words
from pendampingan.demo.classes import DAYS, HeldClass
from pendampingan.demo.days import at_work, day, moment, working_days
from pendampingan.demo.lives import Life, Visit

#: The year in which all of it happened, and the month of the visits.
YEAR = (day("2021-01-04"), day("2021-08-31"))
MONTH = (day("2021-09-01"), day("2021-09-30"))
#: More than a clerk types in an hour, and what clerks at a fair take four hours for.
BURST = 33
#: More than a mentor visits in a day, and as many as one does visit.
CROWDED, BUSY = 14, 12
SAME_NOTES, ONE_EVENING = 7, 24
ON_ONE_PHONE, A_FAMILY = 5, 3
AT_ONE_ADDRESS, AT_THE_MARKET = 8, 9
#: So many of a full class withdrew, and were ticked all the same.
TICKED_THOUGH_WITHDRAWN = 5


@dataclass
class Padding:
    """What rows say otherwise than they would: by business its phone and its address, who was registered by city staff,
    by class its seats, and the seats of those who had withdrawn. `visits`: how many there are with those added."""

    visits: int
    phones: dict[int, str] = field(default_factory=dict)
    addresses: dict[int, str] = field(default_factory=dict)
    by_staff: set[int] = field(default_factory=set)
    seats: dict[int, int] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)


def pad(lives: list[Life], held: list[HeldClass], visits: int) -> Padding:
    """Tells the stories; the lives have their visits and classes by now."""
    padding = Padding(visits)
    plain = [life for life in lives if life.fate is None and life.reasons is None and not life.is_second]
    _register(padding, [life for life in plain if YEAR[0] <= life.joined <= YEAR[1]])
    _share(padding, [life for life in plain if YEAR[0] <= life.joined <= YEAR[1]])
    _Visiting(padding, lives, plain).visit()
    _overfill(padding, held)
    return padding


def _register(padding: Padding, plain: list[Life]) -> None:
    """Typed by one within half an hour; and on another day at a fair, by the clerks of all centres."""
    days = _by(plain, lambda life: life.joined)
    # As Register has it, three and seven of ten come from files.
    not_from_files = {on: [life for life in joined if life.id % 10 not in (3, 7)] for on, joined in days.items()}
    burst, fair = sorted(not_from_files, key=lambda on: (-len(not_from_files[on]), on))[:2]
    if len(not_from_files[burst]) >= BURST:
        for n, life in enumerate(not_from_files[burst][:BURST]):
            life.recorded = moment(burst, 14 * 60 + n * 35 // BURST)
            padding.by_staff.add(life.id)
    for n, life in enumerate(days[fair]):
        life.recorded = moment(fair, 9 * 60 + n * 240 // len(days[fair]))


def _share(padding: Padding, plain: list[Life]) -> None:
    """One phone and one address of many owners; a family and a market beside them."""
    by_kelurahan = _by(plain, lambda life: life.place.kelurahan)
    several = sorted(by_kelurahan.values(), key=lambda there: (-len(there), there[0].id))
    for there, often, phone in (
        (several[0], ON_ONE_PHONE, words.SHARED_PHONE),
        (several[1], A_FAMILY, words.FAMILY_PHONE),
    ):
        padding.phones |= {life.id: phone for life in there[:often]}
    for there, often, spelt in (
        (several[2], AT_ONE_ADDRESS, words.SHARED_ADDRESS),
        (several[3], A_FAMILY, words.FAMILY_ADDRESS),
        (several[4], AT_THE_MARKET, words.MARKET_ADDRESS),
    ):
        if len(there) >= often:
            padding.addresses |= {life.id: address for life, address in zip(there[:often], cycle(spelt), strict=False)}


class _Visiting:
    """Visits of September 2021, on top of those there are, to businesses that were visited before. All of one centre's."""

    def __init__(self, padding: Padding, lives: list[Life], plain: list[Life]) -> None:
        self.padding = padding
        followed = [
            life for life in plain if life.visits and life.visits[0].on < MONTH[0] and not life.visits[0].voided
        ]
        there = max(_by(followed, lambda life: life.place.centre).values(), key=len)
        self.centre = there[0].place.centre
        self.followed = [life for life in there if all(visit.on < MONTH[0] for visit in life.visits)]
        self.days = working_days(*MONTH)
        made = [visit for life in lives for visit in life.visits if visit.centre == self.centre and not visit.voided]
        self.on_day = Counter((visit.mentor, visit.on) for visit in made)
        in_month = Counter(visit.mentor for visit in made if MONTH[0] <= visit.on <= MONTH[1])
        # Who has least to do that month types it all on one evening; the others have the busy days and the same notes.
        self.late, self.crowded, self.busy, self.same, *_ = sorted(range(8), key=lambda mentor: in_month[mentor])
        self.own = in_month[self.late]

    def visit(self) -> None:
        if len(self.followed) < CROWDED:
            return
        some_day, other_day = self.days[6], self.days[8]
        self._add(self.crowded, [some_day] * (CROWDED - self.on_day[self.crowded, some_day]))
        self._add(self.busy, [other_day] * (BUSY - self.on_day[self.busy, other_day]))
        self._add(self.same, self.days[1 : 1 + SAME_NOTES], notes=words.COPIED_NOTES)
        often = max(ONE_EVENING, 4 * self.own)
        evening = moment(MONTH[1], 18 * 60)
        self._add(self.late, sorted(islice(cycle(self.days[:-1]), often)), typed=evening)

    def _add(self, mentor: int, days: list[int], *, notes: str | None = None, typed: int | None = None) -> None:
        """To one business after another, so that none is visited twice on one day."""
        for n, (life, on) in enumerate(zip(cycle(self.followed), days, strict=False)):
            self.padding.visits += 1
            recorded = typed + n if typed else at_work(on, 0.9)
            added = Visit(self.padding.visits, on, recorded, mentor, self.centre, notes=notes)
            life.visits = (*life.visits, added)


def _overfill(padding: Padding, held: list[HeldClass]) -> None:
    """In the fullest class of the year some are ticked who had withdrawn; it had seats for the others alone."""
    of_the_year = [each for each in held if YEAR[0] <= each.days[0] <= YEAR[1]]
    fullest = max(of_the_year, key=_most_there)
    gone = [seat.id for seat in fullest.seats if seat.there.bit_count() == DAYS][:TICKED_THOUGH_WITHDRAWN]
    seats = len(fullest.seats) - len(gone)
    if _most_there(fullest) > seats:
        padding.withdrawn |= set(gone)
        padding.seats[fullest.id] = seats


def _most_there(held: HeldClass) -> int:
    """How many were there on the day with the most."""
    return max(sum(1 for seat in held.seats if seat.there & 1 << nth and not seat.voided) for nth in range(DAYS))


def _by(lives: Iterable[Life], key) -> dict[int, list[Life]]:
    groups: dict[int, list[Life]] = {}
    for life in lives:
        groups.setdefault(key(life), []).append(life)
    return groups
