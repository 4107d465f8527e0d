"""Whoever waits already has waited since they were entered."""

from django.db import migrations

FILL = "UPDATE pendampingan_enrolment SET queued_at = recorded_at WHERE status = 'waitlisted'"


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0006_queue")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
