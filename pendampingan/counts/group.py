"""The groups of businesses that dashboards count, each a sum and difference of stages."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from umkm.choices import Stage


class Group(StrEnum):
    """Businesses that have reached, or not reached, certain stages; the value is its word in addresses.

    Whoever is trained and mentored is trained, is mentored and is registered. So the count of each group is a sum of
    stages with a sign, per centre and day, and so are the lines of each of its businesses: 1, or 0 for all others.
    """

    REGISTERED = "terdaftar"
    TRAINED = "terlatih"
    MENTORED = "didampingi"
    BOTH = "terlatih-dan-didampingi"
    ONLY_TRAINED = "terlatih-tanpa-pendampingan"
    ONLY_MENTORED = "didampingi-tanpa-pelatihan"
    NEITHER = "terdaftar-saja"

    @classmethod
    def of_stage(cls, stage: int) -> "Group | None":
        """Those that have reached this stage; None where no fact leads to it yet."""
        return next((group for group in cls if group.stages == {stage: 1}), None)

    @property
    def label(self) -> Promise:
        return _LABELS[self]

    @property
    def stages(self) -> Mapping[Stage, int]:
        """The stages that are added (1) and taken away (-1)."""
        return _STAGES[self]

    @property
    def stage(self) -> Stage:
        """The stage whose date and evidence say since when a business is in the group."""
        return next(iter(self.stages))

    @property
    def evidenced(self) -> tuple[Stage, ...]:
        """The stages whose evidence bears out that a business is in the group. Of trained and mentored it is both: the
        ledger names only the later one."""
        return (Stage.TRAINED, Stage.MENTORED) if self.stage == Stage.TRAINED_AND_MENTORED else (self.stage,)


_LABELS = {
    Group.REGISTERED: _("registered"),
    Group.TRAINED: _("trained"),
    Group.MENTORED: _("mentored"),
    Group.BOTH: _("trained and mentored"),
    Group.ONLY_TRAINED: _("trained but not mentored"),
    Group.ONLY_MENTORED: _("mentored without a class"),
    Group.NEITHER: _("registered, neither trained nor mentored"),
}

_STAGES = {
    Group.REGISTERED: {Stage.REGISTERED: 1},
    Group.TRAINED: {Stage.TRAINED: 1},
    Group.MENTORED: {Stage.MENTORED: 1},
    Group.BOTH: {Stage.TRAINED_AND_MENTORED: 1},
    Group.ONLY_TRAINED: {Stage.TRAINED: 1, Stage.TRAINED_AND_MENTORED: -1},
    Group.ONLY_MENTORED: {Stage.MENTORED: 1, Stage.TRAINED_AND_MENTORED: -1},
    Group.NEITHER: {Stage.REGISTERED: 1, Stage.TRAINED: -1, Stage.MENTORED: -1, Stage.TRAINED_AND_MENTORED: 1},
}

#: The three steps that every figure of the programme speaks of.
STEPS = (Group.REGISTERED, Group.TRAINED, Group.MENTORED)
#: The steps, and who took one of them without the other.
FUNNEL = (*STEPS, Group.ONLY_TRAINED, Group.ONLY_MENTORED)
