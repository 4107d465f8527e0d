"""Whoever waited and came keeps their place, should the tick have been a mistake."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

BEFORE, AFTER = (
    (Path(__file__).parent / "sql" / name).read_text() for name in ("0008_classes.sql", "0016_classes.sql")
)
DROP = """
    DROP FUNCTION enrolment_has_room(), session_has_seats(), attendance_stays() CASCADE;
    DROP FUNCTION hold_classes_alone(bigint[]);
"""
QUEUED = Q(status="waitlisted") | Q(came_as="waitlisted")


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0015_sheet_photos")]

    operations = [
        migrations.AddField(
            "enrolment",
            "came_as",
            models.CharField(
                blank=True,
                choices=[("enrolled", "enrolled"), ("waitlisted", "on the waiting list"), ("withdrawn", "withdrawn")],
                db_default="",
                default="",
                editable=False,
                max_length=10,
                verbose_name="came as",
            ),
        ),
        migrations.RemoveConstraint("enrolment", "enrolment_waits_since"),
        migrations.AddConstraint(
            "enrolment",
            models.CheckConstraint(
                name="enrolment_waits_since",
                condition=QUEUED & Q(queued_at__isnull=False) | ~QUEUED & Q(queued_at=None),
            ),
        ),
        migrations.AddConstraint(
            "enrolment",
            models.CheckConstraint(
                name="enrolment_came_as_is_known",
                condition=Q(came_as="") | Q(came_as__in=["waitlisted", "withdrawn"], status="enrolled"),
            ),
        ),
        migrations.RunSQL(DROP + AFTER, DROP + "DROP FUNCTION refuse_absent(bigint[]);" + BEFORE),
    ]
