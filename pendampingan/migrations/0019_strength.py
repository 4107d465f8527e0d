"""Posting keeps how well the evidence bears out what a business has reached, for those there are too."""

from pathlib import Path

from django.db import migrations

DROP = """
    DROP VIEW difference, ledger_difference, tally_difference, progress_difference;
    DROP TRIGGER refuse_change ON pendampingan_ledger;
    DROP FUNCTION post_updated_businesses(), post_inserted_placements(), post_updated_placements(), post_updated_sessions(),
        post_updated_days(), post_updated_enrolments(), post_inserted_attendance(), post_updated_attendance(),
        post_inserted_visits(), post_updated_visits() CASCADE;
    DROP FUNCTION post_ledger(bigint[], text[]), hold_businesses(bigint[]), hold_classes(bigint[]),
        cause_of_update(timestamptz, timestamptz), day_is_over(date), ledger_day_key(date);
"""
DROP_NEW = "DROP FUNCTION post_inserted_photos(), post_updated_photos() CASCADE;"
FILL = """
    UPDATE umkm_progress p
    SET trained_proven_on = s.trained_proven_on, trained_verified_on = s.trained_verified_on,
        mentored_proven_on = s.mentored_proven_on, mentored_verified_on = s.mentored_verified_on
    FROM borne_out s
    WHERE s.business_id = p.business_id AND (s.trained_proven_on IS NOT NULL OR s.mentored_proven_on IS NOT NULL);
"""


def sql(*names: str) -> str:
    return "".join((Path(__file__).parent / "sql" / name).read_text() for name in names)


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0018_kept_by_staff"), ("umkm", "0030_evidence_of_progress")]

    operations = [
        migrations.RunSQL(
            DROP + sql("0019_strength.sql", "0019_ledger.sql", "0019_check.sql") + FILL,
            DROP + DROP_NEW + "DROP VIEW borne_out;" + sql("0002_ledger.sql", "0002_check.sql"),
        ),
    ]
