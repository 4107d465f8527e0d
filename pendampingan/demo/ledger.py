"""What was known of a business when, and so what the ledger said: each moment's lines are the difference to the last.

This follows DESIGN's table of stages by itself, not by way of the view `implied`, so that one proves the other.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pendampingan import choices
from pendampingan.demo.lives import Belief, Life
from umkm.choices import Stage

# Plain values: members of an enumeration are slow to hash and compare, and there are a million of them.
REGISTERED, TRAINED, MENTORED = Stage.REGISTERED.value, Stage.TRAINED.value, Stage.MENTORED.value
BOTH = Stage.TRAINED_AND_MENTORED.value
BUSINESS, ATTENDANCE = choices.Evidence.BUSINESS.value, choices.Evidence.ATTENDANCE.value
VISIT, PLACEMENT = choices.Evidence.VISIT.value, choices.Evidence.PLACEMENT.value
RECORDED, EARLIER_EVIDENCE = choices.Reason.RECORDED.value, choices.Reason.EARLIER_EVIDENCE.value

FOR_EVER = 1 << 40
#: Where a business was before it ever moved.
FROM_EVER = -1


class Line(NamedTuple):
    business: int
    stage: int
    centre: int
    effective_on: int
    kind: str
    evidence: int
    moment: int
    delta: int
    reason: str


class Known(NamedTuple):
    """All beliefs about one business: its registrations (day, id), completions (day, attendance), visits (day, id) and
    places (day, placement, centre)."""

    registrations: list[Belief]
    completions: list[Belief]
    visits: list[Belief]
    places: list[Belief]

    def at(self, moment: int) -> dict[tuple, int]:
        """The lines implied by what was believed at that moment: delta by (stage, centre, effective, kind, evidence)."""
        registration = _earliest(self.registrations, moment)
        if registration is None:
            return {}
        passed, visited = _earliest(self.completions, moment), _earliest(self.visits, moment)
        since = registration[0]
        reached = [(REGISTERED, since, BUSINESS, registration[1])]
        if passed:
            trained = (max(passed[0], since), ATTENDANCE, passed[1])
            reached.append((TRAINED, *trained))
        if visited:
            mentored = (max(visited[0], since), VISIT, visited[1])
            reached.append((MENTORED, *mentored))
        if passed and visited:
            later = mentored if mentored[0] >= trained[0] else trained
            reached.append((BOTH, *later))
        places = sorted(value for value, *_ in _held(self.places, moment))
        return {line: delta for stage in reached for line, delta in _placed(stage, places)}


def lines(life: Life) -> Iterator[Line]:
    """The lines of one business."""
    is_plain = life.fate is None and life.reasons is None and all(v.on >= life.visits[0].on for v in life.visits)
    return _plain(life) if is_plain else _storied(life)


def _plain(life: Life) -> Iterator[Line]:
    """Each stage once, where the business is: what `_storied` says of most businesses, in a tenth of the time."""
    since, centre = life.registered_on, life.place.centre
    passed = visited = None
    yield Line(life.id, REGISTERED, centre, since, BUSINESS, life.id, life.recorded, 1, RECORDED)
    if life.passed:
        ((on, evidence), recorded, _) = life.passed[0]
        passed = (max(on, since), ATTENDANCE, evidence)
        yield Line(life.id, TRAINED, centre, *passed, recorded, 1, RECORDED)
    if life.visits:
        visit = life.visits[0]
        visited = (max(visit.on, since), VISIT, visit.id)
        yield Line(life.id, MENTORED, centre, *visited, visit.recorded, 1, RECORDED)
    if passed and visited:
        later = visited if visited[0] >= passed[0] else passed
        yield Line(life.id, BOTH, centre, *later, max(recorded, visit.recorded), 1, RECORDED)


def _storied(life: Life) -> Iterator[Line]:
    """Moment by moment: what was implied then, less what had been implied before."""
    known = _known(life)
    beliefs = [*known.registrations, *known.completions, *known.visits, *known.places]
    moments = sorted({moment for _, *both in beliefs for moment in both if moment is not None})
    before: dict[tuple, int] = {}
    for moment in moments:
        now = known.at(moment)
        changes = [(key, now.get(key, 0) - before.get(key, 0)) for key in sorted({*now, *before})]
        changes = [(key, delta) for key, delta in changes if delta]
        replaced = {stage for (stage, _, _, kind, _), delta in changes if delta < 0 and kind != PLACEMENT}
        reason = (life.reasons or {}).get(moment)
        for (stage, centre, effective_on, kind, evidence), delta in changes:
            why = reason or (EARLIER_EVIDENCE if stage in replaced else RECORDED)
            yield Line(life.id, stage, centre, effective_on, kind, evidence, moment, delta, why)
        before = now


def _known(life: Life) -> Known:
    """What was believed of the business itself, and of its doubles while they were merged into it."""
    fate = life.fate
    registrations, completions, visits = own = _own(life)
    if fate and fate.merged:
        own = [_within(beliefs, 0, fate.merged) for beliefs in own]
        if fate.unmerged:
            again = [_within(beliefs, fate.unmerged, FOR_EVER) for beliefs in _own(life)]
            own = [first + second for first, second in zip(own, again, strict=True)]
        registrations, completions, visits = own
    for double in fate.doubles if fate else ():
        until = double.fate.unmerged or FOR_EVER
        carried = [_within(beliefs, double.fate.merged, until) for beliefs in _own(double)]
        registrations, completions, visits = (
            mine + its for mine, its in zip((registrations, completions, visits), carried, strict=True)
        )
    return Known(registrations, completions, visits, _places(life))


def _own(life: Life) -> tuple[list[Belief], list[Belief], list[Belief]]:
    fate = life.fate
    if fate is None:
        registrations = [Belief((life.registered_on, life.id), life.recorded)]
    elif fate.wrong_day is not None:
        registrations = [
            Belief((fate.wrong_day, life.id), life.recorded, fate.corrected),
            Belief((life.registered_on, life.id), fate.corrected),
        ]
    else:
        registrations = [Belief((life.registered_on, life.id), fate.decided or life.recorded, fate.voided)]
    visits = [Belief((visit.on, visit.id), visit.recorded, visit.voided) for visit in life.visits]
    return registrations, list(life.passed), visits


def _places(life: Life) -> list[Belief]:
    fate, place = life.fate, life.place
    if fate and fate.wrong_place:
        return [
            Belief((FROM_EVER, life.id, fate.wrong_place.centre), life.recorded, fate.corrected),
            Belief((FROM_EVER, life.id, place.centre), fate.corrected),
        ]
    if fate and fate.moved_from:
        return [
            Belief((FROM_EVER, life.id, fate.moved_from.centre), life.recorded),
            Belief((fate.moved_on, fate.move_id, place.centre), fate.moved),
        ]
    return [Belief((FROM_EVER, life.id, place.centre), life.recorded)]


def _within(beliefs: list[Belief], since: int, until: int) -> list[Belief]:
    """These beliefs as far as they were held from `since` to `until`."""
    cut = [Belief(b.value, max(b.since, since), min(b.until or FOR_EVER, until)) for b in beliefs]
    return [b._replace(until=None if b.until == FOR_EVER else b.until) for b in cut if b.since < b.until]


def _held(beliefs: list[Belief], moment: int) -> list[Belief]:
    return [b for b in beliefs if b.since <= moment and (b.until is None or moment < b.until)]


def _earliest(beliefs: list[Belief], moment: int) -> tuple | None:
    return min((b.value for b in _held(beliefs, moment)), default=None)


def _placed(stage: tuple, places: list[tuple]) -> Iterator[tuple[tuple, int]]:
    """A stage where the business was on its day, and each later move to another centre."""
    number, effective_on, kind, evidence = stage
    here = next(centre for on, _, centre in reversed(places) if on <= effective_on)
    yield (number, here, effective_on, kind, evidence), 1
    for (_, _, before), (on, placement, after) in pairwise(places):
        if on > effective_on and before != after:
            yield (number, before, on, PLACEMENT, placement), -1
            yield (number, after, on, PLACEMENT, placement), 1
