"""The ledger of a business in words: since when it counts in a stage, where, or no longer, and why."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.utils import timezone
from django.utils.text import capfirst
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
Whys = dict[tuple[str, int], str]


def counted(business: Business, user: User) -> Iterator[Entry]:
    """What was posted for a stage of the business, or of one merged into it, at one moment is one line."""
    numbers = dict(Business.objects.filter(pk__in=business.family).values_list("pk", "number"))
    posted = LedgerLine.objects.filter(business__in=numbers, stage__in=STAGES)
    lines = list(
        posted.select_related("centre", "actor")
        .prefetch_related("actor__posts__centre")
        .order_by("-recorded_at", "business", "-stage", "effective_on", "delta")
    )
    whys = _void_reasons(lines) if user.role in VISIT_READERS else {}
    for (at, of, stage), group in groupby(lines, key=attrgetter("recorded_at", "business_id", "stage")):
        together = list(group)
        title = _title(Stage(stage), together)
        if title:
            yield Entry(
                on=timezone.localdate(at),
                at=at,
                title=title if of == business.pk else f"{numbers[of]}: {title}",
                text=_reason(together, whys),
                by=by_and_where(together[0].actor, named=may_see_people(user)),
                is_change=True,
            )


def _title(stage: Stage, lines: list[LedgerLine]) -> str:
    """One gained and one lost are told as one change; nothing is, where only the evidence is another."""
    gained, lost = ([line for line in lines if line.delta == delta] for delta in (1, -1))
    if len(gained) == len(lost) == 1:
        return _instead(stage, gained[0], lost[0])
    return "; ".join(_counts(stage, line) for line in lines)


def _counts(stage: Stage, line: LedgerLine) -> str:
    words = {"stage": stage.label, "centre": line.centre.name, "day": day(line.effective_on)}
    if line.delta > 0:
        return _("Counts as %(stage)s at %(centre)s from %(day)s") % words
    return _("No longer counts as %(stage)s at %(centre)s from %(day)s") % words


def _instead(stage: Stage, gained: LedgerLine, lost: LedgerLine) -> str:
    words = {
        "stage": stage.label,
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


def _reason(lines: list[LedgerLine], whys: Whys) -> str:
    """In the ledger's word for it; what was recorded on a later day than it counts from is a late entry."""
    line = lines[0]
    late = line.reason == Reason.RECORDED and timezone.localdate(line.recorded_at) > line.effective_on
    word = capfirst(_("late entry") if late else Reason(line.reason).label)
    lost = [whys.get((line.evidence_kind, line.evidence_id)) for line in lines if line.delta < 0]
    why = next(filter(None, lost), "")
    return f"{word}: {why}" if why else word


def _void_reasons(lines: list[LedgerLine]) -> Whys:
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
