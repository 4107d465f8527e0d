from django.db import migrations, models


class Migration(migrations.Migration):
    """How well the evidence bears out that a business is trained or mentored; posting writes it."""

    dependencies = [("umkm", "0029_listing_orders")]

    operations = [
        migrations.AddField(
            "progress", "trained_proven_on", models.DateField(null=True, verbose_name="trained, with proof")
        ),
        migrations.AddField(
            "progress", "trained_verified_on", models.DateField(null=True, verbose_name="trained, verified")
        ),
        migrations.AddField(
            "progress", "mentored_proven_on", models.DateField(null=True, verbose_name="mentored, with proof")
        ),
        migrations.AddField(
            "progress", "mentored_verified_on", models.DateField(null=True, verbose_name="mentored, verified")
        ),
    ]
