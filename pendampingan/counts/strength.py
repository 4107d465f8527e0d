"""How strong the count is: on what evidence the businesses of a step stand, as known now."""

import datetime
from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendampingan.counts.group import Group
from pendampingan.counts.known_now import known_now, reached_by
from umkm.choices import Stage
from umkm.models import Centre

#: The steps whose evidence can be proven and verified; a registration carries neither proof nor a second person's word.
EVIDENCED = (Group.TRAINED, Group.MENTORED)
#: Where Progress keeps from when on what is proven, and what is verified, is enough for the stage.
_ENOUGH = {
    Stage.TRAINED: ("trained_proven_on", "trained_verified_on"),
    Stage.MENTORED: ("mentored_proven_on", "mentored_verified_on"),
}


class Strength(StrEnum):
    """How well the evidence of a business's step bears it out; the value is its word in addresses.

    A business is under the strictest rule by which it would still have taken the step: were only verified attendance and
    visits counted, or only those that are verified or have a proof attached (a slip scanned, a photo, the signed sheet of
    the day). Else somebody has only stated it. So each business of a step is under exactly one, and one verified visit is
    enough; of a class as many days of one person have to be verified as the class asks for. What is asked for a day looks
    at attendance and visits up to that day, at their proof and verification as known now.
    """

    VERIFIED = "terverifikasi"
    PROVEN = "berbukti"
    STATED = "dinyatakan"

    @property
    def label(self) -> Promise:
        return _LABELS[self]

    @staticmethod
    def suits(group: Group) -> bool:
        """Whether evidence of this strength can be asked of the group: where one stage says who is in it."""
        return group.stage in _ENOUGH

    def of(self, group: Group, day: datetime.date) -> Q:
        """What holds of the Progress of those in the group whose evidence was so strong by the end of that day."""
        proven, verified = (Q((f"{column}__lte", day)) for column in _ENOUGH[group.stage])
        return {Strength.VERIFIED: verified, Strength.PROVEN: proven & ~verified, Strength.STATED: ~proven}[self]


_LABELS = {
    Strength.VERIFIED: _("verified by a second person"),
    Strength.PROVEN: _("with proof attached"),
    Strength.STATED: _("only stated"),
}

Strengths = Mapping[Group, Mapping[Strength, int]]


def strengths(day: datetime.date, centre: Centre | None = None) -> Strengths:
    """How many businesses of each step stand on evidence of each strength that day; one query."""
    rows = known_now(Group.REGISTERED, day, centre)
    counted = rows.aggregate(
        **{
            f"{group.name}_{strength.name}": Count("pk", filter=reached_by(group.stage, day) & strength.of(group, day))
            for group in EVIDENCED
            for strength in Strength
        }
    )
    return {group: {strength: counted[f"{group.name}_{strength.name}"] for strength in Strength} for group in EVIDENCED}
