"""Whose each page is. A view without one of these two marks fails a whole-house test."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

#: What a public view names in place of roles.
PUBLIC = "public"


def allow(*roles: str) -> Callable:
    """Only these roles enter; others get 403. Who is not signed in never gets this far: `SignInRequired` asks first."""

    def mark(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)
        return guarded

    return mark


def public(view: Callable) -> Callable:
    """Everybody enters, signed in or not."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    opened.roles = frozenset({PUBLIC})
    return login_not_required(opened)
