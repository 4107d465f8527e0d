"""KBLI 2020, the annex of Peraturan BPS 2/2020: `code,title,division,division_title`, five digits as text."""

import re
from collections.abc import Iterator
from pathlib import Path

from umkm.models import Kbli
from umkm.models.kbli import LONGEST
from umkm.reference.file import Fault, Faulty, rows_of
from umkm.rules.reference import Loaded, load_kbli

HEADING = ("code", "title", "division", "division_title")


def load(path: Path) -> Loaded:
    """Load the file whole, or not at all. Raises Unreadable, or Faulty with every row that cannot be taken."""
    rows = list(rows_of(path, HEADING))
    if faults := list(_faults_in(rows)):
        raise Faulty(faults)
    return load_kbli(activities=[Kbli(**dict(zip(HEADING, cells, strict=True))) for _number, cells in rows], by=None)


def _faults_in(rows: list[tuple[int, list[str]]]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, cells in rows:
        if reason := _fault_in(cells):
            yield Fault(f"row {number}", reason)
        elif (other := first.setdefault(cells[0], number)) != number:
            yield Fault(f"row {number}", f"code {cells[0]} stands in row {other} already")


def _fault_in(cells: list[str]) -> str:
    """Why a row cannot be taken; nothing where it can."""
    if len(cells) != len(HEADING):
        return f"{len(cells)} cells instead of {len(HEADING)}"
    code, title, division, division_title = cells
    if not re.fullmatch(r"[0-9]{5}", code):
        lost = re.fullmatch(r"[0-9]{1,4}", code)
        why = ": a spreadsheet may have taken a leading zero away, so write it as text" if lost else ""
        return f"code “{code}” is not five digits{why}"
    if division != code[:2]:
        return f"division “{division}” is not the first two digits of code {code}"
    if not title or not division_title:
        return f"code {code} lacks a title"
    if any(len(text) > LONGEST or not text.isprintable() for text in (title, division_title)):
        return f"a title of code {code} is longer than {LONGEST} letters or holds what cannot be printed"
    return ""
