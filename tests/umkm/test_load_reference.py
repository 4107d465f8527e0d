"""manage.py load_reference kbli: the whole list, or nothing with every fault named by its row."""

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from umkm.models import Kbli

pytestmark = pytest.mark.django_db

HEADING = "code,title,division,division_title"
FARMING = '"Pertanian Tanaman, Peternakan"'
LIST = f"{HEADING}\n01111,Pertanian Jagung,01,{FARMING}\n56102,Rumah/Warung Makan,56,Makan Minum\n"


@pytest.fixture
def load(tmp_path, capsys):
    """Load a file of this content: its exit status, the last line, and what is wrong."""

    def load(content: str | bytes):
        file = tmp_path / "kbli.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        status, why = 0, ""
        try:
            call_command("load_reference", "kbli", str(file))
        except CommandError as refused:
            status, why = refused.returncode, str(refused).removeprefix(f"{file} was not loaded: ")
        except SystemExit as refused:
            status = refused.code
        said = capsys.readouterr()
        return status, said.out.strip(), why or said.err.strip()

    return load


def titles(*codes):
    return dict(Kbli.objects.filter(code__in=codes).values_list("code", "title"))


def test_a_list_adds_what_is_new_puts_right_what_differs_and_changes_nothing_twice(load):
    spoken = Kbli.objects.get(code="56102").spoken

    first, again = load(LIST), load(LIST)

    assert first == (0, "1 new, 1 changed, 0 unchanged, 0 refused", "")
    assert again == (0, "0 new, 0 changed, 2 unchanged, 0 refused", "")
    assert titles("01111", "56102") == {"01111": "Pertanian Jagung", "56102": "Rumah/Warung Makan"}
    changed = Kbli.objects.get(code="56102")
    assert (changed.division_title, changed.spoken, changed.version) == ("Makan Minum", spoken, 2020)


def test_a_code_that_the_list_leaves_out_stays_for_the_businesses_that_name_it(load):
    make.business(kbli="96200", kbli_version=2020)

    load(LIST)

    assert titles("96200") == {"96200": "Aktivitas penatu"}


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode("utf-8-sig"),
        LIST.replace("\n", "\r\n"),
        LIST.replace(",", ";").replace("Tanaman;", "Tanaman,"),
        LIST.replace(HEADING, HEADING.upper()),
        LIST + "\n,,,\n",
        LIST.replace("Pertanian Jagung", " Pertanian Jagung "),
    ],
    ids=["byte-order mark", "Windows lines", "semicolons", "capitals", "empty rows", "blanks around"],
)
def test_the_same_list_as_other_programmes_write_it_is_the_same(load, content):
    load(LIST)

    assert load(content) == (0, "0 new, 0 changed, 2 unchanged, 0 refused", "")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "1112,Gandum,01,Tani",
            "code “1112” is not five digits: a spreadsheet may have taken a leading zero away, so write it as text",
        ),
        ("011111,Gandum,01,Tani", "code “011111” is not five digits"),
        ("01112.0,Gandum,01,Tani", "code “01112.0” is not five digits"),
        ("٠١١١٢,Gandum,01,Tani", "code “٠١١١٢” is not five digits"),
        (",Gandum,01,Tani", "code “” is not five digits"),
        ("01112,Gandum,1,Tani", "division “1” is not the first two digits of code 01112"),
        ("01112,,01,Tani", "code 01112 lacks a title"),
        ("01112,Gandum,01,", "code 01112 lacks a title"),
        ("01112,Gandum,01", "3 cells instead of 4"),
        ("01112,Gandum,01,Tani,lagi", "5 cells instead of 4"),
        ("01111,Gandum,01,Tani", "code 01111 stands in row 2 already"),
        (
            f"01112,{'x' * 251},01,Tani",
            "a title of code 01112 is longer than 250 letters or holds what cannot be printed",
        ),
        (
            "01112,Gan\x00dum,01,Tani",
            "a title of code 01112 is longer than 250 letters or holds what cannot be printed",
        ),
    ],
)
def test_a_faulty_row_is_named_and_nothing_is_written(load, row, reason):
    before = list(Kbli.objects.order_by("pk").values())

    answer = load(f"{LIST}{row}\n")

    assert answer == (1, "0 new, 0 changed, 0 unchanged, 1 refused", f"row 4: {reason}\nNothing was written.")
    assert list(Kbli.objects.order_by("pk").values()) == before


def test_every_fault_is_shown_at_once_numbered_as_the_spreadsheet_does(load):
    status, last, why = load(f'{HEADING}\n\n1,"a\nb",01,Tani\n01112,Gandum,01,Tani\nx,y,z,\n')

    assert (status, last) == (1, "0 new, 0 changed, 0 unchanged, 2 refused")
    assert [line.partition(":")[0] for line in why.splitlines()] == ["row 3", "row 5", "Nothing was written."]


def test_a_thousand_faults_do_not_flood_the_screen(load):
    _status, last, why = load(HEADING + "\nx,y,z,a" * 1000)

    assert last == "0 new, 0 changed, 0 unchanged, 1000 refused"
    assert why.splitlines()[-2:] == ["and 950 more", "Nothing was written."]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", f"its first row has to be {HEADING}."),
        ("kode,judul\n01111,Jagung\n", f"its first row has to be {HEADING}."),
        (f"{HEADING}\n", "it has a heading and no rows."),
        (LIST.encode("utf-16"), "it is not text in UTF-8."),
        (b"PK\x03\x04\xff\xfe", "it is not text in UTF-8."),
        (f'{HEADING}\n01111,"Jagung,01,Tani\n', "it is not a CSV file (line 2: unexpected end of data)."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(load, content, why):
    assert load(content) == (2, "", why)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(CommandError, match="No such file") as refused:
        call_command("load_reference", "kbli", str(tmp_path / "none.csv"))

    assert refused.value.returncode == 2


def test_an_unknown_kind_says_which_are_known():
    with pytest.raises(CommandError, match=r"invalid choice: 'kbl' \(choose from 'boundaries', 'kbli'\)"):
        call_command("load_reference", "kbl", "x.csv")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_file_at_all_breaks_the_command(load, content):
    status, _last, _why = load(HEADING.encode() + b"\n" + content)

    assert status in (0, 1, 2)
