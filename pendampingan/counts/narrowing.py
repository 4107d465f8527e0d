"""Which of the businesses in a count, as known now: "of those trained, the culinary ones"."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pendampingan.counts.aspect import ASPECTS, Aspect
from pendampingan.counts.cohort import Cohort
from pendampingan.counts.group import Group
from pendampingan.counts.known_now import known_now
from pendampingan.counts.strength import Strength
from umkm.models import Centre

#: Says in an address that the businesses are those at their place of today, where nothing else of theirs is asked.
PLACE, TODAY = "letak", "kini"
#: Names in an address how strong their evidence is.
EVIDENCE = "bukti"


class NoSuchKind(ValueError):
    """An address names a kind, a quarter, or a strength of evidence, that there is not."""


@dataclass(frozen=True)
class Narrowing:
    """Businesses of certain kinds, one of each aspect named, of one cohort, and on evidence of one strength; of all where
    none is named. They are counted as known now, at their place of today, since nothing remembers of what kind a business
    once was."""

    kinds: Mapping[Aspect, str] = field(default_factory=dict)
    cohort: Cohort | None = None
    strength: Strength | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Narrowing | None":
        """What an address asks for; None where it asks for the whole count. Raises NoSuchKind."""
        kinds = {aspect: query[aspect.word] for aspect in ASPECTS if query.get(aspect.word)}
        place = query.get(PLACE)
        if place not in (None, "", TODAY) or any(kind not in aspect.kinds for aspect, kind in kinds.items()):
            raise NoSuchKind
        cohort, word = Cohort.read(query), query.get(EVIDENCE)
        strength = Strength(word) if word else None
        return cls(kinds, cohort, strength) if kinds or cohort or strength or place else None

    @property
    def parameters(self) -> dict[str, str]:
        """The same as an address says it."""
        kinds = {aspect.word: kind for aspect, kind in self.kinds.items()}
        cohort = self.cohort.parameters if self.cohort else {}
        strength = {EVIDENCE: self.strength.value} if self.strength else {}
        return kinds | cohort | strength or {PLACE: TODAY}

    @property
    def words(self) -> str:
        """→ "Sektor: kuliner; jalur: di loket", and where they are."""
        kinds = [f"{aspect.label}: {aspect.kinds[kind]}" for aspect, kind in self.kinds.items()]
        cohort = self.cohort.words if self.cohort else []
        strength = [f"{_('evidence')}: {self.strength.label}"] if self.strength else []
        return capfirst("; ".join([*kinds, *cohort, *strength, _("at their place of today")]))

    @property
    def is_personal(self) -> bool:
        """Whether it tells of the owner of each."""
        return any(aspect.personal for aspect in self.kinds)

    def suits(self, group: Group) -> bool:
        """Whether it can be asked of this group."""
        return all(part is None or part.suits(group) for part in (self.cohort, self.strength))

    def of(self, group: Group, day: datetime.date, centre: Centre | None = None) -> QuerySet:
        """The Progress of each such business in the group that day."""
        kinds = {aspect.word: aspect.of(day) for aspect in self.kinds}
        rows = known_now(group, day, centre).alias(**kinds)
        rows = rows.filter(**{aspect.word: kind for aspect, kind in self.kinds.items()})
        rows = rows.filter(self.cohort.of(group)) if self.cohort else rows
        return rows.filter(self.strength.of(group, day)) if self.strength else rows
