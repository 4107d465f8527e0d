"""What is wrong with the rows of a file: every fault of every row at once, nothing guessed, and all of it handed back."""

import datetime
import stat

import pytest
from django.utils import translation

from tests import make
from tests.umkm.importing import as_csv, as_xlsx, handed_back, line, nik
from umkm.models import Business, Participant

pytestmark = pytest.mark.django_db

AMBIGUOUS = (
    "This may be day/month or month/day, and the column does not tell. Write the year first, such as 2021-04-03."
)
ROUNDED = "A spreadsheet has rounded this NIK. Type all its digits, as they stand on the document."
NUMERIC = "The spreadsheet keeps this NIK as a number and loses digits. Format the column as text, type it anew."
NUMERIC_PHONE = (
    "The spreadsheet keeps this phone number as a number and loses digits. Format the column as text, type it anew."
)
RUPIAH = "Enter whole rupiah, such as 1.500.000."
EMPTY = "This has to be filled in."


def faults(said) -> list[str]:
    """What is said of the first row."""
    return [each.removeprefix("row 2, ") for each in said.told]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"nik_pemilik": "3,17407E+15"}, f"nik_pemilik “3,17•••••••”: {ROUNDED}"),
        ({"nik_pemilik": "319910570890012"}, "nik_pemilik “3199•••••••••••”: NIK has 16 digits, this one has 15."),
        ({"nik_pemilik": "3199109913900012"}, "nik_pemilik “3199••••••••••••”: Digits 7 to 12 of this NIK are not a date of birth."),
        ({"nik_pemilik": "3199105708900000"}, "nik_pemilik “3199••••••••••••”: A NIK does not end in 0000."),
        ({"npwp": "1,2E+14"}, "npwp “1,2E•••”: A spreadsheet has rounded this NPWP. Type all its digits, as they stand on the document."),
        ({"nib": "912010123456"}, "nib “912010123456”: NIB has 13 digits, this one has 12."),
        ({"telepon": "81234567890"}, "telepon “81234567890”: A phone number begins with 0 or +62."),
        ({"telepon": "3199105708900012"}, "telepon “3199••••••••••••”: A phone number begins with 0 or +62."),
        ({"tanggal_daftar": "03/04/2021"}, f"tanggal_daftar “03/04/2021”: {AMBIGUOUS}"),
        ({"tanggal_daftar": "3-4-2021"}, f"tanggal_daftar “3-4-2021”: {AMBIGUOUS}"),
        ({"tanggal_daftar": "04/01/21"}, "tanggal_daftar “04/01/21”: Enter a day, such as 25/10/2021."),
        ({"tanggal_daftar": "44200"}, "tanggal_daftar “44200”: Enter a day, such as 25/10/2021."),
        ({"tanggal_daftar": "2017-10-15"}, "tanggal_daftar “2017-10-15”: The programme did not exist before 16 October 2017: check the year."),
        ({"tanggal_daftar": "2999-01-01"}, "tanggal_daftar “2999-01-01”: The registration date lies in the future."),
        ({"tanggal_lahir": "2999-01-01"}, "tanggal_lahir “2999-01-01”: The date of birth lies in the future."),
        ({"tanggal_mulai": "2999-01-01"}, "tanggal_mulai “2999-01-01”: The start of trading lies in the future."),
        ({"modal": "1,5 jt"}, f"modal “1,5 jt”: {RUPIAH}"),
        ({"omzet_tahunan": "-5"}, f"omzet_tahunan “-5”: {RUPIAH}"),
        ({"tenaga_kerja_l": "dua"}, "tenaga_kerja_l “dua”: Write a whole number of people, such as 3."),
        ({"kbli": "1111"}, "kbli “1111”: A KBLI code has five digits; a spreadsheet may have taken a zero away."),
        ({"kelurahan": "Kampung Bali"}, "kelurahan “Kampung Bali”: This kelurahan is not in Gambir but in Tanah Abang."),
        ({"kelurahan": "Atlantis"}, "kelurahan “Atlantis”: Gambir has no kelurahan of this name."),
        ({"kecamatan": "Depok"}, "kecamatan “Depok”: Jakarta has no kecamatan of this name."),
        ({"sektor": "makanan"}, "sektor “makanan”: No such sector. There are: kuliner, fesyen, kriya, jasa, perdagangan, pertanian, perikanan, teknologi, lainnya."),
        ({"jenis_kelamin": "X"}, "jenis_kelamin “X”: Write L or P."),
        ({"email": "siti"}, "email “siti”: Enter a valid email address."),
        ({"nomor": "JP-00000014"}, "nomor “JP-00000014”: No business has this number: a digit is mistyped."),
        ({"nama_pemilik": "---"}, "nama_pemilik “---”: Give the person's name."),
        ({"nama_usaha": "a\x07b"}, "nama_usaha “a\ufffdb”: This cell holds characters that are no text."),
        ({"nama_usaha": " "}, f"nama_usaha: {EMPTY}"),
        ({"kelurahan": ""}, f"kelurahan: {EMPTY}"),
    ],
)  # fmt: skip
def test_a_cell_that_would_have_to_be_guessed_is_refused_and_nothing_is_written(send, words, expected):
    said = send([line(**words)])

    assert (said.status, said.last) == (1, "0 new, 0 unchanged, 0 updated, 1 refused")
    assert faults(said) == [expected]
    assert (Business.objects.count(), Participant.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"nik_pemilik": 3199105708900012}, f"nik_pemilik “3.19••••••••••••••••”: {NUMERIC}"),
        ({"telepon": 81234567890}, f"telepon “81234567890”: {NUMERIC_PHONE}"),
        ({"modal": 234.567}, f"modal “234.567”: {RUPIAH}"),
        ({"tanggal_daftar": 44200}, "tanggal_daftar “44200”: This is a number, not a date. Format the cell as a date, or write it as text."),
        ({"nama_usaha": datetime.date(2021, 1, 2)}, "nama_usaha “2021-01-02”: The spreadsheet has made something else of this text. Type it anew, as text."),
        ({"nama_usaha": True}, "nama_usaha “TRUE”: The spreadsheet has made something else of this text. Type it anew, as text."),
    ],
)  # fmt: skip
def test_a_cell_of_which_a_spreadsheet_has_made_something_else_is_refused(send, words, expected):
    said = send(as_xlsx([line(**words)]))

    assert (said.last, faults(said)) == ("0 new, 0 unchanged, 0 updated, 1 refused", [expected])


def test_a_nik_that_a_spreadsheet_has_rounded_is_refused_again_when_it_comes_back_as_it_was(send):
    said = send(as_xlsx([line(nik_pemilik=3199105708900012)]))

    again = send(said.back.read_bytes())

    assert handed_back(said)[0]["nik_pemilik"] == "3.19910570890001E+15"
    assert (again.status, again.told) == (1, [f"row 2, nik_pemilik “3.19••••••••••••••••”: {ROUNDED}"])


@pytest.mark.parametrize("clue", ["25/01/2021", "25-1-2021"])
def test_days_are_day_first_where_a_cell_of_their_column_can_be_nothing_else(send, clue):
    said = send([line(tanggal_daftar="03/04/2021"), line(nama_usaha="Teh", tanggal_daftar=clue)])

    assert said.last == "2 new, 0 unchanged, 0 updated, 0 refused"
    assert str(Business.objects.get(name="Kopi Senja").registered_on) == "2021-04-03"


def test_a_clue_in_another_column_is_none_and_one_that_is_contradicted_neither(send):
    other = send([line(tanggal_daftar="03/04/2021", tanggal_mulai="25/01/2020")])
    contradicted = send(
        [
            line(tanggal_daftar="03/04/2021"),
            line(nama_usaha="Teh", tanggal_daftar="25/01/2021"),
            line(nama_usaha="Susu", tanggal_daftar="01/25/2021"),
        ]
    )

    assert other.told == [f"row 2, tanggal_daftar “03/04/2021”: {AMBIGUOUS}"]
    assert contradicted.told == [
        f"row 2, tanggal_daftar “03/04/2021”: {AMBIGUOUS}",
        "row 4, tanggal_daftar “01/25/2021”: Enter a day, such as 25/10/2021.",
    ]


@pytest.mark.parametrize("spelling", ["TANAH ABANG", "Tanahabang", "Kec. Tanah Abang", "kecamatan tanah-abang"])
def test_a_kecamatan_is_understood_as_people_spell_it(send, spelling):
    said = send([line(kecamatan=spelling, kelurahan="Kel. Kampung Bali")])

    assert (said.last, said.told) == ("1 new, 0 unchanged, 0 updated, 0 refused", [])


def test_the_known_spellings_of_a_kecamatan_are_understood(send):
    alias = make.centre("Setiabudi").aliases.first()
    kelurahan = make.kelurahan("Setiabudi").name

    said = send([line(kecamatan=alias.spelling, kelurahan=kelurahan)])

    assert (said.last, said.told) == ("1 new, 0 unchanged, 0 updated, 0 refused", [])


def test_sex_and_birth_date_come_from_the_nik_where_the_file_does_not_say_them(send):
    send([line(nik_pemilik="3199105708900012")])

    owner = Participant.objects.get()
    assert (owner.sex, str(owner.born_on)) == ("female", "1990-08-17")


def test_every_fault_of_every_row_is_told_at_once_what_the_registry_refuses_included(send):
    taken = make.participant("Budi Santoso")
    double = line(nama_usaha="Teh")

    said = send(
        [
            line(nik_pemilik=taken.nik.in_full(), telepon="x", modal="banyak", kelurahan=""),
            double,
            double | {"email": "bukan"},
        ]
    )

    assert said.last == "0 new, 0 unchanged, 0 updated, 3 refused"
    assert said.told == [
        "row 2, telepon “x”: A phone number has digits only, with an optional + in front.",
        f"row 2, modal “banyak”: {RUPIAH}",
        f"row 2, kelurahan: {EMPTY}",
        "row 2, nik_pemilik “3199••••••••••••”: This NIK is already that of Budi Santoso.",
        "row 3, nama_usaha “Teh”: Row 4 of this file is the same business.",
        "row 4, email “bukan”: Enter a valid email address.",
        "row 4, nama_usaha “Teh”: Row 3 of this file is the same business.",
    ]


def test_a_row_with_more_cells_than_the_heading_is_refused_and_comes_back_with_all_of_them(send):
    content = as_csv([line(modal="1") | {"omzet_tahunan": "1"}]).strip() + b",500,000\r\n"

    said = send(content)
    again = send(said.back.read_bytes())

    sentence = "row 2: The row has more cells than the heading: a text with a delimiter in it needs quotation marks."
    assert (said.told, again.told) == ([sentence], [sentence])


TORTURE = [
    line(nama_usaha="=1+1", telepon="x", alamat_usaha="+62, @rumah"),
    line(nama_usaha="Teh\nTarik", nik_pemilik="3,17407E+15", alamat_usaha="Jl. \"Baru\"; no, 1"),
    line(nama_usaha="Baik", modal="1.500.000"),
    line(nama_usaha="-Bakso", kelurahan="Kampung Bali", catatan=" @spasi "),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make_file", "shape"),
    [
        (as_xlsx, {}),
        *((as_csv, {"delimiter": each, "encoding": encoding}) for each in ",;\t" for encoding in ("utf-8", "utf-16")),
        (as_csv, {"encoding": "cp1252", "newline": "\n"}),
    ],
)
def test_refused_rows_come_back_in_the_uploaded_shape_ready_to_mend_and_send_again(send, make_file, shape):
    said = send(make_file(TORTURE, **shape))
    back = handed_back_in(said, shape)
    mended = [
        {**row, "telepon": "081234567890", "nik_pemilik": nik(), "kelurahan": "Cideng", "alasan": row["alasan"]}
        for row in back
    ]

    again = send(make_file(mended, **shape))

    assert said.last == "1 new, 0 unchanged, 0 updated, 3 refused"
    heading = list(dict.fromkeys(column for each in TORTURE for column in each))
    assert list(back[0]) == [*heading, "alasan"]
    sent = [each for each in TORTURE if each["nama_usaha"] != "Baik"]
    assert [{**row, "alasan": ""} for row in back] == [
        {**dict.fromkeys(heading, ""), **row, "alasan": ""} for row in sent
    ]
    assert [row["alasan"] for row in back] == [
        "telepon: A phone number has digits only, with an optional + in front.",
        f"nik_pemilik: {ROUNDED}",
        "kelurahan: This kelurahan is not in Gambir but in Tanah Abang.",
    ]
    assert (again.status, again.last) == (0, "3 new, 0 unchanged, 0 updated, 0 refused")
    assert not again.back.exists()


def handed_back_in(said, shape):
    if shape.get("encoding") == "utf-16":
        said.back.write_bytes(said.back.read_text("utf-16").encode("utf-8-sig"))
    return handed_back(said)


def test_what_is_handed_back_is_for_this_account_alone_and_whole_in_its_identifiers(send):
    said = send([line(nik_pemilik="3199105708900012", telepon="x")])

    assert stat.S_IMODE(said.back.stat().st_mode) == 0o600
    assert handed_back(said)[0]["nik_pemilik"] == "3199105708900012"


def test_no_more_of_an_identity_number_is_told_than_its_first_digits(send, caplog):
    full = "3199105708900012"

    said = send([line(nik_pemilik=full, npwp=f"{full}1", telepon=full, nama_usaha=f"Kopi {full}", kelurahan="x")])

    assert full[:6] not in " ".join(said.told) + said.last + caplog.text
    assert len(said.told) == 3


def test_reasons_are_in_the_language_of_the_reader(send):
    with translation.override("id"):
        said = send([line(telepon="x")])

    assert said.told == ["baris 2, telepon “x”: Nomor telepon hanya terdiri atas angka, boleh diawali +."]
