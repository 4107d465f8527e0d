"""Who comes when, and what befalls them: the registrations of the demo city, and every fate but the ordinary one."""

from bisect import bisect, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, chain
from math import pi, sin
from random import Random
from typing import NamedTuple

from pendampingan.choices import Reason
from pendampingan.demo.days import at_work, day, working_day, working_days
from pendampingan.demo.plan import CLEANED_UP, ENDS, Plan, Span, shares

#: Services of a business whose fate would upset a count: none, a class, a visit, both. Others take what chance gives.
NONE, CLASS, VISIT = frozenset(), frozenset("T"), frozenset("M")
BOTH = CLASS | VISIT

#: Those who came later than this have not all been through a class or a visit when the headline is said.
SERVED = day("2021-08-01")


class Place(NamedTuple):
    """A kelurahan: its id, and its centre by number (0 to 43)."""

    kelurahan: int
    centre: int
    population: int


class Belief(NamedTuple):
    """Something that was taken for true from one moment (inclusive) to another; `until` None: to this day."""

    value: tuple
    since: int
    until: int | None = None


class Visit(NamedTuple):
    id: int
    on: int
    recorded: int
    mentor: int
    centre: int
    voided: int | None = None
    # None: those of chance.
    notes: str | None = None


@dataclass(slots=True)
class Fate:
    """What happened to a registration that did not simply stay. Moments; None: it did not happen."""

    services: frozenset | None = None
    voided: int | None = None
    import_undone: bool = False
    merged: int | None = None
    unmerged: int | None = None
    survivor: "Life | None" = None
    doubles: list["Life"] = field(default_factory=list)
    # The earlier registration of the same owner, and the one whose name this one repeats.
    owner_of: "Life | None" = None
    name_of: "Life | None" = None
    decided: int | None = None
    corrected: int | None = None
    wrong_day: int | None = None
    wrong_place: Place | None = None
    moved_on: int | None = None
    moved: int | None = None
    move_id: int | None = None
    moved_from: Place | None = None


@dataclass(slots=True)
class Life:
    """One registration. `joined` is the day it first counted as reported, `place` where it is now."""

    id: int
    joined: int
    recorded: int
    registered_on: int
    place: Place
    owner: int = 0
    is_second: bool = False
    fate: Fate | None = None
    # When its days sufficed to be trained: (day, attendance id); and its visits.
    passed: tuple[Belief, ...] = ()
    visits: tuple[Visit, ...] = ()
    # Why something was not simply recorded, by moment.
    reasons: dict[int, Reason] | None = None

    @property
    def services(self) -> frozenset | None:
        return self.fate.services if self.fate else None

    def because(self, moment: int, reason: Reason) -> None:
        self.reasons = (self.reasons or {}) | {moment: reason}

    def place_on(self, on: int) -> Place:
        fate = self.fate
        return fate.moved_from if fate and fate.moved_on is not None and on < fate.moved_on else self.place


def registrations(plan: Plan, places: list[Place], seed: int) -> list[Life]:
    """Everyone who registers, in order of joining, with their fates; ids count from 1 in that order."""
    rng = Random(f"{seed} registrations")
    where = _places(places, rng)
    lives: list[Life] = []
    for span in plan.spans:
        for on, joining in _by_day(span, rng):
            for n in range(joining):
                recorded = at_work(on, n / joining)
                lives.append(Life(len(lives) + 1, on, recorded, _registered_on(on, rng), next(where)))
    _Fates(plan, places, lives, Random(f"{seed} fates")).draw()
    _give_owners(lives, Random(f"{seed} owners"))
    return lives


def _places(places: list[Place], rng: Random):
    """One business to each centre, then by population."""
    first = {}
    for place in places:
        first.setdefault(place.centre, place)
    yield from first.values()
    bounds = list(accumulate(place.population for place in places))
    while True:
        yield places[bisect_right(bounds, rng.random() * bounds[-1])]


def _by_day(span: Span, rng: Random) -> list[tuple[int, int]]:
    """How many join on each working day: a programme that grows, slows in the first wave of 2020, breathes by season."""
    days = working_days(span.first, span.last)
    weights = [
        min(1.0, 0.15 + on / 300)
        * (0.4 if day("2020-03-20") <= on <= day("2020-06-12") else 1)
        * (1 + 0.2 * sin(2 * pi * on / 182))
        * (0.75 + 0.5 * rng.random())
        for on in days
    ]
    return list(zip(days, shares(span.joining, weights), strict=True))


def _registered_on(joined: int, rng: Random) -> int:
    """Most papers are entered the same day, some within three, one in eighty weeks later."""
    chance = rng.random()
    if joined > ENDS:
        return ENDS - int(chance * 40)
    if chance < 0.012:
        return max(0, joined - 8 - int(rng.random() * 52))
    return max(0, joined - (1 + int(rng.random() * 3) if chance < 0.2 else 0))


class _Fates:
    """Draws them, one to a registration at most, spread evenly over all who could have it."""

    def __init__(self, plan: Plan, places: list[Place], lives: list[Life], rng: Random) -> None:
        self.plan, self.places, self.lives, self.rng = plan, places, lives, rng
        self.joined = [life.joined for life in lives]
        self.merges = self.voids = 0

    def draw(self) -> None:
        before = 0
        for span in self.plan.spans:
            self._leave(span, before)
            before += span.joining
        self._take_apart()
        self._contest()
        self._correct()
        self._move()

    def _leave(self, span: Span, before: int) -> None:
        """Those who leave the count in this span; they had joined before it, in the first one before its last quarter."""
        days, leaving = working_days(span.first, span.last), span.leaving
        if span.first == 0:
            days = days[len(days) * 3 // 4 :]
            before = self._joined_by(days[0] - 30)
        if span.last == ENDS:
            leaving -= self._undo_import(working_day(span.first + 7))
        for life in self._pick(before, leaving):
            moment = at_work(days[int(self.rng.random() * len(days))], self.rng.random())
            if (self.merges + self.voids) % 8 in (0, 2, 4, 5, 7):
                self._merge(life, before, moment)
            else:
                self._void(life, moment)

    def _undo_import(self, on: int) -> int:
        """The rows of a file that was loaded by mistake on one day leave together on another."""
        start = bisect(self.joined, day("2021-08-15"))
        rows = [life for life in self.lives[start:] if life.joined == self.lives[start].joined][
            : self.plan.imports_undone
        ]
        moment = at_work(on, 0.4)
        for life in rows:
            life.recorded = rows[0].recorded
            life.fate = Fate(services=NONE, voided=moment, import_undone=True)
            life.because(moment, Reason.IMPORT_UNDONE)
        return len(rows)

    def _void(self, life: Life, moment: int) -> None:
        services = (CLASS, NONE, BOTH, NONE)[self.voids % 4]
        self.voids += 1
        life.fate = Fate(services=services if self._was_served(life, moment) else NONE, voided=moment)
        life.because(moment, Reason.VOIDED)

    def _merge(self, double: Life, before: int, moment: int) -> None:
        """One of a pair goes: the later registration, each fourth time the earlier one. Two in three had one owner."""
        turn = self.merges
        self.merges += 1
        survivor = self._neighbour(double, before, later=turn % 4 == 3)
        carried, kept = ((NONE, None), (CLASS, NONE), (VISIT, VISIT), (NONE, None))[turn % 4]
        if not (self._was_served(double, moment) and self._was_served(survivor, moment)):
            carried, kept = NONE, None
        double.fate = Fate(services=carried, merged=moment, survivor=survivor)
        survivor.fate = Fate(services=kept, doubles=[double])
        double.place = survivor.place
        earlier, later = sorted((double, survivor), key=lambda life: life.id)
        later.fate.name_of = earlier
        later.fate.owner_of = earlier if turn % 3 else None
        for life in (double, survivor):
            life.because(moment, Reason.MERGED)

    def _take_apart(self) -> None:
        """Pairs that were merged by mistake and taken apart again within two weeks."""
        days = working_days(day("2021-04-05"), day("2021-06-30"))
        by_march = self._joined_by(day("2021-03-02"))
        for double in self._pick(by_march, self.plan.about(30, least=1)):
            survivor = self._neighbour(double, by_march, later=False)
            on = days[int(self.rng.random() * len(days))]
            merged, unmerged = at_work(on, self.rng.random()), at_work(working_day(on + 7), self.rng.random())
            double.fate = Fate(services=NONE, merged=merged, unmerged=unmerged, survivor=survivor)
            survivor.fate = Fate(doubles=[double])
            for life in (double, survivor):
                life.because(merged, Reason.MERGED)
                life.because(unmerged, Reason.UNMERGED)

    def _contest(self) -> None:
        """Registrations with a NIK that was already another person's; they join when staff have decided."""
        for life in self._pick(self._joined_by(ENDS), self.plan.about(800, least=1), since=self._joined_by(40)):
            life.registered_on = working_day(life.joined - 5 - int(self.rng.random() * 25), -1)
            decided = life.recorded
            life.recorded = at_work(life.registered_on, self.rng.random())
            life.fate = Fate(decided=decided)
            life.because(decided, Reason.DECIDED)

    def _correct(self) -> None:
        """Wrong dates and wrong places, put right in the months after."""
        by_end = self._joined_by(ENDS)
        dates = self._pick(by_end, self.plan.about(700, least=1), since=self._joined_by(100))
        places = self._pick(by_end, self.plan.about(400, least=1))
        for life in [*dates, *places]:
            on = min(working_day(life.joined + 10 + int(self.rng.random() * 80)), CLEANED_UP)
            life.fate = Fate(corrected=at_work(on, self.rng.random()))
            life.because(life.fate.corrected, Reason.CORRECTED)
        for life in dates:
            life.fate.wrong_day = life.registered_on
            life.registered_on -= 3 + int(self.rng.random() * 22)
        for life in places:
            life.fate.wrong_place = self._elsewhere(life.place)

    def _move(self) -> None:
        """Three in five movers leave their centre."""
        movers = self._pick(self._joined_by(day("2021-09-30")), self.plan.about(2_000, least=2))
        for n, life in enumerate(movers):
            on = min(life.joined + 20 + int(self.rng.random() * 400), ENDS - 5)
            recorded = at_work(min(working_day(on + int(self.rng.random() * 10)), CLEANED_UP), self.rng.random())
            life.fate = Fate(moved_on=on, moved=recorded, move_id=len(self.lives) + n + 1, moved_from=life.place)
            life.place = self._elsewhere(life.place) if n % 5 < 3 else self._nearby(life.place)
            life.because(recorded, Reason.MOVED)

    def _pick(self, before: int, count: int, since: int = 0) -> list[Life]:
        """`count` of the free registrations numbered `since` to `before`, evenly spaced."""
        picked, step = [], (before - since) / max(count, 1)
        for n in range(count):
            at = since + int((n + self.rng.random()) * step)
            while self.lives[at].fate:
                at = at + 1 if at + 1 < before else since
            picked.append(self.lives[at])
            self.lives[at].fate = Fate()
        return picked

    def _neighbour(self, life: Life, before: int, *, later: bool) -> Life:
        """A free registration not long before, or after, this one."""
        at, away = life.id - 1, 1 + int(self.rng.random() * 400)
        steps = range(at + away, before) if later else range(at - away, -1, -1)
        return self.lives[next(n for n in chain(steps, range(before)) if not self.lives[n].fate)]

    def _was_served(self, life: Life, moment: int) -> bool:
        return life.joined <= SERVED and moment > at_work(ENDS - 18, 0)

    def _joined_by(self, on: int) -> int:
        return bisect(self.joined, on)

    def _elsewhere(self, place: Place) -> Place:
        return self._another(place, [other for other in self.places if other.centre != place.centre])

    def _nearby(self, place: Place) -> Place:
        return self._another(place, [other for other in self.places if other.centre == place.centre and other != place])

    def _another(self, place: Place, others: list[Place]) -> Place:
        return others[int(self.rng.random() * len(others))]


def _give_owners(lives: list[Life], rng: Random) -> None:
    """One person a business; one in twenty-five businesses is the second one of its centre's last newcomer."""
    people, newest = 0, {}
    for life in lives:
        shared = life.fate and life.fate.owner_of
        neighbour = newest.get(life.place.centre)
        if shared:
            life.owner, life.is_second = shared.owner, True
        elif neighbour and not life.fate and rng.random() < 0.04:
            life.owner, life.is_second = neighbour, True
            newest[life.place.centre] = None
        else:
            people += 1
            life.owner = newest[life.place.centre] = people
