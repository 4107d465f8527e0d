"""The listings of the businesses that were registered before there were listings, and the words of all names."""

from django.db import migrations

COLUMNS = (
    "business_id, digits, name_key, registered_on, kelurahan_id, centre_id, sector, scale, state, has_nib, trained, mentored,"
    " owner_key, sex, lives_outside"
)
FILL = f"""
    INSERT INTO umkm_listing ({COLUMNS}) SELECT {COLUMNS} FROM listed;
    INSERT INTO umkm_nameword (word)
    SELECT DISTINCT word
    FROM (SELECT name_key FROM umkm_business UNION ALL SELECT name_key FROM umkm_participant) name,
         unnest(string_to_array(name_key, ' ')) word
    WHERE word ~ '^[^[:digit:]]{{3,}}$';
"""
EMPTY = "TRUNCATE umkm_listing, umkm_nameword"


class Migration(migrations.Migration):
    dependencies = [("umkm", "0010_listing")]

    operations = [migrations.RunSQL(FILL, EMPTY)]
