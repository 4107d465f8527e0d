"""Figures of a dashboard in words: of which day, with whose knowledge, and how they changed."""

from collections.abc import Callable, Iterable

from django import template
from django.template.defaultfilters import floatformat
from django.utils.html import format_html
from django.utils.translation import gettext as _

from jakpreneur.templatetags.jakpreneur import NOTHING, day, number, share
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.comparison import Yardstick
from pendampingan.counts.growth import Growth
from pendampingan.counts.rank import Rank
from umkm.choices import Stage

register = template.Library()


@register.filter
def in_words(as_of: AsOf) -> str:
    """→ "per 25 Oktober 2021, sebagaimana dilaporkan saat itu", to end a sentence or a heading with."""
    if as_of.pinned:
        words = _("as of %(day)s, as known on %(known_on)s")
    else:
        words = _("as of %(day)s, as reported then") if as_of.then else _("as of %(day)s, as known now")
    return words % {"day": day(as_of.per), "known_on": day(as_of.known_on)}


@register.filter
def grown(growth: Growth) -> str:
    """→ "+86.789 (+44,7 %)", or "−821 (−0,3 %)"; the change alone where there was nothing to grow from."""
    change = signed(growth.change, number)
    return change if growth.share is None else f"{change} ({signed(growth.share, share)})"


@register.filter
def grown_by(growth: Growth) -> str:
    """→ "+44,7 %"; a dash where there was nothing to grow from."""
    return NOTHING if growth.share is None else signed(growth.share, share)


@register.filter
def difference(value: int) -> str:
    """→ "+1.234", "−821" or "0"."""
    return signed(value, number)


@register.filter
def labels(stages: Iterable[Stage]) -> str:
    """Stages in a row → "berizin, dipasarkan"."""
    return ", ".join(str(stage.label) for stage in stages)


@register.filter
def measured(value: float | None, yardstick: Yardstick) -> str:
    """→ "8.123", "140,5" or "−0,3", so short that it fits a tile on a phone; the heading says what it is."""
    if value is None:
        return NOTHING
    if yardstick == Yardstick.NUMBER:
        return number(value)
    written = floatformat(abs(value), "1g" if abs(value) < 1000 else "0g")
    return f"−{written}" if value < 0 else written


@register.simple_tag
def climbed(rank: Rank) -> str:
    """→ "▲ 3", read as "up 3"; a dash where there was no place before, or is none now."""
    if rank.climbed is None:
        return NOTHING
    if not rank.climbed:
        return format_html('<span aria-hidden="true">=</span><span class="out-of-sight">{}</span>', _("unchanged"))
    sign, words = ("▲", _("up %(places)s")) if rank.climbed > 0 else ("▼", _("down %(places)s"))
    places = abs(rank.climbed)
    return format_html(
        '<span aria-hidden="true">{} {}</span><span class="out-of-sight">{}</span>',
        sign,
        places,
        words % {"places": places},
    )


def signed(value: float, written: Callable[[float], str]) -> str:
    """With its sign, as it is printed; nothing has none."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{written(abs(value))}"
