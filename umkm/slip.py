"""The QR code of a slip, which carries the slip code and nothing else."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4  # light modules around the code, without which scanners do not find it


@dataclass(frozen=True)
class QrCode:
    """A square of `size` modules a side, as the `d` of one SVG path."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The text at error level M: readable with a seventh of it soiled."""
    code = segno.make(text, error="m", boost_error=False, micro=False)
    runs = []
    for row, modules in enumerate(code.matrix, start=QUIET):
        column = QUIET
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                runs.append(f"M{column} {row}h{length}v1h-{length}z")
            column += length
    return QrCode(len(code.matrix) + 2 * QUIET, "".join(runs))
