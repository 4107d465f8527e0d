"""Who is visited by a mentor, and when."""

from collections import Counter
from collections.abc import Callable
from random import Random

from pendampingan.choices import Reason
from pendampingan.demo.days import at_work, day, moment, working_day, working_days
from pendampingan.demo.lives import VISIT, Life, Visit
from pendampingan.demo.plan import CLEANED_UP, ENDS, FUNNEL, HEADLINE, Plan, evenly

CENTRES, MENTORS_A_CENTRE = 44, 8
#: As many as one visits in a day; the next one goes to a colleague.
A_DAY = 12
#: Three in four of those mentored had been to a class; who already trades skips it.
AFTER_A_CLASS = 0.75
#: Whose class or registration came later than this is not yet visited when the headline is said.
IN_TIME = day("2021-09-20")


def visit_all(plan: Plan, lives: list[Life], seed: int) -> int:
    """Gives the lives their visits; answers how many there were."""
    return _Mentoring(plan, lives, Random(f"{seed} visits")).visit()


class _Mentoring:
    def __init__(self, plan: Plan, lives: list[Life], rng: Random) -> None:
        self.plan, self.lives, self.rng = plan, lives, rng
        self.count = 0
        self.on_day: Counter[tuple[int, int, int]] = Counter()

    def visit(self) -> int:
        wave = self.plan.mentored
        by_headline = self._by_headline(wave.by_headline)
        for life in by_headline:
            self._first(life, _served(life))
        left = [life for life in self.lives if life.services is None and not life.visits]
        trained_late = {life.id for life in left if life.passed and life.passed[-1].value[0] > IN_TIME}
        left = [life for life in left if life.joined <= IN_TIME and life.id not in trained_late]
        left = self._some(left, wave.by_funnel, lambda: self._same_day(HEADLINE + 1, FUNNEL))
        left = self._some(left, wave.by_end, lambda: self._same_day(FUNNEL + 1, ENDS))
        self._some(left, wave.late, self._logged_late)
        self._void(by_headline)
        self._find_earlier(by_headline)
        return self.count

    def _by_headline(self, count: int) -> list[Life]:
        must = [life for life in self.lives if life.services and life.services >= VISIT]
        free = [life for life in self.lives if life.services is None and life.joined <= IN_TIME]
        trained = [life for life in free if life.passed and _served(life) <= IN_TIME]
        others = [life for life in free if not life.passed]
        wanted = count - len(must)
        after_a_class = min(int(wanted * AFTER_A_CLASS), len(trained))
        chosen = [*must, *_spread(trained, after_a_class), *_spread(others, wanted - after_a_class)]
        return sorted(chosen, key=lambda life: life.id)

    def _first(self, life: Life, served: int) -> None:
        on = working_day(served + 3 + int(self.rng.random() * 26))
        self._visit(life, on, moment(on + (self.rng.random() < 0.2), 17 * 60 + int(self.rng.random() * 180)))
        chance = self.rng.random()
        for _ in range((chance < 0.2) + (chance < 0.05)):
            on = working_day(on + 25 + int(self.rng.random() * 20))
            if on <= ENDS and not life.fate:
                self._visit(life, on, at_work(on, 0.999))

    def _some(self, lives: list[Life], count: int, when: Callable[[], tuple[int, int]]) -> list[Life]:
        """First visits to `count` of these; answers the others."""
        for life in _spread(lives, count):
            self._visit(life, *when())
        return [life for life in lives if not life.visits]

    def _same_day(self, first: int, last: int) -> tuple[int, int]:
        on = self._some_day(first, last)
        return on, at_work(on, self.rng.random())

    def _logged_late(self) -> tuple[int, int]:
        on = self._some_day(day("2021-10-01"), day("2021-10-22"))
        return on, at_work(self._some_day(ENDS + 1, CLEANED_UP), self.rng.random())

    def _some_day(self, first: int, last: int) -> int:
        days = working_days(first, last)
        return days[int(self.rng.random() * len(days))]

    def _visit(self, life: Life, on: int, recorded: int) -> None:
        self.count += 1
        centre = life.place_on(on).centre
        visit = Visit(self.count, on, recorded, self._free(centre, life.id % MENTORS_A_CENTRE, on), centre)
        life.visits = (*life.visits, visit)

    def _free(self, centre: int, mentor: int, on: int) -> int:
        """This mentor of the centre, or the next one whose day is not full; if need be one of the next centre."""
        turns = [*range(mentor, MENTORS_A_CENTRE), *range(mentor), *range(MENTORS_A_CENTRE, 2 * MENTORS_A_CENTRE)]
        whose = [((centre + each // MENTORS_A_CENTRE) % CENTRES, each % MENTORS_A_CENTRE) for each in turns]
        free = next(n for n, each in enumerate(whose) if self.on_day[*each, on] < A_DAY)
        self.on_day[*whose[free], on] += 1
        return turns[free]

    def _void(self, visited: list[Life]) -> None:
        """Visits that were none: some found within days, most in November."""
        once = [life for life in visited if len(life.visits) == 1 and not life.fate and not life.reasons]
        found_soon = [life for life in once if life.visits[0].on <= IN_TIME]
        for life in _spread(found_soon, self.plan.visits_voided_early):
            on = working_day(life.visits[0].recorded // 1440 + 2 + int(self.rng.random() * 12))
            self._void_visit(life, at_work(on, self.rng.random()))
        for life in _spread([life for life in once if not life.reasons], self.plan.about(400, least=1)):
            self._void_visit(life, self._in_november())

    def _void_visit(self, life: Life, moment: int) -> None:
        life.visits = (life.visits[0]._replace(voided=moment),)
        life.because(moment, Reason.VOIDED)

    def _find_earlier(self, visited: list[Life]) -> None:
        """Visits that had been made before the first one known, and came to light later."""
        plain = [
            life
            for life in visited
            if len(life.visits) == 1 and not life.fate and not life.reasons and life.visits[0].on > life.joined + 3
        ]
        for life in _spread(plain, self.plan.about(150, least=1)):
            first = life.visits[0]
            recorded = working_day(first.recorded // 1440 + 5 + int(self.rng.random() * 55))
            self._visit(life, working_day(life.joined + 1), at_work(min(recorded, CLEANED_UP), 0.5))

    def _in_november(self) -> int:
        return at_work(self._some_day(FUNNEL + 1, CLEANED_UP), self.rng.random())


def _served(life: Life) -> int:
    """From when on a visit makes sense: after the class, or after the registration."""
    return max([life.joined, *(belief.value[0] for belief in life.passed)])


def _spread(lives: list[Life], count: int) -> list[Life]:
    return [life for life, is_one in zip(lives, evenly(count, len(lives)), strict=True) if is_one] if lives else []
