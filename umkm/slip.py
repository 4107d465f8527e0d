"""QR codes: of a slip, which carries the slip code and nothing else, and of what else is printed."""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import segno

QUIET = 4  # light modules around the code, without which scanners do not find it


class Run(NamedTuple):
    """Dark modules side by side in one row, counted from the upper left corner."""

    column: int
    row: int
    length: int


@dataclass(frozen=True)
class QrCode:
    """A square of `size` modules a side, the quiet ones around it included."""

    size: int
    runs: tuple[Run, ...]

    @property
    def path(self) -> str:
        """All of it as the `d` of one SVG path."""
        return "".join(f"M{run.column} {run.row}h{run.length}v1h-{run.length}z" for run in self.runs)


def qr_code(text: str) -> QrCode:
    """The text at error level M: readable with a seventh of it soiled."""
    code = segno.make(text, error="m", boost_error=False, micro=False)
    runs = []
    for row, modules in enumerate(code.matrix, start=QUIET):
        column = QUIET
        for dark, group in groupby(modules):
            length = len(list(group))
            if dark:
                runs.append(Run(column, row, length))
            column += length
    return QrCode(len(code.matrix) + 2 * QUIET, tuple(runs))
