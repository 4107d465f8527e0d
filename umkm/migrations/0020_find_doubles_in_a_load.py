from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
TAKE_AWAY = """
    DROP FUNCTION find_doubles_of_new(), find_doubles_of_changed() CASCADE;
    DROP FUNCTION find_doubles(bigint[]);
    DROP VIEW may_be_one;
"""


class Migration(migrations.Migration):
    dependencies = [("umkm", "0019_list_stated_homes")]

    operations = [
        migrations.RunSQL(TAKE_AWAY, (SQL / "0016_doubles.sql").read_text()),
        migrations.RunSQL((SQL / "0020_doubles.sql").read_text(), TAKE_AWAY),
    ]
