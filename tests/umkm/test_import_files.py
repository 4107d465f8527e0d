"""What files can be: encodings, delimiters, workbooks, headings; and what cannot be read, each in its own sentence."""

import datetime
import io
import struct
import zipfile

import pytest

from jakpreneur import sheet
from tests.umkm.importing import as_csv, as_xlsx, import_file, line, table
from umkm.models import Business

pytestmark = pytest.mark.django_db

NAME = "Kafé Señor – “Bu Tini”"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_a_csv_file_is_read_in_any_encoding_and_with_any_delimiter(send, encoding, delimiter, newline):
    said = send([line(nama_usaha=NAME)], encoding=encoding, delimiter=delimiter, newline=newline)

    assert (said.status, said.last) == (0, "1 new, 0 unchanged, 0 updated, 0 refused")
    assert Business.objects.get().name == NAME


def test_a_file_with_every_cell_quoted_is_read(send):
    text = "\r\n".join(",".join(f'"{cell}"' for cell in cells) for cells in table([line()]))

    assert send(text.encode()).last == "1 new, 0 unchanged, 0 updated, 0 refused"


def test_a_delimiter_that_the_first_line_names_is_taken_and_that_line_is_no_row(send):
    said = send(b"sep=|\r\n" + as_csv([line(telepon="1")], delimiter="|"))
    mended = said.back.read_bytes().replace(b"|1|", b"|081234567890|")

    assert said.told == ["row 2, telepon “1”: A phone number begins with 0 or +62."]
    assert send(mended).last == "1 new, 0 unchanged, 0 updated, 0 refused"


def test_a_line_break_inside_quotation_marks_is_a_space_and_its_row_is_one_row(send):
    said = send([line(nama_usaha="Kopi\r\nSenja"), line(nama_usaha="Teh", telepon="x")])

    assert Business.objects.get().name == "Kopi Senja"
    assert said.told == ["row 3, telepon “x”: A phone number has digits only, with an optional + in front."]


@pytest.mark.parametrize("make_file", [as_csv, as_xlsx])
def test_rows_are_numbered_as_the_spreadsheet_numbers_them_empty_ones_included(send, make_file):
    empty = dict.fromkeys(line(), "")

    said = send(make_file([empty, line(), empty, line(telepon="x", nama_usaha="Teh")]))

    assert said.last == "1 new, 0 unchanged, 0 updated, 1 refused"
    assert said.told == ["row 5, telepon “x”: A phone number has digits only, with an optional + in front."]


def test_columns_stand_in_any_order_under_headings_as_offices_write_them(send):
    words = {
        "KELURAHAN": "Cideng",
        "No. HP": "081234567890",
        "Nama Usaha": "Kopi Senja",
        " tanggal  daftar": "04/01/2021",
        "NIK": "3199105708900011",
        "namapemilik": "Siti Aminah",
        "Kec.": "Gambir",
    }

    said = send([words, words | {" tanggal  daftar": "25/01/2021", "Nama Usaha": "Teh"}])

    assert said.last == "2 new, 0 unchanged, 0 updated, 0 refused"
    assert str(Business.objects.get(name="Kopi Senja").registered_on) == "2021-01-04"


def test_a_column_that_is_not_known_is_named_and_not_read(send):
    said = send([line() | {"catatan": "bagus"}])

    assert (said.last, said.told) == (
        "1 new, 0 unchanged, 0 updated, 0 refused",
        ["The column “catatan” is not read."],
    )


def test_a_workbook_is_read_with_days_as_days_and_numbers_where_text_belongs(send):
    words = {
        "nama_usaha": 1928,
        "tanggal_daftar": datetime.date(2021, 3, 4),
        "modal": 15_000_000,
        "tenaga_kerja_l": 2,
        "kbli": 56102,
    }

    said = send(as_xlsx([line(**words)]))

    assert (said.last, said.told) == ("1 new, 0 unchanged, 0 updated, 0 refused", [])
    business = Business.objects.get()
    assert (business.name, str(business.registered_on), business.capital) == ("1928", "2021-03-04", 15_000_000)
    assert (business.workers_men, business.kbli, business.sector) == (2, "56102", "kuliner")


def test_a_required_column_that_is_missing_refuses_the_file_at_once(send):
    lacking = {column: cell for column, cell in line().items() if column not in ("telepon", "kelurahan")}

    said = send([lacking])

    assert (said.status, said.last) == (2, "")
    assert said.told == ["The file lacks these columns: telepon, kelurahan."]


def test_two_columns_that_are_read_as_one_refuse_the_file(send):
    said = send([line() | {"No HP": "081234567891"}])

    assert said.told == ["The columns “telepon” and “No HP” are both read as telepon. Keep one."]


def packed(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, member in members.items():
            packed.writestr(name, member)
    return content.getvalue()


def far_away() -> bytes:
    """A workbook with one cell in the last row and column: to hold all before it takes 500 GB."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx([line()]))) as good, zipfile.ZipFile(content, "w") as far:
        for name in good.namelist():
            member = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                member = member.replace(b"</sheetData>", cell)
            far.writestr(name, member)
    return content.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le")
NEITHER = "This is neither a CSV file nor an XLSX workbook."
HEADING = as_csv([line()]).split(b"\r\n")[0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\r\n \r\n", "The file is empty."),
        (HEADING + b"\r\n", "The file has a heading and no rows below it."),
        (HEADING + b"\r\n,,,\r\n", "The file has a heading and no rows below it."),
        (as_xlsx([{}]), "The first sheet of the workbook is empty."),
        (b"MZ\x90\x00" + struct.pack("<200I", *range(200)), NEITHER),
        (packed(**{"word/document.xml": b"<w/>"}), NEITHER),
        (OLE, "This is an Excel file of the old kind (.xls). Save it as .xlsx or as CSV, and send it again."),
        (ENCRYPTED, "The workbook is protected by a password. Save it without one, and send it again."),
        (as_xlsx([line()])[:-900], "The workbook cannot be read: it is damaged, or no XLSX."),
        (packed(**{"xl/workbook.xml": b"<no"}), "The workbook cannot be read: it is damaged, or no XLSX."),
        (
            far_away(),
            "The sheet reaches as far as cell XFD1048576. Delete what stands beyond its rows, and send it again.",
        ),
        (
            HEADING + b'\r\n"Kopi" Senja,1\r\n',
            "Row 2 cannot be read: a quotation mark stands where none belongs, or is missing.",
        ),
        (b"\xef\xbb\xbfnama\xff\xfe", "The file is no text that can be read. Save it as CSV in UTF-8."),
        (b"\xff\xfen\x00a\x00m", "The file is no text that can be read. Save it as CSV in UTF-8."),
        (HEADING + b"\r\n\x81\x8d", "The file is no text that can be read. Save it as CSV in UTF-8."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_its_own_sentence(send, content, sentence):
    said = send(content)

    assert (said.status, said.last, said.told) == (2, "", [sentence])
    assert not said.back.exists()


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    said = import_file(tmp_path / "hilang.csv")

    assert (said.status, said.told) == (2, ["No such file or directory"])


def test_a_zip_bomb_is_refused_before_it_is_unpacked_whole(send, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_UNPACKED", 1 << 20)

    said = send(packed(**{"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(2 << 20)}))

    assert (said.status, said.told) == (
        2,
        ["The workbook unpacks to over 1 GiB. Send its rows as CSV, or divide them."],
    )


def test_a_file_that_is_too_large_is_refused_before_it_is_read(send, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_BYTES", 100)

    said = send([line()])

    assert (said.status, said.told) == (2, ["The file has over 64 MiB. Divide it into several, or send it as CSV."])


def test_a_file_with_too_many_rows_is_refused_and_nothing_is_written(send, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_ROWS", 1)

    said = send([line(), line(nama_usaha="Teh")])

    assert (said.status, said.told) == (2, ["The file has over a million rows. Divide it into several."])
    assert Business.objects.count() == 0


@pytest.mark.parametrize("make_file", [as_csv, as_xlsx])
@pytest.mark.parametrize(("ending_in_0", "status"), [(7, 2), (6, 0)])
def test_a_column_of_niks_of_which_over_a_third_end_in_0_is_stopped_as_spoiled(send, make_file, ending_in_0, status):
    niks = [f"319910570890{n:03}{'0' if n - 10 < ending_in_0 else '1'}" for n in range(10, 30)]

    said = send(make_file([line(nik_pemilik=each, nama_usaha=f"Kopi {each}") for each in niks]))

    assert said.status == status
    if status:
        assert said.told == [
            "More than a third of the NIKs in this file end in 0: a spreadsheet has rounded them. Format the column as text, and fill it in again."
        ]


def test_a_single_nik_that_ends_in_0_is_normal(send):
    assert send([line(nik_pemilik="3199105708900010")]).last == "1 new, 0 unchanged, 0 updated, 0 refused"
