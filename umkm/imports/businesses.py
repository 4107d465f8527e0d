"""A file of businesses: read, compared with the registry, taken in, and what was refused handed back."""

import csv
import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jakpreneur.accounts.models import User
from jakpreneur.acting import current_note, today
from jakpreneur.audit.models import Installation
from jakpreneur.sheet import Cell, Row, Sheet, Unreadable, open_sheet, written
from umkm.identifiers import Secret
from umkm.imports.clues import Clues
from umkm.imports.columns import REASON, is_known, is_reason, places_of, unknown_in
from umkm.imports.row import LONG_NUMBER, Entry, Fault, Places, Reading, cell_at, told
from umkm.models import Centre
from umkm.rules.intake import MeanwhileTaken, Taken, take_in
from umkm.sealing import seal

#: How often a file is begun anew because somebody else was entering the same people.
ATTEMPTS = 3
SPOILED = gettext_lazy(
    "More than a third of the NIKs in this file end in 0: a spreadsheet has rounded them. Format the column as text, and fill "
    "it in again."
)
MEANWHILE = gettext_lazy("Others are entering the same people at this moment: try again.")


@dataclass(frozen=True)
class Outcome:
    """What became of the rows, and every fault in them in the order of the file."""

    taken: Taken
    refused: int
    faults: tuple[Fault, ...]


class BusinessFile:
    """A file whose heading is understood. Raises Unreadable where none is, or where its numbers are spoiled."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sheet: Sheet = open_sheet(path, is_known)
        self.places = places_of(self.sheet.heading)
        self.unknown = unknown_in(self.sheet.heading)
        self.clues = Clues.of(self._counted(), self.places)
        if self.clues.niks_are_spoiled:
            raise Unreadable(SPOILED)

    def _counted(self) -> Iterator[Row]:
        self.rows = 0
        for row in self.sheet.rows():
            self.rows += 1
            yield row

    def take_in(
        self,
        *,
        centres: list[int] | None = None,
        accept_doubles: bool = False,
        write: bool = True,
        by: User | None,
        tell: Callable[[int], None] = lambda rows: None,
    ) -> Outcome:
        """Write what is new and changed; with `write` false only say what would be. `tell` hears of each few hundred rows that
        are read. Raises Unreadable, with nothing written, where others keep on writing what the file says."""
        reading = self._reading(centres)  # while COPY reads, its connection answers nothing else
        faults: list[Fault] = []
        why = MEANWHILE
        with self._named() as name:
            for _attempt in range(ATTEMPTS):
                try:
                    taken = take_in(
                        rows=lambda: self._lines(reading, faults, tell),
                        centres=centres,
                        accept_doubles=accept_doubles,
                        because=_("Accepted with the file %(name)s.") % {"name": name},
                        write=write,
                        by=by,
                    )
                    return self._outcome(taken, faults)
                except MeanwhileTaken:
                    continue
                except ValidationError as refused:
                    why = " ".join(refused.messages)
        raise Unreadable(_("Nothing of it was taken in. %(why)s") % {"why": why})

    @contextmanager
    def _named(self) -> Iterator[str]:
        """What comes after the close of its month names the file as the reason; a number in the name is left out of it."""
        name = LONG_NUMBER.sub("…", self.path.name)
        said = current_note.set(_("From the file %(name)s.") % {"name": name})
        try:
            yield name
        finally:
            current_note.reset(said)

    def _reading(self, centres: list[int] | None) -> Reading:
        open_to = Centre.objects.all() if centres is None else Centre.objects.filter(pk__in=centres)
        return Reading(
            self.places,
            self.clues,
            Places(open_to),
            today=today(),
            demo=Installation.current_kind() != Installation.Kind.PRODUCTION,
            width=len(self.sheet.heading) if self.sheet.is_csv else None,
        )

    def _lines(self, reading: Reading, faults: list[Fault], tell: Callable[[int], None]) -> "Lines":
        """All rows from the first, as COPY reads them; `faults` is begun anew."""
        faults.clear()

        def read() -> Iterator[str]:
            for number, cells in self.sheet.rows():
                entry, wrong = reading.read(number, cells)
                faults.extend(wrong)
                yield copied(entry)

        return Lines(read(), tell)

    def _outcome(self, taken: Taken, faults: list[Fault]) -> Outcome:
        wanted = {refused.row for refused in taken.refused}
        cells = {number: line for number, line in self.sheet.rows() if number in wanted} if wanted else {}
        for refused in taken.refused:
            # What a business was known by need not be the column that the refusal is about.
            column = refused.column if refused.column in self.places else ""
            value = told(column, cell_at(cells[refused.row], self.places[column])) if column else ""
            faults.append(Fault(refused.row, column, value, refused.reason))
        faults.sort(key=lambda fault: fault.row)
        return Outcome(taken, len({fault.row for fault in faults}), tuple(faults))

    def write_refused(self, faults: tuple[Fault, ...], out: Path) -> None:
        """The refused rows as they came, in the same format, with why in a last column: ready to mend and send again."""
        reasons: dict[int, list[str]] = defaultdict(list)
        for fault in faults:
            reasons[fault.row].append(f"{fault.column}: {fault.reason}" if fault.column else fault.reason)
        rows = ((line, "; ".join(reasons[number])) for number, line in self.sheet.rows() if number in reasons)
        (_write_csv if self.sheet.is_csv else _write_workbook)(self.sheet, self._without_reason(), rows, out)

    def _without_reason(self) -> list[int]:
        """The places that are handed back: all but the reasons of the time before."""
        return [place for place, name in enumerate(self.sheet.heading) if not is_reason(name)]


def copied(entry: Entry) -> str:
    """An entry as a line of COPY."""
    return "\t".join([_copied(name, getattr(entry, name)) for name in ENTRY]) + "\n"


ENTRY = [field.name for field in fields(Entry)]
PURPOSE = {"nik": "nik", "npwp": "npwp"}


def _copied(name: str, value: object) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.replace("\\", r"\\") if "\\" in value else value
    if isinstance(value, Secret):
        return r"\\x" + seal(value.in_full(), PURPOSE[name]).hex()
    return str(value)


class Lines:
    """What COPY reads from: a few hundred rows at a time."""

    def __init__(self, lines: Iterator[str], tell: Callable[[int], None]) -> None:
        self.lines, self.tell = lines, tell

    def read(self, _size: int = -1) -> str:
        lines = list(islice(self.lines, 500))
        self.tell(len(lines))
        return "".join(lines)


@contextmanager
def handed_back(out: Path) -> Iterator[None]:
    """A new file at `out` that nobody else reads, since it is to hold identity numbers; none where nothing is written to it."""
    out.unlink(missing_ok=True)
    out.touch(mode=0o600, exist_ok=False)
    try:
        yield
    finally:
        if not out.stat().st_size:
            out.unlink()


def _write_csv(sheet: Sheet, places: list[int], rows: Iterable[tuple[Sequence[Cell], str]], out: Path) -> None:
    """Cells as they came, formulas included: it is the sender's own text. Cells beyond the heading stay beyond it."""
    encoding = sheet.encoding if sheet.encoding.startswith("utf-16") else "utf-8-sig"
    with out.open("w", encoding=encoding, newline="") as file:
        if sheet.is_named:
            file.write(f"sep={sheet.delimiter}\r\n")
        writer = csv.writer(file, delimiter=sheet.delimiter)
        writer.writerow([*(sheet.heading[place] for place in places), REASON])
        for line, reason in rows:
            cells = [line[place] if place < len(line) else "" for place in places]
            writer.writerow([*cells, reason, *line[len(sheet.heading) :]])


def _write_workbook(sheet: Sheet, places: list[int], rows: Iterable[tuple[Sequence[Cell], str]], out: Path) -> None:
    """Every cell as text, but for dates, so that no identifier loses a digit and no text becomes a formula."""
    with xlsxwriter.Workbook(str(out), {"constant_memory": True}) as book:
        page = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, name in enumerate([*(sheet.heading[place] for place in places), REASON]):
            page.write_string(0, column, name)
        for row, (line, reason) in enumerate(rows, start=1):
            for column, place in enumerate(places):
                cell = line[place] if place < len(line) else ""
                if isinstance(cell, datetime.date):
                    page.write_datetime(row, column, cell, day)
                else:
                    page.write_string(row, column, written(cell))
            page.write_string(row, len(places), reason)
