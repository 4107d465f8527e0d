"""Businesses entered in a span of time are found without a walk over all; the index has a few pages."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("umkm", "0035_find_doubles_by_hashes")]

    operations = [
        migrations.AddIndex(
            model_name="business",
            index=BrinIndex(fields=["recorded_at"], name="business_by_entry", pages_per_range=16),
        ),
    ]
