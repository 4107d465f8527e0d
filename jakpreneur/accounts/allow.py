"""Whose each page is. A view without one of these two marks fails a whole-house test."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.utils.cache import patch_cache_control

#: What a public view names in place of roles.
PUBLIC = "public"


def allow(*roles: str, before_sign_in: Callable | None = None) -> Callable:
    """Only these roles enter; others get 403. Who is not signed in never gets this far: `SignInRequired` asks first.

    Nothing of such a page stays in a browser that others sit at next. `before_sign_in(request)` is called when a sign-in
    has run out under somebody's hands: it may keep what they sent, and answers where to go once they are back, if not here.
    """

    def mark(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_store=True)
            return response

        guarded.roles = frozenset(roles)
        guarded.before_sign_in = before_sign_in
        return guarded

    return mark


def public(view: Callable) -> Callable:
    """Everybody enters, signed in or not."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    opened.roles = frozenset({PUBLIC})
    return login_not_required(opened)
