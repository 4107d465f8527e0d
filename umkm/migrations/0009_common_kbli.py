"""The commonest codes of umkm/data/kbli_common.csv, which says where they come from."""

import csv
from pathlib import Path

from django.db import migrations

COMMON = Path(__file__).parent.parent / "data" / "kbli_common.csv"


def fill(apps, schema_editor):
    Kbli = apps.get_model("umkm", "Kbli")
    with open(COMMON, encoding="utf-8", newline="") as file:
        Kbli.objects.bulk_create(Kbli(version=2020, **row) for row in csv.DictReader(file))


def empty(apps, schema_editor):
    schema_editor.execute("DELETE FROM umkm_kbli")


class Migration(migrations.Migration):
    dependencies = [("umkm", "0008_kbli")]

    operations = [migrations.RunPython(fill, empty)]
