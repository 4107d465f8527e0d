"""A file that a city loads: what is wrong with it; and a list as CSV, its rows numbered as a spreadsheet numbers them."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple


class Unreadable(Exception):
    """The file as a whole cannot be taken; says why."""


class Fault(NamedTuple):
    """What is wrong with one piece of the file, such as "row 4", in words."""

    where: str
    reason: str


class Faulty(Exception):
    """Some of it cannot be taken, so none was."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def text_of(path: Path) -> str:
    """What the file says, without a byte-order mark. Raises Unreadable."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Unreadable(f"it cannot be opened ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise Unreadable("it is not text in UTF-8") from error


def rows_of(path: Path, heading: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Each row's number and cells below the heading, trimmed; empty rows are left out. Raises Unreadable."""
    text = text_of(path)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        numbered = [(number, [cell.strip() for cell in cells]) for number, cells in enumerate(lines, start=1)]
    except csv.Error as error:
        raise Unreadable(f"it is not a CSV file (line {lines.line_num}: {error})") from error
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if not filled or tuple(cell.casefold() for cell in filled[0][1]) != heading:
        raise Unreadable(f"its first row has to be {','.join(heading)}")
    if len(filled) == 1:
        raise Unreadable("it has a heading and no rows")
    yield from filled[1:]
