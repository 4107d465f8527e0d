"""Holding what a rule is about to change. A class is held before the businesses in it,
they in order of id, as posting does."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pendampingan.choices import SessionStatus
from pendampingan.models import TrainingSession
from umkm.models import Business


def hold_session(session: TrainingSession) -> TrainingSession:
    """The class as it is now, kept for this transaction: whoever changes it next waits."""
    return TrainingSession.objects.select_for_update(no_key=True).get(pk=session.pk)


def hold_open_session(session: TrainingSession) -> TrainingSession:
    """The class, kept; refused unless people can be put into it now."""
    held = hold_session(session)
    if held.status == SessionStatus.PLANNED:
        raise ValidationError(_("This class is not open yet."))
    refuse_ended(held)
    return held


def refuse_ended(session: TrainingSession) -> None:
    if session.status == SessionStatus.CANCELLED:
        raise ValidationError(_("This class was cancelled."))
    if session.status == SessionStatus.CLOSED:
        raise ValidationError(_("This class is closed."))


def hold_businesses(businesses: Iterable[int]) -> None:
    """Keep the businesses of these ids, and those they were merged into, before several statements write their facts."""
    pairs = Business.objects.filter(pk__in=businesses).values_list("pk", "survivor")
    rows = Business.objects.filter(pk__in={key for pair in pairs for key in pair}).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
