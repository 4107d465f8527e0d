"""Whether this process can serve: the answer that a monitor asks for."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import public


@public
@require_safe
@never_cache
def health(request):
    """200 when the database answers and has every migration, 503 and the reason otherwise."""
    try:
        missing = known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return HttpResponse("database unreachable\n", content_type="text/plain", status=503)
    if missing:
        return HttpResponse("migrations missing\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@cache
def known_migrations() -> set[tuple[str, str]]:
    """The migrations of this code, as (app, name)."""
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
