"""A class has no more people enrolled than seats, and its queue is in order."""

from django.db import migrations, models
from django.db.models import Q

from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0007_who_waits")]

    operations = [
        migrations.AddConstraint(
            "enrolment",
            models.CheckConstraint(
                name="enrolment_waits_since",
                condition=Q(status="waitlisted", queued_at__isnull=False) | ~Q(status="waitlisted") & Q(queued_at=None),
            ),
        ),
        migrations.AddConstraint(
            "enrolment",
            models.CheckConstraint(
                name="enrolment_called_after_moving_up", condition=Q(called_at=None) | Q(moved_up_at__isnull=False)
            ),
        ),
        migrations.AddIndex(
            "enrolment",
            models.Index(
                fields=["session", "queued_at", "id"],
                name="enrolment_queue",
                condition=Q(status="waitlisted", voided_at=None),
            ),
        ),
        migrations.AddIndex(
            "enrolment",
            models.Index(
                fields=["moved_up_at"],
                name="enrolment_to_call",
                condition=Q(moved_up_at__isnull=False, called_at=None, voided_at=None),
            ),
        ),
        *install(
            __file__,
            "0008_classes.sql",
            undo="""
                DROP FUNCTION enrolment_has_room(), session_has_seats(), attendance_stays() CASCADE;
                DROP FUNCTION hold_classes_alone(bigint[]);
            """,
        ),
    ]
