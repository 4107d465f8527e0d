"""Numbers, money, dates and phones as Jakarta writes them, and as English readers do.

Nothing to show is an en dash, so that a missing figure never looks like a zero.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()

NOTHING = "–"
_INDONESIAN = str.maketrans(",.", ".,")


@register.filter
def number(value: int | None) -> str:
    """281000 → "281.000", in English "281,000"."""
    return NOTHING if value is None else _punctuated(f"{value:,d}")


@register.filter
def share(value: float | Decimal | None) -> str:
    """0.88 → "88,0 %", in English "88.0 %"; one decimal always, halves away from zero."""
    if value is None:
        return NOTHING
    percent = (Decimal(str(value)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _punctuated(f"{percent:,} %")


@register.filter
def rupiah(value: int | None) -> str:
    """1250000 → "Rp1.250.000", in English "Rp1,250,000"; whole rupiah."""
    if value is None:
        return NOTHING
    return f"{'-' if value < 0 else ''}Rp{number(abs(value))}"


@register.filter
def day(value: date | datetime | None) -> str:
    """A date, or the Jakarta day of a moment → "25 Oktober 2021"."""
    if not value:
        return NOTHING
    value = _in_jakarta(value)
    return _in_words(value.year, value.month, value.day, get_language())


@lru_cache(maxsize=4096)
def _in_words(year: int, month: int, day: int, language: str | None) -> str:
    """A list has the same days over and over, and Django reads the format anew for each."""
    return date_format(date(year, month, day), "j F Y")


@register.filter
def day_typed(value: date | str | None) -> str:
    """The day that a date field holds, in words; nothing for what is no day."""
    try:
        return day(date.fromisoformat(value) if isinstance(value, str) else value) if value else ""
    except ValueError:
        return ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment → "25 Oktober 2021 06.00 WIB", in English "25 October 2021 06:00 WIB"."""
    if not value:
        return NOTHING
    return date_format(_in_jakarta(value), "j F Y H:i" if _in_english() else "j F Y H.i") + " WIB"


@register.filter
def hour(value: datetime | None) -> str:
    """The time of a moment in Jakarta → "06.00", in English "06:00"."""
    return date_format(_in_jakarta(value), "H:i" if _in_english() else "H.i") if value else NOTHING


@register.filter
def phone(value: str | None) -> str:
    """An E.164 number as it is dialled at home: "+6281234567890" → "0812-3456-7890"; a foreign one stays as it is."""
    if not value:
        return NOTHING
    if not value.startswith("+62"):
        return value
    digits = "0" + value.removeprefix("+62")
    if digits.startswith("021"):
        return f"(021) {digits[3:7]} {digits[7:]}"
    return "-".join(filter(None, (digits[:4], digits[4:8], digits[8:])))


@register.filter
def who(user) -> str:
    """A colleague's name, or the name they sign in with; a fact that a command or SQL by hand wrote is nobody's."""
    return (user.get_full_name() or user.username) if user else NOTHING


@register.simple_tag
def count(value: int | None, url: str = "", label: str = "", shape: str = "") -> str:
    """A number that can be checked: a link to exactly the rows behind it, or text where the reader may not see them all.

    `label` is read after it by a screen reader ("281.000 terdaftar, Gambir"); `shape` is a class, such as "big".
    A dashboard has hundreds of these, so this is no template.
    """
    shaped = format_html(' class="{}"', shape) if shape else ""
    if value is None:
        return format_html("<span{}>{}</span>", shaped, NOTHING)
    spoken = format_html('<span class="out-of-sight"> {}</span>', label) if label else ""
    if url:
        return format_html('<a{} href="{}" data-count="{}">{}{}</a>', shaped, url, f"{value:d}", number(value), spoken)
    return format_html('<span{} data-count="{}">{}{}</span>', shaped, f"{value:d}", number(value), spoken)


def _punctuated(figure: str) -> str:
    return figure if _in_english() else figure.translate(_INDONESIAN)


def _in_english() -> bool:
    return (get_language() or "").startswith("en")


def _in_jakarta(value):
    return timezone.localtime(value) if isinstance(value, datetime) else value
