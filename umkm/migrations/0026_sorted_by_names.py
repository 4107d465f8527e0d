from django.db import migrations, models

INCLUDED = (
    "registered_on", "state", "sector", "scale", "sex", "centre", "kelurahan", "trained", "mentored", "has_nib",
    "lives_outside",
)  # fmt: skip


class Migration(migrations.Migration):
    """Lists are sorted by names as they are written. In a transaction of its own: the index would else hold the rows from before
    they had their names as well."""

    dependencies = [("umkm", "0025_listed_names")]

    operations = [
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["called", "business"], include=INCLUDED, name="listing_by_name"),
        ),
    ]
