"""Who took which step, as bars of one scale: of businesses, and below each the thinner one of the people who own them."""

from dataclasses import dataclass

from pendampingan.counts.city import Reached
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.people import Funnel

#: The height of a step in units of the drawing: its name, its two bars, and the room below them.
STEP, NAME, THICK, THIN = 62, 8, 18, 10
#: Who took a step, parted where a drawing tells them apart: those who took the other one too, and those who did not.
PARTS = {
    Group.TRAINED: (Group.BOTH, Group.ONLY_TRAINED),
    Group.MENTORED: (Group.BOTH, Group.ONLY_MENTORED),
}


@dataclass(frozen=True)
class Piece:
    """A piece of a bar, from `at` on; `alone` are those who took this step without the other."""

    at: float
    width: float
    alone: bool


@dataclass(frozen=True)
class StepBars:
    """One step: the line its name stands on, its numbers, and the pieces of its bars, each bar with its upper edge."""

    group: Group
    name_at: int
    businesses: int
    people: int
    thick_at: int
    thick: tuple[Piece, ...]
    thin_at: int
    thin: tuple[Piece, ...]


@dataclass(frozen=True)
class FunnelChart:
    """A funnel drawn in `width` by `height`; bars as high as THICK and THIN."""

    width: int
    height: int
    steps: tuple[StepBars, ...]
    thick: int = THICK
    thin: int = THIN


def funnel_chart(funnel: Funnel, *, width: int) -> FunnelChart | None:
    """Draw the three steps below each other, the registered businesses as wide as the drawing; None where there are none."""
    registered = funnel.businesses.count(Group.REGISTERED)
    if not registered:
        return None

    def bars(step: Group, top: int) -> StepBars:
        return StepBars(
            group=step,
            name_at=top + 12,
            businesses=funnel.businesses.count(step),
            people=funnel.people.count(step),
            thick_at=top + 12 + NAME,
            thick=pieces(funnel.businesses, step, width / registered),
            thin_at=top + 12 + NAME + THICK + 2,
            thin=pieces(funnel.people, step, width / registered),
        )

    steps = tuple(bars(step, number * STEP) for number, step in enumerate(STEPS))
    return FunnelChart(width, STEP * len(STEPS) - 12, steps)


def pieces(reached: Reached, step: Group, unit: float) -> tuple[Piece, ...]:
    """The bar of a step, cut between those who took the other one too and those who did not; `unit` is the width of one."""
    if step not in PARTS:
        return (Piece(0, round(unit * reached.count(step), 1), alone=False),)
    with_other, without = (round(unit * reached.count(part), 1) for part in PARTS[step])
    return Piece(0, with_other, alone=False), Piece(with_other, without, alone=True)
