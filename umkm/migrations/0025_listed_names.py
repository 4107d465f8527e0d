from pathlib import Path

from django.db import migrations, models

BEFORE, AFTER = (
    (Path(__file__).parent / "sql" / name).read_text() for name in ("0021_listing.sql", "0025_listing.sql")
)
DROP = """
    DROP VIEW listed;
    DROP FUNCTION list_new_businesses(), list_progress(), list_changed_businesses(), list_changed_people(), learn_words()
        CASCADE;
    DROP FUNCTION scale_of(bigint, bigint), state_of(text, timestamptz, bigint),
        home_is_outside(smallint, text, text);
"""


class Migration(migrations.Migration):
    """A listing keeps the name as it is written; those that were there before too."""

    dependencies = [("umkm", "0024_day_of_a_move")]

    operations = [
        migrations.AddField(
            model_name="listing",
            name="called",
            field=models.CharField(db_collation="C", default="", max_length=120),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="listing", name="listing_by_name"),
        migrations.RunSQL(DROP + AFTER, f"{DROP} DROP FUNCTION called_by(text); {BEFORE}"),
        migrations.RunSQL(
            "UPDATE umkm_listing l SET called = listed.called FROM listed WHERE listed.business_id = l.business_id", ""
        ),
    ]
