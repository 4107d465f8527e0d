"""Of which day figures are and with whose knowledge, in words."""

from django import template
from django.utils.translation import gettext as _

from jakpreneur.templatetags.jakpreneur import day
from pendampingan.counts.as_of import AsOf

register = template.Library()


@register.filter
def in_words(as_of: AsOf) -> str:
    """→ "per 25 Oktober 2021, sebagaimana dilaporkan saat itu", to end a sentence or a heading with."""
    words = _("as of %(day)s, as reported then") if as_of.then else _("as of %(day)s, as known now")
    return words % {"day": day(as_of.per)}
