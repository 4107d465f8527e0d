"""What the upper floor adds to a business's page: its classes, its visits, what its stages rest on and how they changed."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from jakpreneur.templatetags.jakpreneur import day
from pendampingan.access import CLASS_READERS, VISIT_READERS, VISITORS
from pendampingan.choices import Evidence as Kind
from pendampingan.choices import Reason
from pendampingan.models import Attendance, Enrolment, LedgerLine, MentoringVisit, TrainingSession
from umkm.choices import Stage
from umkm.models import Business
from umkm.panels import Entry, Evidence, Panel, evidence, panels, timeline

MOST = 10
STAGES = (Stage.TRAINED, Stage.MENTORED)


def classes_of(business: Business, user: User) -> QuerySet:
    """The enrolments for it, the latest first, each with the days attended and whether the reader may open the class."""
    attended = Q(attendance__voided_at=None, attendance__day__voided_at=None)
    sessions = TrainingSession.objects.visible_to(user).filter(pk=OuterRef("session"))
    return (
        Enrolment.objects.standing()
        .filter(business__in=_with_merged(business))
        .annotate(attended=Count("attendance", filter=attended), seen=Exists(sessions))
        .select_related("session", "participant")
        .defer("participant__nik")
        .order_by("-pk")[:MOST]
    )


def visits_of(business: Business, user: User) -> dict[str, Any]:
    visits = MentoringVisit.objects.visible_to(user).for_list().filter(business__in=_with_merged(business))
    return {
        "visits": visits.order_by("-visited_on", "-pk")[:MOST],
        "log_for": business.number if user.role in VISITORS else "",
    }


def evidence_for(business: Business, user: User) -> dict[Stage, Evidence]:
    """The attendance that completed a class and the first visit, as the ledger names them."""
    found = {}
    for stage, kind, key in _standing_lines(business):
        if kind == Kind.ATTENDANCE:
            found[Stage(stage)] = _attended(key, user)
        else:
            found[Stage(stage)] = _visited(key, user)
    return found


def changes_of(business: Business, user: User) -> Iterator[Entry]:
    """When it came to count as trained or mentored, from another day, or no longer, and why."""
    lines = list(_lines(business).order_by("-recorded_at", "stage"))
    whys = _void_reasons(lines) if user.role in VISIT_READERS else {}
    for (recorded_at, stage), posted in groupby(lines, key=attrgetter("recorded_at", "stage")):
        by_delta = {line.delta: line for line in posted}
        gained, lost = by_delta.get(1), by_delta.get(-1)
        if gained and lost and gained.effective_on == lost.effective_on:
            continue  # other evidence of the same day
        words = {"stage": Stage(stage).label, "day": day(gained.effective_on if gained else None)}
        title = gettext("Counts as %(stage)s from %(day)s") if gained else gettext("No longer counts as %(stage)s")
        reason = capfirst(Reason((gained or lost).reason).label)
        why = whys.get((lost.evidence_kind, lost.evidence_id)) if lost else ""
        yield Entry(timezone.localdate(recorded_at), title % words, f"{reason}: {why}" if why else reason)


def _lines(business: Business) -> QuerySet:
    """Its ledger in these stages, but for the moves, which change where it counts and not whether."""
    return LedgerLine.objects.filter(business=business, stage__in=STAGES).exclude(evidence_kind=Kind.PLACEMENT)


def _with_merged(business: Business) -> QuerySet:
    return Business.objects.filter(Q(pk=business.pk) | Q(merged_into=business))


def _standing_lines(business: Business) -> QuerySet:
    sums = (
        _lines(business)
        .values_list("stage", "evidence_kind", "evidence_id")
        .annotate(net=Sum("delta"))
        .filter(net__gt=0)
    )
    return sums.values_list("stage", "evidence_kind", "evidence_id").order_by("stage")


def _attended(key: int, user: User) -> Evidence:
    attendance = Attendance.objects.select_related("enrolment__session", "day").get(pk=key)
    session = attendance.enrolment.session
    seen = TrainingSession.objects.visible_to(user).filter(pk=session.pk).exists()
    return Evidence(session.title, reverse("session_detail", args=[session.pk]) if seen else "")


def _visited(key: int, user: User) -> Evidence:
    visit = MentoringVisit.objects.visible_to(user).filter(pk=key).first()
    if visit is None:
        return Evidence(gettext("a mentor's visit"))
    return Evidence(
        gettext("visit, %(how)s") % {"how": visit.get_mode_display()}, reverse("visit_detail", args=[visit.pk])
    )


def _void_reasons(lines: list[LedgerLine]) -> dict[tuple[str, int], str]:
    """Why each fact behind these lines was voided, in the words of who voided it."""
    keys = {kind: [line.evidence_id for line in lines if line.evidence_kind == kind] for kind in Kind.values}
    visits = MentoringVisit.objects.filter(pk__in=keys[Kind.VISIT]).values_list("pk", "void_reason")
    ticks = Attendance.objects.filter(pk__in=keys[Kind.ATTENDANCE]).values_list(
        "pk", "void_reason", "enrolment__session__cancel_reason"
    )
    return {(Kind.VISIT, pk): why for pk, why in visits} | {
        (Kind.ATTENDANCE, pk): why or cancelled for pk, why, cancelled in ticks
    }


panels.append(Panel(_("Classes"), "pendampingan/session/business.html", classes_of, CLASS_READERS, 10))
panels.append(Panel(_("Visits"), "pendampingan/visit/business.html", visits_of, VISIT_READERS, 20))
evidence.append(evidence_for)
timeline.append(changes_of)
