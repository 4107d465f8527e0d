"""Figures of a dashboard in words: of which day, with whose knowledge, and how they changed."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django import template
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.templatetags.jakpreneur import NOTHING, day, number, share
from pendampingan.access import SAMPLE_READERS
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.comparison import Yardstick
from pendampingan.counts.growth import Growth
from pendampingan.counts.rank import Rank
from pendampingan.counts.sampled import ErrorRate
from pendampingan.counts.wilson import Interval
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
def error_rate_in_words(rate: ErrorRate) -> str:
    """→ "3,2 % salah (95 %: 1,1–8,9 %), sampel 25 Nov 2026 dari angka per 24 Nov 2026, 95 dari 100 terjangkau"; how far the
    sample is until all its results are entered; that nobody was reached where that is so."""
    words = {
        "drawn_on": short_day(rate.sample.recorded_at),
        "per": short_day(rate.sample.per),
        "of": number(rate.drawn),
        "entered": number(rate.entered),
        "reached": number(rate.reached),
    }
    if not rate.is_whole:
        return (
            _("sample of %(drawn_on)s of the figure of %(per)s: %(entered)s of %(of)s results entered, no rate yet")
            % words
        )
    if rate.interval is None:
        return _("sample of %(drawn_on)s of the figure of %(per)s: none of %(of)s reached") % words
    return _(
        "%(share)s wrong (95 %%: %(between)s), sample of %(drawn_on)s of the figure of %(per)s, %(reached)s of %(of)s reached"
    ) % (words | {"share": share(rate.share), "between": between(rate.interval)})


@register.filter
def reads_samples(user: User | None) -> bool:
    """Whether they may see who was drawn; everybody sees what it came to."""
    return getattr(user, "role", None) in SAMPLE_READERS


@register.filter
def between(interval: Interval) -> str:
    """→ "1,1–8,9 %"."""
    return f"{share(interval.low).removesuffix(' %')}–{share(interval.high)}"


def short_day(value: date | datetime) -> str:
    """→ "25 Nov 2026"; of a moment its day in Jakarta."""
    return date_format(timezone.localdate(value) if isinstance(value, datetime) else value, "j M Y")


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
