"""What `check --deploy` says about the database's roles."""

from django.conf import settings
from django.core.checks import Warning


def web_owns_nothing(**_):
    """The ledger and the history hold only as long as the web cannot switch their triggers off."""
    if settings.DATABASE_WEB_ROLE:
        return []
    return [
        Warning(
            "The web's role owns the tables, so it could switch off what keeps the ledger and the history.",
            hint="Give DATABASE_OWNER_URL a role of its own and DATABASE_URL one that owns nothing (README).",
            id="jakpreneur.W001",
        )
    ]
