"""What every page's frame needs beside its own content."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from jakpreneur.audit.models import Installation
from jakpreneur.navigation import menu_for


def frame(request) -> dict:
    """Lazy, so that a fragment, which has no frame, pays for nothing; the menu once for both of its widths."""
    return {
        "menu": SimpleLazyObject(lambda: menu_for(getattr(request, "user", None), request.path)),
        "sample_data": holds_sample_data,
        "help_contact": settings.HELP_CONTACT,
    }


def holds_sample_data() -> bool:
    """Whether this database is a demo's, whose every page says so."""
    return Installation.current_kind() == Installation.Kind.DEMO
