"""The whole city before it is written down."""

from dataclasses import dataclass
from random import Random

from pendampingan.demo.classes import HeldClass, classes
from pendampingan.demo.lives import Life, Place, registrations
from pendampingan.demo.padding import Padding, pad
from pendampingan.demo.plan import Plan
from pendampingan.demo.visits import MENTORS_A_CENTRE, visit_all


@dataclass(frozen=True)
class Hands:
    """Who entered things: user ids; officers and mentors by centre (0 to 43)."""

    staff: int
    officers: list[int]
    mentors: list[list[int]]

    def mentor(self, centre: int, nth: int) -> int:
        """The nth of a centre (from 0); beyond its own those of the next centre, who help out."""
        beyond, own = divmod(nth, MENTORS_A_CENTRE)
        return self.mentors[(centre + beyond) % len(self.mentors)][own]


@dataclass(frozen=True)
class City:
    """Everything that happened. `people` own a business; `members` (by business) are numbered on from them."""

    plan: Plan
    seed: int
    lives: list[Life]
    held: list[HeldClass]
    people: int
    members: dict[int, int]
    padding: Padding

    @property
    def visits(self) -> int:
        return self.padding.visits

    @classmethod
    def of(cls, plan: Plan, places: list[Place], seed: int) -> "City":
        lives = registrations(plan, places, seed)
        held = classes(plan, lives, seed)
        padding = pad(lives, held, visit_all(plan, lives, seed))
        people, rng = max(life.owner for life in lives), Random(f"{seed} members")
        with_member = [life.id for life in lives if life.fate is None and rng.random() < 0.03]
        members = {business: people + n for n, business in enumerate(with_member, 1)}
        return cls(plan, seed, lives, held, people, members, padding)
