"""The official lists that a city loads.

Of what facts name nothing is taken away; it is added to and put right. Outlines are only drawn, so new ones replace the old.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from jakpreneur.acting import rule
from umkm.choices import KBLI_VERSION
from umkm.models import Boundary, Kbli

#: What a list says of an activity; what people call it is our own, and stays.
SAID = ("title", "division", "division_title")
#: What a boundary says of a centre.
DRAWN = ("path", "left", "top", "right", "bottom")


@dataclass(frozen=True)
class Loaded:
    """How many rows of a list were new here, said something else before, or were there already; and how many went."""

    new: int
    changed: int
    unchanged: int
    removed: int = 0


@rule
def load_kbli(*, activities: Collection[Kbli], by) -> Loaded:
    """Have the activities of a list, each once, in the current edition's table. Raises nothing: the list was read first."""
    # One loader at a time: a second one waits, and then finds the first one's rows.
    known = {row.code: row for row in Kbli.objects.current().select_for_update().order_by("code")}
    fresh = [row for row in activities if row.code not in known]
    changed = [row for row in activities if row.code in known and _said(row, SAID) != _said(known[row.code], SAID)]
    Kbli.objects.bulk_create(
        [Kbli(version=KBLI_VERSION, code=row.code, **_said(row, SAID)) for row in fresh + changed],
        update_conflicts=True,
        unique_fields=["version", "code"],
        update_fields=SAID,
    )
    return Loaded(len(fresh), len(changed), len(activities) - len(fresh) - len(changed))


@rule
def load_boundaries(*, boundaries: Collection[Boundary], by) -> Loaded:
    """Have these outlines, one a centre, and no others: those of two sources do not fit together. Raises nothing."""
    known = {row.pk: row for row in Boundary.objects.select_for_update().order_by("pk")}
    fresh = [row for row in boundaries if row.pk not in known]
    changed = [row for row in boundaries if row.pk in known and _said(row, DRAWN) != _said(known[row.pk], DRAWN)]
    removed, _by_table = Boundary.objects.exclude(pk__in=[row.pk for row in boundaries]).delete()
    Boundary.objects.bulk_create(fresh + changed, update_conflicts=True, unique_fields=["centre"], update_fields=DRAWN)
    return Loaded(len(fresh), len(changed), len(boundaries) - len(fresh) - len(changed), removed)


def _said(row: Model, columns: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in columns}
