"""Business files for tests, and what comes of them. Everybody in them is made up: their NIKs begin with 3199."""

import csv
import io
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import python_calamine
import xlsxwriter
from django.core.management import CommandError, call_command

SERIAL = count(1)


def nik(serial: int | None = None) -> str:
    """A woman born on 17 August 1990; it does not end in 0."""
    number = serial or next(SERIAL)
    return f"3199{number // 900 + 10:02}570890{number % 900 + 1:03}{number % 9 + 1}"


def line(**words) -> dict:
    """A good row, and what the test says otherwise of it."""
    return {
        "nama_usaha": "Kopi Senja",
        "nik_pemilik": words.get("nik_pemilik") or nik(),
        "nama_pemilik": "Siti Aminah",
        "telepon": "081234567890",
        "kecamatan": "Gambir",
        "kelurahan": "Cideng",
        "tanggal_daftar": "2021-01-04",
    } | words


def table(lines) -> list[list]:
    """The heading, which has every column that a line names, and the rows."""
    heading = list(dict.fromkeys(column for each in lines for column in each))
    return [heading, *([each.get(column, "") for column in heading] for each in lines)]


def as_csv(lines, *, delimiter=",", encoding="utf-8", newline="\r\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(table(lines))
    return text.getvalue().encode(encoding)


def as_xlsx(lines) -> bytes:
    """A workbook whose cells are what they are in Python: texts, numbers, days."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(table(lines)):
            for place, cell in enumerate(cells):
                (sheet.write_string if isinstance(cell, str) else sheet.write)(number, place, cell)
    return content.getvalue()


@dataclass(frozen=True)
class Said:
    """What the command said: its exit status, last line and complaints, and the file that it handed back."""

    status: int
    last: str
    told: list[str]
    back: Path


def import_file(path: Path, *options: str, out=None) -> Said:
    back = out or path.with_name(f"ditolak-{path.name}")
    said, told, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("import_businesses", str(path), "--errors", str(back), *options, stdout=said, stderr=told)
    except SystemExit as ended:
        status = ended.code
    except CommandError as refused:
        status, told = refused.returncode, io.StringIO(str(refused).removeprefix(f"{path}: "))
    return Said(status, said.getvalue().strip(), told.getvalue().strip().splitlines(), back)


def handed_back(said: Said) -> list[dict]:
    """The rows of the file that was handed back."""
    if said.back.read_bytes().startswith(b"PK"):
        heading, *rows = python_calamine.CalamineWorkbook.from_path(said.back).get_sheet_by_index(0).iter_rows()
        return [dict(zip(heading, row, strict=True)) for row in rows]
    text = said.back.read_text("utf-8-sig")
    delimiter = max(",;\t", key=text.split("\n")[0].count)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
