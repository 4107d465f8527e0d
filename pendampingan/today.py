"""What there is to do today: classes to tick, classes to close, agreed steps that are due."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.today import Panel, panels
from pendampingan.access import CLASS_KEEPERS, VISITORS
from pendampingan.counts.caseload import steps_due
from pendampingan.models import MentoringVisit, TrainingSession

MOST = 10


def held_today(user: User) -> dict[str, Any] | None:
    today = timezone.localdate()
    sessions = TrainingSession.objects.visible_to(user).for_list().running().held_between(today, today)
    found = list(sessions.order_by("title", "pk")[:MOST])
    return {"sessions": found, "keeps": user.role in CLASS_KEEPERS} if found else None


def to_close(user: User) -> list[TrainingSession] | None:
    """Classes whose last day is past: their attendance can be looked over and kept."""
    sessions = TrainingSession.objects.visible_to(user).for_list().running().over_by(timezone.localdate())
    return list(sessions.order_by("last_on", "pk")[:MOST]) or None


def to_follow_up(user: User) -> list[MentoringVisit] | None:
    return steps_due(user) or None


panels.append(Panel(_("Classes today"), "pendampingan/session/today.html", held_today, [Role.OFFICER], 20))
panels.append(Panel(_("Classes to close"), "pendampingan/session/to_close.html", to_close, [Role.OFFICER], 30))
panels.append(Panel(_("Agreed steps due"), "pendampingan/visit/due.html", to_follow_up, VISITORS, 20))
