"""What a column as a whole tells of its cells: in which order its dates are written, and whether a spreadsheet has spoiled
its numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from jakpreneur.sheet import Cell, Row

DATES = ("tanggal_lahir", "tanggal_mulai", "tanggal_daftar")
NIK = "nik_pemilik"
WRITTEN = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}\s*")
#: Excel keeps 15 digits, so a NIK that it has spoiled ends in 0. Of real ones a tenth do.
ENOUGH, SUSPICIOUS = 20, 1 / 3


@dataclass
class DateClue:
    """Whether some date of a column can only be written day first, or only month first."""

    day_first: bool = False
    month_first: bool = False

    def look_at(self, cell: Cell) -> None:
        if isinstance(cell, str) and (parts := WRITTEN.fullmatch(cell)):
            first, second = int(parts[1]), int(parts[2])
            self.day_first |= first > 12
            self.month_first |= second > 12

    @property
    def is_certain(self) -> bool:
        """Day before month, and no cell speaks against it."""
        return self.day_first and not self.month_first


@dataclass
class Clues:
    dates: dict[str, DateClue] = field(default_factory=lambda: {column: DateClue() for column in DATES})
    niks: int = 0
    niks_ending_in_0: int = 0

    @classmethod
    def of(cls, rows: Iterable[Row], places: dict[str, int]) -> "Clues":
        """Read them all once."""
        clues = cls()
        dates = [(clues.dates[column], places[column]) for column in DATES if column in places]
        nik = places[NIK]
        for _number, cells in rows:
            for clue, place in dates:
                if place < len(cells):
                    clue.look_at(cells[place])
            if nik < len(cells) and isinstance(cells[nik], str) and (written := cells[nik].strip()):
                clues.niks += 1
                clues.niks_ending_in_0 += written.endswith("0")
        return clues

    @property
    def niks_are_spoiled(self) -> bool:
        """So many of them end in 0 that a spreadsheet must have rounded them."""
        return self.niks >= ENOUGH and self.niks_ending_in_0 > self.niks * SUSPICIOUS
