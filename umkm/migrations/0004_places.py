"""The centres, kelurahan, spellings and agencies of umkm/data/, which says where they come from."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parent.parent / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill(apps, schema_editor):
    Centre, CentreAlias, Kelurahan, Agency = (
        apps.get_model("umkm", name) for name in ("Centre", "CentreAlias", "Kelurahan", "Agency")
    )
    Centre.objects.bulk_create(
        Centre(
            code=row["code"],
            name=row["name"],
            city_code=row["city_code"],
            city=row["city"],
            population=row["population_2024"],
            tile_column=row["tile_col"],
            tile_row=row["tile_row"],
        )
        for row in rows_of("kecamatan")
    )
    by_code = {centre.code: centre for centre in Centre.objects.all()}
    by_name = {centre.name: centre for centre in by_code.values()}
    Kelurahan.objects.bulk_create(
        Kelurahan(
            code=row["code"],
            name=row["name"],
            centre=by_code[row["kecamatan_code"]],
            population=row["population_2024"],
        )
        for row in rows_of("kelurahan")
    )
    CentreAlias.objects.bulk_create(
        CentreAlias(spelling=row["alias"], centre=by_name[row["name"]]) for row in rows_of("kecamatan_aliases")
    )
    Agency.objects.bulk_create(Agency(**row) for row in rows_of("agencies"))


def empty(apps, schema_editor):
    for name in ("agency", "centrealias", "kelurahan", "centre"):
        schema_editor.execute(f"DELETE FROM umkm_{name}")


class Migration(migrations.Migration):
    dependencies = [("umkm", "0003_business_rules")]

    operations = [migrations.RunPython(fill, empty)]
