"""The registry's codes in words."""

from django import template

from umkm.models.kbli import in_words

register = template.Library()


@register.filter
def kbli(code: str) -> str:
    """ "56102" → "56102 · Rumah/Warung Makan"; a code that the list does not have says so."""
    return in_words(code)
