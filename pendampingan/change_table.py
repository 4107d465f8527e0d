"""Accounts of a change as pages show them: each part with the address of its lines, where this reader may see them all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from jakpreneur.templatetags.jakpreneur import NOTHING, day
from pendampingan.access import OpenCounts
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.change import Account, Cause, Change, Part
from pendampingan.counts.changed_businesses import Fate
from pendampingan.counts.changed_lines import ChangedLine
from pendampingan.counts.group import Group
from pendampingan.counts.reconciliation import Reconciled, ReconciledDay, Step
from pendampingan.counts.sampled import ErrorRate
from pendampingan.figures import Figure, said
from pendampingan.models import PublishedFigure
from umkm.choices import Stage
from umkm.history.actor import by_and_where
from umkm.models import Centre


def asked(change: Change) -> dict[str, str]:
    """What an address says of a change: of which group, where, and between which moments."""
    place = {"pusat": change.centre.code} if change.centre else {}
    return {
        "tahap": change.group.value,
        **place,
        "dari": change.first.per.isoformat(),
        "dari_diketahui": change.first.word,
        "sampai": change.second.per.isoformat(),
        "sampai_diketahui": change.second.word,
    }


def since_then(as_of: AsOf, centre: Centre | None, opened: OpenCounts) -> str | None:
    """The address of what changed about a day since it was reported, where the reader may see all of it."""
    if not opened.includes(centre):
        return None
    change = Change(as_of.known(Basis.THEN), as_of.known(Basis.NOW), Group.REGISTERED, centre)
    return f"{reverse('change')}?{urlencode(asked(change))}"


def why(cause: Cause, change: Change) -> str:
    """One sentence about what these lines are."""
    sentences = {
        Cause.NEW: _("took effect after %(day)s"),
        Cause.LATE: _("took effect by %(day)s, entered later"),
        Cause.EARLIER_EVIDENCE: _("an earlier class or visit was entered later"),
        Cause.CORRECTED: _("a day or a place was corrected"),
        Cause.DECIDED: _("staff decided whose the contested registration is"),
        Cause.VOIDED: _("what it rests on was voided"),
        Cause.MERGED: _("two registrations were one business"),
        Cause.UNMERGED: _("two registrations were two businesses after all"),
        Cause.MOVED: _("from one centre to another; in the city it comes to nothing"),
        Cause.IMPORT_UNDONE: _("a file that had been imported was taken back"),
        Cause.RULE_CHANGED: _("the rule of what counts was changed"),
    }
    return sentences[cause] % {"day": day(change.earlier)}


@dataclass(frozen=True)
class PartRow:
    """One part of a difference: its lines, all of them and those that add and take away, each with its address."""

    cause: Cause
    why: str
    net: int
    lines: Figure
    added: Figure
    taken: Figure


@dataclass(frozen=True)
class AccountTable:
    """A change with both counts, and a row for each part that leads from the one to the other."""

    account: Account
    before: Figure
    after: Figure
    rows: tuple[PartRow, ...]
    lines: Figure
    #: The page of this change alone; None where it is not the reader's.
    url: str | None

    @property
    def change(self) -> Change:
        return self.account.change


@dataclass(frozen=True)
class FateRow:
    """How many businesses have one fate between two moments."""

    fate: Fate
    figure: Figure


@dataclass(frozen=True)
class LineRow:
    """A line of the ledger, and who entered it, where."""

    told: ChangedLine
    by: str


def line_rows(lines: Iterable[ChangedLine], *, named: bool) -> list[LineRow]:
    """Not `named`, the role stands for whoever entered it."""
    return [LineRow(each, by_and_where(each.line.actor, named=named) or NOTHING) for each in lines]


@dataclass(frozen=True)
class SaidRow:
    """One announced figure beside what the registry counts, None where it has no facts."""

    figure: PublishedFigure
    is_contradictory: bool
    then: Figure | None
    unexplained: int | None
    now: Figure | None
    since: int | None


@dataclass(frozen=True)
class StageTables:
    """How one stage came to its figures of a day, and what became of them."""

    stage: Stage
    step: AccountTable | None
    steps: tuple[Step, ...]
    since: AccountTable
    #: What the last sample of the figure came to.
    rate: ErrorRate | None


@dataclass(frozen=True)
class DayTables:
    """One day of announced figures: a row for each, and the accounts of the stages that the registry has facts of."""

    as_of: AsOf
    rows: tuple[SaidRow, ...]
    stages: tuple[StageTables, ...]
    #: Stages that no fact leads to yet.
    unrecorded: tuple[Stage, ...]
    #: Nothing is known of the day.
    is_silent: bool


@dataclass(frozen=True)
class ChangeTables:
    """Makes the tables of one page for one reader, beside the error rates of the city's figures."""

    open_counts: OpenCounts
    rates: Mapping[Group, ErrorRate] = field(default_factory=dict)

    def table(self, account: Account) -> AccountTable:
        change = account.change
        opens = self.open_counts.includes(change.centre)
        page = f"{reverse('change')}?{urlencode(asked(change))}" if opens else None
        return AccountTable(
            account,
            before=self._count(account.before, change.group, change.first, change.centre),
            after=self._count(account.after, change.group, change.second, change.centre),
            rows=tuple(self._row(part, change) for part in account.parts),
            lines=Figure(account.lines, self._lines(change)),
            url=page,
        )

    def fates(self, change: Change, numbers: Mapping[Fate, int]) -> list[FateRow]:
        return [FateRow(fate, Figure(number, self._businesses(change, fate))) for fate, number in numbers.items()]

    def days(self, days: Iterable[ReconciledDay]) -> list[DayTables]:
        return [self._day(day) for day in days]

    def _day(self, day: ReconciledDay) -> DayTables:
        missing = [reconciled.stage for reconciled in day.stages if reconciled.since is None]
        return DayTables(
            as_of=day.as_of,
            rows=tuple(self._said(reconciled, figure) for reconciled in day.stages for figure in reconciled.figures),
            stages=tuple(
                StageTables(
                    reconciled.stage,
                    step=reconciled.step and self.table(reconciled.step),
                    steps=reconciled.steps,
                    since=self.table(reconciled.since),
                    rate=self.rates.get(Group.of_stage(reconciled.stage)),
                )
                for reconciled in day.stages
                if reconciled.since
            ),
            unrecorded=tuple(stage for stage in missing if Group.of_stage(stage) is None),
            is_silent=any(Group.of_stage(stage) for stage in missing),
        )

    def _said(self, reconciled: Reconciled, figure: PublishedFigure) -> SaidRow:
        since = reconciled.since
        if since is None:
            return SaidRow(figure, reconciled.is_contradictory, then=None, unexplained=None, now=None, since=None)
        change = since.change
        return SaidRow(
            figure,
            reconciled.is_contradictory,
            then=self._count(since.before, change.group, change.first),
            unexplained=figure.value - since.before,
            now=self._count(since.after, change.group, change.second),
            since=since.difference,
        )

    def _row(self, part: Part, change: Change) -> PartRow:
        return PartRow(
            part.cause,
            why(part.cause, change),
            part.net,
            lines=Figure(part.lines, self._lines(change, part.cause)),
            added=Figure(part.added, self._lines(change, part.cause, "tambah")),
            taken=Figure(part.taken, self._lines(change, part.cause, "kurang")),
        )

    def _count(self, value: int, group: Group, as_of: AsOf, centre: Centre | None = None) -> Figure:
        place = f"&pusat={centre.code}" if centre else ""
        opens = self.open_counts.includes(centre)
        return Figure(value, f"{reverse('count_list')}?tahap={group.value}{place}&{said(as_of)}" if opens else None)

    def _businesses(self, change: Change, fate: Fate) -> str | None:
        if not self.open_counts.includes(change.centre):
            return None
        return f"{reverse('change_businesses')}?{urlencode(asked(change) | {'ubah': fate.value})}"

    def _lines(self, change: Change, cause: Cause | None = None, sign: str = "") -> str | None:
        if not self.open_counts.includes(change.centre):
            return None
        words = asked(change) | ({"alasan": cause.value} if cause else {}) | ({"arah": sign} if sign else {})
        return f"{reverse('change_lines')}?{urlencode(words)}"
