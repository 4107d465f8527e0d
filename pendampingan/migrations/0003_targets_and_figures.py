"""The targets, measures and published figures of pendampingan/data/, each with its source."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parent.parent / "data"

#: The columns of published_figures.csv and the stages they speak of.
STAGES = {
    "registered": 1,
    "trained": 2,
    "mentored": 3,
    "licensed": 4,
    "marketing": 5,
    "financial_reporting": 6,
    "financing": 7,
}
MAIN_TARGET = "Pergub 102/2018"


def rows_of(name: str) -> list[dict[str, str]]:
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill(apps, schema_editor):
    Target, Measure, PublishedFigure = (
        apps.get_model("pendampingan", name) for name in ("Target", "Measure", "PublishedFigure")
    )
    Target.objects.bulk_create(
        Target(**row, is_main=row["source"].startswith(MAIN_TARGET)) for row in rows_of("targets")
    )
    Measure.objects.bulk_create(
        Measure(**row | {"source": "" if row["source"] == "none found" else row["source"]})
        for row in rows_of("measures")
    )
    PublishedFigure.objects.bulk_create(
        PublishedFigure(as_of=row["as_of"], stage=stage, value=row[column], wording=row["note"], source=row["source"])
        for row in rows_of("published_figures")
        for column, stage in STAGES.items()
        if row[column]
    )


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0002_heart"), ("umkm", "0004_places")]

    # Facts are not deleted, so on the way back the rows stay until their tables go.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
