"""The ledger of a business in words: since when it counts in a stage, where, or no longer, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.utils import timezone
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.templatetags.jakpreneur import day
from pendampingan.access import VISIT_READERS
from pendampingan.choices import Evidence as Kind
from pendampingan.choices import Reason
from pendampingan.models import Attendance, LedgerLine, MentoringVisit
from umkm.access import may_see_people
from umkm.choices import Stage
from umkm.history.actor import by_and_where
from umkm.models import Business
from umkm.panels import Entry, timeline

#: "Trained and mentored" follows from the two, and is not told again.
STAGES = (Stage.REGISTERED, Stage.TRAINED, Stage.MENTORED)
#: Where a sentence takes its stages.
GAP = "%(stage)s"
Evidence = tuple[str, int]


def counted(business: Business, user: User) -> Iterator[Entry]:
    """What was posted at one moment for the business, or for one merged into it; stages it says the same of in one line."""
    numbers = dict(Business.objects.filter(pk__in=business.family).values_list("pk", "number"))
    posted = LedgerLine.objects.filter(business__in=numbers, stage__in=STAGES)
    lines = list(
        posted.select_related("centre", "actor")
        .prefetch_related("actor__posts__centre")
        .order_by("-recorded_at", "business", "stage", "effective_on", "delta")
    )
    whys = _void_reasons(lines) if user.role in VISIT_READERS else {}
    for (at, of), group in groupby(lines, key=attrgetter("recorded_at", "business_id")):
        together = list(group)
        for said, stages in _said(together).items():
            title = f"{said.sentence.replace(GAP, ', '.join(stages))}: {said.reason}"
            yield Entry(
                on=timezone.localdate(at),
                at=at,
                title=title if of == business.pk else f"{numbers[of]}: {title}",
                text=next(filter(None, (whys.get(key) for key in said.lost)), ""),
                by=by_and_where(together[0].actor, named=may_see_people(user)),
                is_change=True,
            )


@dataclass(frozen=True)
class Said:
    """A sentence with a gap for the stages it holds for, the ledger's word for why, and the evidence that was lost."""

    sentence: str
    reason: str
    lost: tuple[Evidence, ...]


def _said(lines: list[LedgerLine]) -> dict[Said, list[str]]:
    """Each sentence with its stages. One line gained and one lost are one change, or none where just evidence changed."""
    said: dict[Said, list[str]] = {}
    for stage, group in groupby(lines, key=attrgetter("stage")):
        of_stage = list(group)
        gained, lost = ([line for line in of_stage if line.delta == delta] for delta in (1, -1))
        if len(gained) == len(lost) == 1:
            changes = [(_instead(gained[0], lost[0]), gained[0], lost)]
        else:
            changes = [(_counts(line), line, [line] if line.delta < 0 else []) for line in of_stage]
        for sentence, line, gone in changes:
            if sentence:
                evidence = tuple((each.evidence_kind, each.evidence_id) for each in gone)
                said.setdefault(Said(sentence, _reason(line), evidence), []).append(str(Stage(stage).label))
    return said


def _counts(line: LedgerLine) -> str:
    words = {"stage": GAP, "centre": line.centre.name, "day": day(line.effective_on)}
    if line.delta > 0:
        return _("Counts as %(stage)s at %(centre)s from %(day)s") % words
    return _("No longer counts as %(stage)s at %(centre)s from %(day)s") % words


def _instead(gained: LedgerLine, lost: LedgerLine) -> str:
    words = {
        "stage": GAP,
        "centre": gained.centre.name,
        "other": lost.centre.name,
        "day": day(gained.effective_on),
        "then": day(lost.effective_on),
    }
    if gained.centre_id != lost.centre_id:
        return _("Counts as %(stage)s at %(centre)s from %(day)s, no longer at %(other)s") % words
    if gained.effective_on != lost.effective_on:
        return _("Counts as %(stage)s at %(centre)s from %(day)s instead of %(then)s") % words
    return ""


def _reason(line: LedgerLine) -> str:
    """The ledger's word for it; what was recorded on a later day than it counts from is a late entry."""
    late = line.reason == Reason.RECORDED and timezone.localdate(line.recorded_at) > line.effective_on
    return _("late entry") if late else str(Reason(line.reason).label)


def _void_reasons(lines: list[LedgerLine]) -> dict[Evidence, str]:
    """Why each fact behind these lines was voided, in the words of who voided it."""
    keys = {kind: [line.evidence_id for line in lines if line.evidence_kind == kind] for kind in Kind.values}
    visits = MentoringVisit.objects.filter(pk__in=keys[Kind.VISIT]).values_list("pk", "void_reason")
    ticks = Attendance.objects.filter(pk__in=keys[Kind.ATTENDANCE]).values_list(
        "pk", "void_reason", "enrolment__session__cancel_reason"
    )
    return {(Kind.VISIT, pk): why for pk, why in visits} | {
        (Kind.ATTENDANCE, pk): why or cancelled for pk, why, cancelled in ticks
    }


timeline.append(counted)
