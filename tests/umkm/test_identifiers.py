"""Identifiers: every spelling of a number comes to one form, and what is refused says why."""

import datetime
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import damm as stdnum_damm

from umkm.identifiers import (
    BusinessNumber,
    IdentifierError,
    Nib,
    Nik,
    Npwp,
    Phone,
    damm,
    name_key,
    tidy_name,
)

TODAY = datetime.date(2026, 11, 24)
DIGITS = st.text("0123456789", min_size=1, max_size=12)


def refusal(parse, text, **options):
    with pytest.raises(IdentifierError) as refused:
        parse(text, **options)
    return str(refused.value.sentence)


# NIK


@given(
    born=st.dates(datetime.date(1917, 1, 1), datetime.date(2011, 1, 1)),
    female=st.booleans(),
    serial=st.integers(1, 9999),
)
def test_a_nik_tells_sex_and_birth_date(born, female, serial):
    day = born.day + 40 if female else born.day

    nik = Nik.parse(f"318001{day:02}{born:%m%y}{serial:04}")

    assert nik.sex == ("female" if female else "male")
    assert nik.birth_date(TODAY) == born


@pytest.mark.parametrize(
    "text",
    [
        "3184014412900001",
        " 3184 0144 1290 0001 ",
        "3184.0144.1290.0001",
        "'3184014412900001",
        "３１８４０１４４１２９００００１",
    ],
)
def test_a_nik_is_read_however_it_is_spaced(text):
    assert Nik.parse(text).in_full() == "3184014412900001"


def test_the_latest_century_that_gives_a_usual_age_is_meant():
    assert Nik.parse("3184010101100001").birth_date(TODAY) == datetime.date(2010, 1, 1)
    assert Nik.parse("3184010101200001").birth_date(TODAY) == datetime.date(1920, 1, 1)
    assert Nik.parse("3184010101300001").birth_date(TODAY) == datetime.date(1930, 1, 1)


def test_the_leap_day_of_2000_is_a_date_though_1900_had_none():
    assert Nik.parse("3184012902000001").birth_date(TODAY) == datetime.date(2000, 2, 29)


ROUNDED = "A spreadsheet has rounded this {}. Type all its digits, as they stand on the document."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("318401441290000", "NIK has 16 digits, this one has 15."),
        ("31840144129000011", "NIK has 16 digits, this one has 17."),
        ("318401441290000A", "NIK has digits only."),
        ("٣١٧٤٠١٤٤١٢٩٠٠٠٠١", "NIK has digits only."),
        ("", "NIK has digits only."),
        ("3184013002900001", "Digits 7 to 12 of this NIK are not a date of birth."),
        ("3184017202900001", "Digits 7 to 12 of this NIK are not a date of birth."),
        ("3184014000900001", "Digits 7 to 12 of this NIK are not a date of birth."),
        ("3184012902010001", "Digits 7 to 12 of this NIK are not a date of birth."),
        ("3184014412900000", "A NIK does not end in 0000."),
        ("3199014412900001", "NIKs that begin with 3199 are made up, for demonstrations only."),
        ("3,17407E+15", ROUNDED.format("NIK")),
        ("3.17407e15", ROUNDED.format("NIK")),
        ("3184014412900000.0", ROUNDED.format("NIK")),
    ],
)
def test_a_nik_is_refused_with_the_reason(text, reason):
    assert refusal(Nik.parse, text) == reason


def test_a_made_up_nik_is_let_in_where_that_is_allowed():
    assert Nik.parse("3199014412900001", demo=True).in_full() == "3199014412900001"


def test_a_nik_leaks_through_no_print_log_or_message(caplog):
    nik = Nik.parse("3184014412900001")

    logging.getLogger("desk").warning("%s %r", nik, {"nik": nik})
    shown = [str(nik), repr(nik), f"{nik}", f"{nik:>20}", f"{nik!r}", caplog.text]

    assert str(nik) == "3184••••••••••••"
    assert [text for text in shown if "0144" in text] == []
    assert "0144" not in refusal(Nik.parse, "3184014412900")


def test_what_is_odd_about_a_nik_is_said_beside_what_is_stored():
    nik = Nik.parse("3299014412900001")

    assert nik.warnings(today=TODAY, birth_date=datetime.date(1990, 12, 5), sex="male") == [
        "This NIK was issued outside Jakarta.",
        "The date of birth differs from the one in the NIK.",
        "The sex differs from the one in the NIK.",
    ]
    assert Nik.parse("3184014412900001").warnings(
        today=TODAY, birth_date=datetime.date(1990, 12, 4), sex="female"
    ) == []  # fmt: skip


# NPWP, NIB


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("09.254.294.3-407.000", "0092542943407000"),
        ("0092542943407000", "0092542943407000"),
        ("3184014412900001", "3184014412900001"),
    ],
)
def test_an_npwp_of_15_or_16_digits_is_kept_as_16_and_shown_masked(text, full):
    npwp = Npwp.parse(text)

    assert npwp.in_full() == full
    assert str(npwp) == full[:4] + "••••••••••••"


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        (Npwp, "09.254.294.3-407.00", "NPWP has 15 or 16 digits, this one has 14."),
        (Npwp, "9,25429E+14", ROUNDED.format("NPWP")),
        (Nib, "912010123456", "NIB has 13 digits, this one has 12."),
        (Nib, "NIB 9120101234567", "NIB has digits only."),
        (Nib, "9120101234567.0", ROUNDED.format("NIB")),
    ],
)
def test_an_npwp_or_nib_is_refused_with_the_reason(kind, text, reason):
    assert refusal(kind.parse, text) == reason


def test_a_nib_is_13_digits_however_spaced():
    assert str(Nib.parse("9120 1012 3456 7")) == "9120101234567"


# Phone


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("081234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("0062 81234567890", "+6281234567890"),
        ("+62 0812 3456 7890", "+6281234567890"),
        ("'081234567890", "+6281234567890"),
        ("(021) 384 4444", "+62213844444"),
        ("021-38444444", "+622138444444"),
        ("+62 (0)21 3844444", "+62213844444"),
    ],
)
def test_a_phone_number_comes_to_e164(text, e164):
    assert str(Phone.parse(text)) == e164


@given(st.from_regex(r"8[1-9][0-9]{7,10}", fullmatch=True), st.sampled_from(["0", "62", "+62", "+62 ", "0062-"]))
def test_every_way_to_dial_a_mobile_is_the_same_number(national, prefix):
    assert Phone.parse(prefix + national) == Phone(f"+62{national}")
    assert Phone.parse(str(Phone.parse(prefix + national))) == Phone(f"+62{national}")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("81234567890", "A phone number begins with 0 or +62."),
        ("+65 6123 4567", "A phone number begins with 0 or +62."),
        ("0812 3456 7890 / 0813 3456 7890", "No Indonesian phone number looks like this: check its digits."),
        ("0812345", "No Indonesian phone number looks like this: check its digits."),
        ("0812x3456789", "A phone number has digits only, with an optional + in front."),
        ("8,12346E+11", "A spreadsheet has spoiled this phone number. Type it again, with its 0 in front."),
    ],
)
def test_a_phone_number_is_refused_with_the_reason(text, reason):
    assert refusal(Phone.parse, text) == reason


# Business number


@given(st.integers(0, 9_999_999), st.sampled_from(["{}", " {} ", "jp{}", "jp {}", "JP - {}", "jp–{}"]))
def test_a_business_number_is_read_in_every_spelling(sequence, spelling):
    number = BusinessNumber.of(sequence)

    typed = spelling.format(str(number) if "p" not in spelling.lower() else str(number)[3:])

    assert BusinessNumber.parse(typed) == number


@given(st.integers(0, 9_999_999), st.integers(0, 7), st.integers(1, 9))
def test_one_mistyped_digit_is_always_noticed(sequence, at, shift):
    digits = str(BusinessNumber.of(sequence))[3:]

    mistyped = digits[:at] + str((int(digits[at]) + shift) % 10) + digits[at + 1 :]

    assert refusal(BusinessNumber.parse, f"JP-{mistyped}") == "No business has this number: a digit is mistyped."


@given(st.integers(0, 9_999_999), st.integers(0, 6))
def test_two_swapped_digits_are_always_noticed(sequence, at):
    digits = str(BusinessNumber.of(sequence))[3:]

    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]

    if swapped != digits:
        assert refusal(BusinessNumber.parse, f"JP-{swapped}") == "No business has this number: a digit is mistyped."


@pytest.mark.parametrize("text", ["", "JP-1234567", "JK-00000013", "00000013"])
def test_what_is_no_business_number_says_how_one_looks(text):
    assert refusal(BusinessNumber.parse, text) == "A business number is JP- and eight digits, such as JP-00000013."


@given(DIGITS)
def test_the_check_digit_is_that_of_an_independent_implementation(digits):
    assert str(damm(digits)) == stdnum_damm.calc_check_digit(digits)
    assert damm(f"{digits}{damm(digits)}") == 0


def test_the_example_in_the_refusal_is_a_number():
    assert str(BusinessNumber.of(1)) == "JP-00000013"


# Names


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Warung Bu Tini", "bu tini"),
        ("TINI, BU", "bu tini"),
        ("RM. Sederhana", "sederhana"),
        ("Rumah Makan Sederhana", "sederhana"),
        ("Rumah Kue", "kue rumah"),
        ("Kafé Señorita", "senorita"),
        ("CV. Maju/Jaya_2", "2 jaya maju"),
        ("Toko", "toko"),
        ("Warung Kedai", "kedai warung"),
        ("Tokoh Kita", "kita tokoh"),
        ("!!!", "!!!"),
    ],
)
def test_names_of_one_business_share_a_key(name, key):
    assert name_key(name) == key


@given(st.text(min_size=1))
def test_the_key_of_a_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)


@given(st.lists(st.sampled_from(["Bu", "tini", "Warung", "MAJU", "cv", "é"]), min_size=1).flatmap(st.permutations))
def test_the_order_and_case_of_words_do_not_matter(words):
    assert name_key(" ".join(words)) == name_key("  ".join(sorted(words)).upper())


def test_a_line_break_in_a_name_is_a_space():
    assert tidy_name(" Warung\r\nBu\t Tini\u00a0") == "Warung Bu Tini"
