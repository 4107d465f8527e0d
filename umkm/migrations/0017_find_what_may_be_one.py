from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("umkm", "0016_possible_doubles")]

    operations = [
        migrations.RunSQL(
            """
            INSERT INTO umkm_possibledouble (first_id, second_id)
            SELECT one_id, other_id FROM may_be_one WHERE one_id < other_id
            """,
            "DELETE FROM umkm_possibledouble",
        )
    ]
