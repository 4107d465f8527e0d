"""The official lists that a city loads: added to and put right, never taken from, since facts name what is in them."""

from collections.abc import Collection
from dataclasses import dataclass

from jakpreneur.acting import rule
from umkm.choices import KBLI_VERSION
from umkm.models import Kbli

#: What a list says of an activity; what people call it is our own, and stays.
SAID = ("title", "division", "division_title")


@dataclass(frozen=True)
class Loaded:
    """How many rows of a list were new here, said something else before, or were there already."""

    new: int
    changed: int
    unchanged: int


@rule
def load_kbli(*, activities: Collection[Kbli], by) -> Loaded:
    """Have the activities of a list, each once, in the current edition's table. Raises nothing: the list was read first."""
    # One loader at a time: a second one waits, and then finds the first one's rows.
    known = {row.code: row for row in Kbli.objects.current().select_for_update().order_by("code")}
    fresh = [row for row in activities if row.code not in known]
    changed = [row for row in activities if row.code in known and _said(row) != _said(known[row.code])]
    Kbli.objects.bulk_create(
        [Kbli(version=KBLI_VERSION, code=row.code, **_said(row)) for row in fresh + changed],
        update_conflicts=True,
        unique_fields=["version", "code"],
        update_fields=SAID,
    )
    return Loaded(len(fresh), len(changed), len(activities) - len(fresh) - len(changed))


def _said(row: Kbli) -> dict[str, str]:
    return {name: getattr(row, name) for name in SAID}
