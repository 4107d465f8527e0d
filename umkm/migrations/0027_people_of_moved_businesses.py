from pathlib import Path

from django.db import migrations

BEFORE, AFTER = (
    (Path(__file__).parent / "sql" / name).read_text()
    for name in ("0022_person_listing.sql", "0027_person_listing.sql")
)
DROP = """
    DROP VIEW listed_people, taking_part;
    DROP FUNCTION list_new_people(), list_people_as_they_are(), list_what_they_take_part_in(bigint[]),
        list_people_of_new_businesses(), list_people_of_moved_businesses(), list_people_of_changed_businesses(),
        list_members() CASCADE;
    DROP FUNCTION home_of(smallint, text, text);
"""


class Migration(migrations.Migration):
    """A bulk of moves never compares each old row with each new one."""

    dependencies = [("umkm", "0026_sorted_by_names")]

    operations = [migrations.RunSQL(DROP + AFTER, DROP + BEFORE)]
