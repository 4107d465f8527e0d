"""What is meant as a number is told from words, since a NIK must never stand in an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umkm.lookup import number_in

BETWEEN = st.sampled_from(["", " ", ".", "-", " - ", "\u00a0"])
WORDS = st.sampled_from(["", "NIK ", "nik:", "No. HP ", "Bu Siti "])


@given(st.from_regex(r"[0-9]{10,16}", fullmatch=True), BETWEEN, WORDS, WORDS)
def test_a_number_as_long_as_a_person_s_is_found_however_it_is_written(digits, between, before, after):
    number = number_in(f"{before}{between.join(digits)} {after}")

    assert "".join(filter(str.isdigit, number)) == digits


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" JP-00000013 ", "JP-00000013"),
        ("jp 00000013", "jp 00000013"),
        ("23456789XYHJ", "23456789XYHJ"),
        ("0812-3456-7890", "0812-3456-7890"),
        ("+62 812 3456 7890", "+62 812 3456 7890"),
        ("(021) 3844444", "(021) 3844444"),
        ("3,17407E+15", "3,17407E+15"),
        ("3184014412900001", "3184014412900001"),
    ],
)
def test_numbers_are_numbers(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", "bu siti", "Kopi 2021", "Toko 123456", "12345", "Jalan Sudirman 12, 3", "é"])
def test_words_are_words(text):
    assert number_in(text) is None
