"""When a closed class was opened again, by whom and why, as the audit has it."""

from jakpreneur.audit.models import Change
from pendampingan.choices import SessionStatus
from pendampingan.models import TrainingSession


def reopened(session: TrainingSession) -> Change | None:
    """The last time; None where it never was."""
    return (
        Change.objects.filter(
            table=TrainingSession._meta.db_table,
            row=session.pk,
            before__status=SessionStatus.CLOSED,
            after__status=SessionStatus.OPEN,
        )
        .select_related("actor")
        .order_by("id")
        .last()
    )
