from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

from umkm.models.listing import EnumField

DROP_LISTING = """
    DROP VIEW listed;
    DROP FUNCTION list_new_businesses(), list_progress(), list_changed_businesses(), list_changed_people(), learn_words()
        CASCADE;
    DROP FUNCTION scale_of(bigint, bigint), state_of(text, timestamptz, bigint), called_by(text),
        home_is_outside(smallint, text, text);
"""
DROP_PEOPLE = """
    DROP VIEW listed_people, taking_part;
    DROP FUNCTION list_new_people(), list_people_as_they_are(), list_what_they_take_part_in(bigint[]),
        list_people_of_new_businesses(), list_people_of_moved_businesses(), list_people_of_changed_businesses(),
        list_members() CASCADE;
    DROP FUNCTION home_of(smallint, text, text);
"""
FILL = """
    UPDATE umkm_listing l SET channel = now.channel, started_on = now.started_on, born_on = now.born_on
    FROM listed now WHERE now.business_id = l.business_id;
    UPDATE umkm_personlisting l SET owns_several = true
    FROM (
        SELECT participant_id FROM taking_part WHERE NOT as_member GROUP BY participant_id HAVING count(*) > 1
    ) several
    WHERE several.participant_id = l.participant_id;
"""


def sql(name: str) -> str:
    return (Path(__file__).parent / "sql" / name).read_text()


class Migration(migrations.Migration):
    """Listings keep what dashboards part a count by, and whose businesses are several; those that were there before too."""

    dependencies = [("umkm", "0031_boundaries")]

    operations = [
        migrations.RunSQL(
            "CREATE TYPE listing_channel AS ENUM ('counter', 'import', 'online')", "DROP TYPE listing_channel"
        ),
        migrations.AddField(
            "listing", "channel", EnumField(default="counter", enum="listing_channel"), preserve_default=False
        ),
        migrations.AddField("listing", "started_on", models.DateField(null=True)),
        migrations.AddField("listing", "born_on", models.DateField(null=True)),
        migrations.AddField(
            "personlisting", "owns_several", models.BooleanField(default=False), preserve_default=False
        ),
        migrations.RunSQL(
            DROP_LISTING + sql("0032_listing.sql") + DROP_PEOPLE + sql("0032_person_listing.sql") + FILL,
            DROP_LISTING + sql("0025_listing.sql") + DROP_PEOPLE + sql("0027_person_listing.sql"),
        ),
        migrations.AddIndex(
            "personlisting",
            models.Index(fields=["participant"], name="personlisting_several", condition=Q(owns_several=True)),
        ),
        migrations.AddField(
            "progress",
            "listing",
            models.ForeignObject(
                editable=False,
                from_fields=["business"],
                on_delete=models.DO_NOTHING,
                related_name="+",
                to="umkm.listing",
                to_fields=["business"],
            ),
        ),
    ]
