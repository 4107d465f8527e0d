from pathlib import Path

from django.db import migrations

BEFORE, AFTER = (
    (Path(__file__).parent / "sql" / name).read_text() for name in ("0018_listing.sql", "0021_listing.sql")
)
DROP = """
    DROP VIEW listed;
    DROP FUNCTION list_new_businesses(), list_progress(), list_changed_businesses(), list_changed_people(), learn_words()
        CASCADE;
    DROP FUNCTION scale_of(bigint, bigint), state_of(text, timestamptz, bigint),
        home_is_outside(smallint, text, text);
"""


class Migration(migrations.Migration):
    """A listing follows its business to another owner, whoever edits the one before at that moment."""

    dependencies = [("umkm", "0020_find_doubles_in_a_load")]

    operations = [migrations.RunSQL(DROP + AFTER, DROP + BEFORE)]
