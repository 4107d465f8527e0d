"""Of which day figures are and with whose knowledge, in words."""

from django import template
from django.utils.translation import gettext as _

from jakpreneur.templatetags.jakpreneur import day, number, share
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.growth import Growth

register = template.Library()


@register.filter
def in_words(as_of: AsOf) -> str:
    """→ "per 25 Oktober 2021, sebagaimana dilaporkan saat itu", to end a sentence or a heading with."""
    words = _("as of %(day)s, as reported then") if as_of.then else _("as of %(day)s, as known now")
    return words % {"day": day(as_of.per)}


@register.filter
def grown(growth: Growth) -> str:
    """→ "+86.789 (+44,7 %)", or "−821 (−0,3 %)"; the change alone where there was nothing to grow from."""
    sign = "+" if growth.change > 0 else "−" if growth.change < 0 else ""
    change = f"{sign}{number(abs(growth.change))}"
    return change if growth.share is None else f"{change} ({sign}{share(abs(growth.share))})"
