"""Why a count is another one at another moment: the lines of the ledger that one of the two sums and the other does not."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, Count, F, Q, QuerySet, SmallIntegerField, Sum, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendampingan.choices import Reason
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.city import reached_as_of
from pendampingan.counts.group import Group
from pendampingan.models import LedgerLine
from pendampingan.models.ledger import summed
from umkm.models import Centre


class Cause(StrEnum):
    """Why a line is in one count and not in the other; the value is its word in addresses.

    These are the reasons of the ledger, but that what was plainly recorded is either new, having taken effect between the
    two days, or late: it had taken effect by the earlier of them, and was entered later than one of the two counts knew.
    """

    NEW = "baru"
    LATE = "dicatat-belakangan"
    EARLIER_EVIDENCE = "bukti-lebih-awal"
    CORRECTED = "dikoreksi"
    DECIDED = "diputus"
    VOIDED = "dibatalkan"
    MERGED = "digabung"
    UNMERGED = "gabungan-dibatalkan"
    MOVED = "pindah"
    IMPORT_UNDONE = "impor-dibatalkan"
    RULE_CHANGED = "aturan-berubah"

    @classmethod
    def of(cls, reason: str, *, is_fresh: bool) -> "Cause":
        """`is_fresh`: the line took effect after the earlier of the two days."""
        if reason == Reason.RECORDED:
            return cls.NEW if is_fresh else cls.LATE
        return cls[Reason(reason).name]

    @property
    def reason(self) -> Reason:
        """The word of the ledger for it."""
        return Reason.RECORDED if self in (Cause.NEW, Cause.LATE) else Reason[self.name]

    @property
    def label(self) -> Promise:
        return {Cause.NEW: _("new"), Cause.LATE: _("late entry")}.get(self, self.reason.label)


@dataclass(frozen=True)
class Part:
    """What the lines of one cause add to a count and take from it, in lines; each of them moves it by one."""

    cause: Cause
    added: int
    taken: int

    @property
    def net(self) -> int:
        return self.added - self.taken

    @property
    def lines(self) -> int:
        return self.added + self.taken


@dataclass(frozen=True)
class Change:
    """From the count of one moment to that of another: of a group that one stage makes, in the city or at one centre.

    A line that only the second moment sums works as it is written; one that only the first sums, the other way round.
    """

    first: AsOf
    second: AsOf
    group: Group
    centre: Centre | None = None

    @property
    def earlier(self) -> datetime.date:
        """The earlier of the two days."""
        return min(self.first.per, self.second.per)

    @property
    def of_either(self) -> QuerySet:
        """The lines that either moment sums, each with its `effect` on the change: 1, -1, or 0 where both sum it."""
        lines = self._here(LedgerLine.objects.filter(self.of_first | self.of_second))
        effect = Case(
            When(self.of_first & self.of_second, then=Value(0)),
            When(self.of_second, then=F("delta")),
            default=-F("delta"),
            output_field=SmallIntegerField(),
        )
        return lines.annotate(effect=effect)

    @property
    def summed_at_first(self) -> QuerySet:
        return self._here(LedgerLine.objects.filter(self.of_first))

    @property
    def summed_at_second(self) -> QuerySet:
        return self._here(LedgerLine.objects.filter(self.of_second))

    @property
    def lines(self) -> QuerySet:
        """The lines that make the difference, whose `effect` adds up to it."""
        return self.of_either.filter(self.of_first & ~self.of_second | self.of_second & ~self.of_first)

    def lines_of(self, cause: Cause) -> QuerySet:
        lines = self.lines.filter(reason=cause.reason)
        if cause == Cause.NEW:
            return lines.filter(effective_on__gt=self.earlier)
        return lines.filter(effective_on__lte=self.earlier) if cause == Cause.LATE else lines

    def _here(self, lines: QuerySet) -> QuerySet:
        """Those of its group and its centre."""
        of_group = lines.filter(stage=self.group.stage)
        return of_group.filter(centre=self.centre) if self.centre else of_group

    @property
    def of_first(self) -> Q:
        return summed(self.first.per, self.first.known_on)

    @property
    def of_second(self) -> Q:
        return summed(self.second.per, self.second.known_on)


def parts_of(change: Change) -> tuple[Part, ...]:
    """The difference split by its causes, those that have lines; one query over the ledger."""
    fresh = Q(effective_on__gt=change.earlier)
    lines = change.lines.values_list("reason", "effect", fresh).annotate(Count("business_id"))
    return parts((Cause.of(reason, is_fresh=is_fresh), effect, number) for reason, effect, is_fresh, number in lines)


def parts(effects: Iterable[tuple[Cause, int, int]]) -> tuple[Part, ...]:
    """The parts that lines add up to, in the order of Cause; told as (cause, effect of each, how many)."""
    sums: Counter[tuple[Cause, int]] = Counter()
    for cause, effect, number in effects:
        sums[cause, effect] += number
    return tuple(Part(cause, sums[cause, 1], sums[cause, -1]) for cause in Cause if sums[cause, 1] or sums[cause, -1])


@dataclass(frozen=True)
class Account:
    """A change with both of its counts, and the parts that lead from the one to the other."""

    change: Change
    before: int
    after: int
    parts: tuple[Part, ...]

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def lines(self) -> int:
        return sum(part.lines for part in self.parts)

    @property
    def unexplained(self) -> int:
        """What of the difference no line accounts for: nothing, unless the tallies are not what the ledger says."""
        return self.difference - sum(part.net for part in self.parts)


def account_of(change: Change) -> Account:
    """Both counts, each from where its own page has it, and the parts between them; three queries."""
    return Account(change, _count(change, change.first), _count(change, change.second), parts_of(change))


def _count(change: Change, moment: AsOf) -> int:
    """From the tallies, where they know of this knowledge; else from the lines of this stage alone."""
    if not moment.pinned:
        return reached_as_of(moment, change.centre).count(change.group)
    lines = LedgerLine.objects.as_of(moment.per, moment.known_on).filter(stage=change.group.stage)
    lines = lines.filter(centre=change.centre) if change.centre else lines
    return lines.aggregate(net=Sum("delta", default=0))["net"]
