from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
TAKE_AWAY = """
    DROP FUNCTION find_doubles_of_new(), find_doubles_of_changed() CASCADE;
    DROP FUNCTION find_doubles(bigint[]);
    DROP VIEW may_be_one;
"""


class Migration(migrations.Migration):
    """A load is never merged along an index that tells only part of what makes two businesses alike."""

    dependencies = [("umkm", "0034_businesses_of_an_owner")]

    operations = [
        migrations.RunSQL(TAKE_AWAY, (SQL / "0020_doubles.sql").read_text()),
        migrations.RunSQL((SQL / "0035_doubles.sql").read_text(), TAKE_AWAY),
    ]
