"""A tick stays with its person and day, and of a visit every column stays once its day is over."""

from pathlib import Path

from django.db import migrations

DROP_CLASSES = """
    DROP FUNCTION enrolment_has_room(), session_has_seats(), attendance_stays() CASCADE;
    DROP FUNCTION hold_classes_alone(bigint[]), refuse_absent(bigint[]);
"""
DROP_VISITS = "DROP FUNCTION visit_changes_on_its_day(), visit_topics_are_known() CASCADE;"


def sql(name: str) -> str:
    return (Path(__file__).parent / "sql" / name).read_text()


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0016_who_came")]

    operations = [
        migrations.RunSQL(
            DROP_CLASSES + sql("0017_classes.sql"),
            DROP_CLASSES + "DROP FUNCTION attendance_keeps_its_seat() CASCADE;" + sql("0016_classes.sql"),
        ),
        migrations.RunSQL(DROP_VISITS + sql("0017_visits.sql"), DROP_VISITS + sql("0013_visits.sql")),
    ]
