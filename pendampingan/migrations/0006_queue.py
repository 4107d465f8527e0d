"""Since when somebody waits for a seat, and what became of it; until when people are taken."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0005_receipts")]

    operations = [
        migrations.AddField(
            "enrolment",
            "queued_at",
            models.DateTimeField("on the waiting list since", null=True, editable=False),
        ),
        migrations.AddField("enrolment", "moved_up_at", models.DateTimeField("moved up", null=True, editable=False)),
        migrations.AddField("enrolment", "called_at", models.DateTimeField("called", null=True, editable=False)),
        migrations.AddField(
            "trainingsession",
            "enrol_until",
            models.DateField("enrolment closes after", null=True, blank=True),
        ),
    ]
