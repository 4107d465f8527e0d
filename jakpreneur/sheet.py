"""A spreadsheet that somebody sends, CSV or XLSX: its rows, numbered as the spreadsheet numbers them.

What a file is, is told by its first bytes, never by its name. It is read twice, once for clues and once for its rows, and
held in memory row by row.
"""

import codecs
import csv
import datetime
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import python_calamine
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 64 << 20
MOST_UNPACKED = 1 << 30
MOST_ROWS = 1_000_000
#: Between the first cell of a sheet and the farthest: all of them take memory, be they filled or not.
MOST_CELLS = 50_000_000

#: A cell: text in a CSV file; what the spreadsheet keeps of it in XLSX.
Cell = str | float | bool | datetime.date | datetime.time | datetime.timedelta
#: The number of a row, and its cells.
Row = tuple[int, Sequence[Cell]]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How an encrypted workbook names its content, in the directory of its OLE file.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: Byte-order marks; UTF-16 is what Excel calls "Unicode text".
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
DELIMITERS = ";,\t"
#: The rows among which the heading is looked for: the first with something in it.
HEADING_WITHIN = 50
#: Excel's own first line that names the delimiter; it is no row of the spreadsheet.
NAMED = re.compile(r"sep=([;,|\t])\s*", re.IGNORECASE)
#: What workbooks call their table of contents, and where a cell says it stands.
BOOK = re.compile(r"xl/workbook\d*\.xml")
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
#: From this number on a spreadsheet has lost the last digits.
LOST = 1e15


class Unreadable(Exception):
    """The file as a whole cannot be taken. `sentence` says why, in the reader's language."""

    def __init__(self, sentence: Promise | str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Sheet:
    """A file's first sheet. `rows` reads it from the start, each time anew."""

    heading: tuple[str, ...]
    heading_row: int
    read: Callable[[], Iterator[Row]]
    is_csv: bool
    #: Of a CSV file, so that rows are handed back as they came.
    encoding: str = ""
    delimiter: str = ""
    is_named: bool = False

    def rows(self) -> Iterator[Row]:
        """The rows below the heading that have something in them. Raises Unreadable."""
        count = 0
        for number, cells in self.read():
            if number <= self.heading_row or all(map(is_empty, cells)):
                continue
            count += 1
            if count > MOST_ROWS:
                raise Unreadable(_("The file has over a million rows. Divide it into several."))
            yield number, cells
        if not count:
            raise Unreadable(_("The file has a heading and no rows below it."))


def open_sheet(path: Path, is_known: Callable[[str], bool]) -> Sheet:
    """Open a file whose heading has columns that `is_known` says it knows. Raises Unreadable."""
    size = path.stat().st_size
    if not size:
        raise Unreadable(_("The file is empty."))
    if size > MOST_BYTES:
        raise Unreadable(_("The file has over 64 MiB. Divide it into several, or send it as CSV."))
    with path.open("rb") as file:
        beginning = file.read(4096)
    if beginning.startswith(ZIP):
        return _workbook(path)
    if beginning.startswith(OLE):
        raise Unreadable(_old_or_encrypted(path))
    return _text(path, beginning, is_known)


def _old_or_encrypted(path: Path) -> Promise:
    if ENCRYPTED in path.read_bytes():
        return _("The workbook is protected by a password. Save it without one, and send it again.")
    return _("This is an Excel file of the old kind (.xls). Save it as .xlsx or as CSV, and send it again.")


# CSV


def _text(path: Path, beginning: bytes, is_known: Callable[[str], bool]) -> Sheet:
    encoding = next((name for mark, name in MARKS.items() if beginning.startswith(mark)), "")
    if not encoding:
        if b"\0" in beginning:
            raise Unreadable(_("This is neither a CSV file nor an XLSX workbook."))
        encoding = _encoding_without_mark(path)
    named = _named(path, encoding)

    def read(delimiter: str) -> Iterator[Row]:
        number = 0 if named else 1
        try:
            with path.open(encoding=encoding, newline="") as file:
                for cells in csv.reader(file, delimiter=delimiter, strict=True):
                    if number:
                        yield number, cells
                    number += 1
        except csv.Error as error:
            words = {"row": number}
            raise Unreadable(
                _("Row %(row)s cannot be read: a quotation mark stands where none belongs, or is missing.") % words
            ) from error
        except UnicodeError as error:
            raise Unreadable(_("The file is no text that can be read. Save it as CSV in UTF-8.")) from error

    def heading_with(delimiter: str) -> Row:
        top = islice(read(delimiter), HEADING_WITHIN)
        return next(((number, cells) for number, cells in top if not all(map(is_empty, cells))), (0, ()))

    def known_with(delimiter: str) -> int:
        try:
            return sum(map(is_known, heading_with(delimiter)[1]))
        except Unreadable:
            return -1

    delimiter = named or max(DELIMITERS, key=known_with)
    heading_row, heading = heading_with(delimiter)
    if not heading_row:
        raise Unreadable(_("The file is empty."))
    return Sheet(tuple(heading), heading_row, lambda: read(delimiter), True, encoding, delimiter, bool(named))


def _named(path: Path, encoding: str) -> str:
    """The delimiter that the first line names, if it does."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            named = NAMED.fullmatch(file.readline(16))
    except UnicodeError:
        return ""  # Read as a whole, it is refused in words.
    return named[1] if named else ""


def _encoding_without_mark(path: Path) -> str:
    """UTF-8 where all of it is; else Windows-1252, which Excel writes in Europe and in Jakarta."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


# XLSX


def _workbook(path: Path) -> Sheet:
    _look_into(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_index(0)
    except python_calamine.PasswordError as error:
        raise Unreadable(
            _("The workbook is protected by a password. Save it without one, and send it again.")
        ) from error
    except (python_calamine.CalamineError, IndexError, OSError) as error:
        raise Unreadable(_("The workbook cannot be read: it is damaged, or no XLSX.")) from error

    def read() -> Iterator[Row]:
        yield from enumerate(sheet.iter_rows(), start=1)

    for number, cells in islice(read(), HEADING_WITHIN):
        if not all(map(is_empty, cells)):
            return Sheet(tuple(map(written, cells)), number, read, False)
    raise Unreadable(_("The first sheet of the workbook is empty."))


def _look_into(path: Path) -> None:
    """Refuse what is no workbook, or one that takes far more memory than it is large. What its directory says of sizes is not
    believed, nor what a sheet says of its extent."""
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as packed:
            if not any(map(BOOK.fullmatch, packed.namelist())):
                raise Unreadable(_("This is neither a CSV file nor an XLSX workbook."))
            for member in packed.infolist():
                extent = Extent()
                with packed.open(member) as content:
                    while piece := content.read(1 << 20):
                        unpacked += len(piece)
                        if unpacked > MOST_UNPACKED:
                            raise Unreadable(
                                _("The workbook unpacks to over 1 GiB. Send its rows as CSV, or divide them.")
                            )
                        if member.filename.startswith("xl/worksheets/"):
                            extent.grow(piece)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Unreadable(_("The workbook cannot be read: it is damaged, or no XLSX.")) from error


class Extent:
    """How far the cells of a sheet reach, as its XML is read piece by piece. Refuses a sheet with a cell that is far away
    from all others."""

    def __init__(self) -> None:
        self.columns, self.last_row, self.tail = {b"A"}, 1, b""

    def grow(self, piece: bytes) -> None:
        places = PLACE.findall(self.tail + piece)
        self.tail = piece[-32:]
        if not places:
            return
        self.columns.update({column for column, _row in places})
        self.last_row = max(self.last_row, max(int(row) for _column, row in places))
        farthest = max(self.columns, key=lambda column: (len(column), column))
        width = 0
        for letter in farthest:
            width = width * 26 + letter - ord("A") + 1
        if width * self.last_row > MOST_CELLS:
            words = {"cell": f"{farthest.decode()}{self.last_row}"}
            raise Unreadable(
                _("The sheet reaches as far as cell %(cell)s. Delete what stands beyond its rows, and send it again.")
                % words
            )


def is_empty(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def written(cell: Cell) -> str:
    """A cell as it reads. A number that has lost digits reads as the spreadsheet shows it, so that nobody takes it for whole."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        if abs(cell) >= LOST:
            return f"{cell:.14E}"
        return str(int(cell) if cell.is_integer() else cell)
    return str(cell)
