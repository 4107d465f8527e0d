import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which businesses somebody owns is read from one index, and the rows themselves are left alone."""

    dependencies = [("umkm", "0033_listing_in_order")]

    operations = [
        migrations.AddIndex("business", models.Index(fields=["owner", "id"], name="business_by_owner")),
        migrations.AlterField(
            "business",
            "owner",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="businesses",
                to="umkm.participant",
                verbose_name="owner",
            ),
        ),
    ]
