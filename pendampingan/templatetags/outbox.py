"""Whose what a phone keeps is."""

from django import template

from pendampingan.access import OUTBOX_KEEPERS, owner_tag

register = template.Library()

register.filter("owner_tag", owner_tag)


@register.filter
def keeps_outbox(user) -> bool:
    """Whether this reader's phone may have something to send; on a page that nobody is signed in to, nobody's has."""
    return getattr(user, "role", None) in OUTBOX_KEEPERS
