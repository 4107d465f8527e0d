"""The registry's codes and states in words. Lists have hundreds of the tags, so they are no templates."""

from functools import cache
from itertools import compress

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jakpreneur.templatetags.jakpreneur import NOTHING
from umkm.choices import BusinessStatus
from umkm.models import Business, Progress
from umkm.models.kbli import in_words

register = template.Library()


@register.filter
def kbli(code: str) -> str:
    """ "56102" → "56102 · Rumah/Warung Makan"; a code that the list does not have says so."""
    return in_words(code)


@register.simple_tag
def stages(progress: Progress) -> SafeString:
    """The stages that a business has reached, each as a tag; a dash for none."""
    reached = progress.registered_on, progress.trained_on, progress.mentored_on
    return _stage_tags(tuple(map(bool, reached)), get_language())


@cache
def _stage_tags(reached: tuple[bool, bool, bool], language: str) -> SafeString:
    """Eight combinations in each language, drawn once, however many rows have them."""
    words = (_("registered"), ""), (_("trained"), " good"), (_("mentored"), " good")
    tags = format_html_join(" ", '<span class="tag{1}">{0}</span>', compress(words, reached))
    return format_html('<span class="tags">{}</span>', tags or NOTHING)


@register.simple_tag
def state(business: Business) -> SafeString | str:
    """The state of a business as a tag, where it is not simply active."""
    if business.is_voided:
        word, tone = _("voided"), " bad"
    elif business.is_merged:
        word, tone = _("merged"), " warn"
    elif business.is_contested:
        word, tone = BusinessStatus(business.status).label, " warn"
    elif business.is_closed:
        word, tone = BusinessStatus(business.status).label, ""
    else:
        return ""
    return format_html('<span class="tag{}">{}</span>', tone, word)
