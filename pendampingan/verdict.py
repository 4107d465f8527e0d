"""Whether the target is reached, as a sentence, since that comes before any chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jakpreneur.templatetags.jakpreneur import number
from pendampingan.counts.attainment import Attainment
from pendampingan.counts.city import Reached
from pendampingan.counts.group import STEPS


@dataclass(frozen=True)
class Verdict:
    """The sentence, and whether every step has reached the target."""

    sentence: str
    all_reached: bool


def verdict(reached: Reached, target: int | None, *, of_a_centre: bool = False) -> Verdict | None:
    """By which steps the target is passed, reached to the very business, and not reached; None without a target."""
    if target is None:
        return None
    attained = [(str(step.label), Attainment(reached.count(step), target)) for step in STEPS]
    passed = [step for step, attainment in attained if attainment.passed]
    met = [step for step, attainment in attained if attainment.met]
    short = [step for step, attainment in attained if attainment.short]
    clauses = [
        passed and _("passed by the %(steps)s") % {"steps": listed(passed)},
        met and _("reached exactly by the %(steps)s") % {"steps": listed(met)},
        short and _("not reached by the %(steps)s") % {"steps": listed(short)},
    ]
    whose = (
        _("The centre's share of the target, %(target)s")
        if of_a_centre
        else _("The target of %(target)s new entrepreneurs")
    )
    sentence = _("%(target)s: %(clauses)s.") % {
        "target": whose % {"target": number(target)},
        "clauses": "; ".join(filter(None, clauses)),
    }
    return Verdict(sentence, all_reached=not short)


def listed(words: Sequence[str]) -> str:
    """One after the other, as a sentence lists them."""
    *others, last = words
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last} if others else last
