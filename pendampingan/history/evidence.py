"""What each stage of a business rests on: the fact that the ledger names."""

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from pendampingan.choices import Evidence as Kind
from pendampingan.models import Attendance, LedgerLine, MentoringVisit, TrainingSession
from umkm.choices import Stage
from umkm.models import Business
from umkm.panels import Evidence, evidence

STAGES = (Stage.TRAINED, Stage.MENTORED)


def evidence_for(business: Business, user: User) -> dict[Stage, Evidence]:
    """The attendance that completed a class and the first visit, as the ledger names them."""
    found = {}
    lines = LedgerLine.objects.filter(business=business, stage__in=STAGES).exclude(evidence_kind=Kind.PLACEMENT)
    sums = lines.values_list("stage", "evidence_kind", "evidence_id").annotate(net=Sum("delta")).filter(net__gt=0)
    for stage, kind, key, _net in sums.order_by("stage"):
        found[Stage(stage)] = _attended(key, user) if kind == Kind.ATTENDANCE else _visited(key, user)
    return found


def _attended(key: int, user: User) -> Evidence:
    attendance = Attendance.objects.select_related("enrolment__session", "day").get(pk=key)
    session = attendance.enrolment.session
    seen = TrainingSession.objects.visible_to(user).filter(pk=session.pk).exists()
    return Evidence(session.title, reverse("session_detail", args=[session.pk]) if seen else "")


def _visited(key: int, user: User) -> Evidence:
    visit = MentoringVisit.objects.visible_to(user).filter(pk=key).first()
    if visit is None:
        return Evidence(_("a mentor's visit"))
    return Evidence(_("visit, %(how)s") % {"how": visit.get_mode_display()}, reverse("visit_detail", args=[visit.pk]))


evidence.append(evidence_for)
