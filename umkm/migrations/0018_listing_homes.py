from pathlib import Path

from django.db import migrations

from jakpreneur.sqlfiles import install

BEFORE = (Path(__file__).parent / "sql" / "0010_listing.sql").read_text()
DROP = """
    DROP VIEW listed;
    DROP FUNCTION list_new_businesses(), list_progress(), list_changed_businesses(), list_changed_people(), learn_words()
        CASCADE;
    DROP FUNCTION scale_of(bigint, bigint), state_of(text, timestamptz, bigint);
"""


class Migration(migrations.Migration):
    """A home that is not stated is not outside Jakarta."""

    dependencies = [("umkm", "0017_find_what_may_be_one")]

    operations = [
        migrations.RunSQL(DROP, BEFORE),
        *install(__file__, "0018_listing.sql", undo=f"{DROP} DROP FUNCTION home_is_outside(smallint, text, text);"),
    ]
