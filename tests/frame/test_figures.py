"""Figures as Jakarta writes them and as English readers do."""

import datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from jakpreneur.templatetags import jakpreneur as write

EVENING = datetime.datetime(2021, 10, 24, 23, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("written", "value", "indonesian", "english"),
    [
        (write.number, 0, "0", "0"),
        (write.number, 999, "999", "999"),
        (write.number, 281000, "281.000", "281,000"),
        (write.number, -821, "-821", "-821"),
        (write.number, 65_000_000, "65.000.000", "65,000,000"),
        (write.number, None, "–", "–"),
        (write.share, 0.88, "88,0 %", "88.0 %"),
        (write.share, 1.405, "140,5 %", "140.5 %"),
        (write.share, 0, "0,0 %", "0.0 %"),
        (write.share, 0.0005, "0,1 %", "0.1 %"),
        (write.share, Decimal("0.8805"), "88,1 %", "88.1 %"),
        (write.share, 12.5, "1.250,0 %", "1,250.0 %"),
        (write.share, None, "–", "–"),
        (write.rupiah, 1_250_000, "Rp1.250.000", "Rp1,250,000"),
        (write.rupiah, -500, "-Rp500", "-Rp500"),
        (write.rupiah, 0, "Rp0", "Rp0"),
        (write.rupiah, None, "–", "–"),
        (write.day, datetime.date(2021, 10, 25), "25 Oktober 2021", "25 October 2021"),
        (write.day, datetime.date(2020, 5, 1), "1 Mei 2020", "1 May 2020"),
        (write.day, EVENING, "25 Oktober 2021", "25 October 2021"),
        (write.day, None, "–", "–"),
        (write.day_typed, datetime.date(2021, 10, 25), "25 Oktober 2021", "25 October 2021"),
        (write.day_typed, "2021-10-25", "25 Oktober 2021", "25 October 2021"),
        (write.day_typed, "25/13/2021", "", ""),
        (write.day_typed, None, "", ""),
        (write.moment, EVENING, "25 Oktober 2021 06.00 WIB", "25 October 2021 06:00 WIB"),
        (write.moment, None, "–", "–"),
        (write.phone, "+6281234567890", "0812-3456-7890", "0812-3456-7890"),
        (write.phone, "+62812345678", "0812-3456-78", "0812-3456-78"),
        (write.phone, "+622134567890", "(021) 3456 7890", "(021) 3456 7890"),
        (write.phone, "+6591234567", "+6591234567", "+6591234567"),
        (write.phone, "", "–", "–"),
        (write.phone, None, "–", "–"),
    ],
)
def test_a_figure_in_both_languages(written, value, indonesian, english):
    with override("id"):
        assert written(value) == indonesian
    with override("en"):
        assert written(value) == english


def test_without_a_language_figures_are_indonesian():
    with override(None):
        assert write.number(281000) == "281.000"
