"""Days that are over are sealed, and posting writes into none of them."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

DROP = """
    DROP VIEW difference, ledger_difference, tally_difference, progress_difference;
    DROP TRIGGER refuse_change ON pendampingan_ledger;
    DROP FUNCTION post_updated_businesses(), post_inserted_placements(), post_updated_placements(), post_updated_sessions(),
        post_updated_days(), post_updated_enrolments(), post_inserted_attendance(), post_updated_attendance(),
        post_inserted_visits(), post_updated_visits(), post_inserted_photos(), post_updated_photos() CASCADE;
    DROP FUNCTION post_ledger(bigint[], text[]), hold_businesses(bigint[]), hold_classes(bigint[]),
        cause_of_update(timestamptz, timestamptz), day_is_over(date), ledger_day_key(date);
"""
DROP_NEW = """
    DROP VIEW seal_difference;
    DROP FUNCTION line_is_after_the_seals() CASCADE;
    DROP TRIGGER refuse_change ON pendampingan_seal;
    DROP FUNCTION seal_days(), sealed_until(), midnight_before(date), no_seal(), seal_of(date, text, text),
        sealed_text(pendampingan_ledger);
"""


def sql(*names: str) -> str:
    return "".join((Path(__file__).parent / "sql" / name).read_text() for name in names)


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0020_read_a_year_of_activity")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="day")),
                ("lines", models.BigIntegerField(verbose_name="ledger lines")),
                ("sha256", models.CharField(max_length=64, verbose_name="seal")),
                ("sealed_at", models.DateTimeField(verbose_name="sealed")),
            ],
            options={
                "verbose_name": "sealed day",
                "verbose_name_plural": "sealed days",
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="seal_is_sha256"),
                    models.CheckConstraint(condition=Q(lines__gte=0), name="seal_counts_lines"),
                ],
            },
        ),
        migrations.RunSQL(
            DROP + sql("0021_ledger.sql", "0021_seal.sql", "0021_check.sql"),
            DROP + DROP_NEW + sql("0019_ledger.sql", "0019_check.sql"),
        ),
    ]
