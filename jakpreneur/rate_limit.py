"""How often a stranger may look at a public page."""

from collections.abc import Callable
from functools import wraps
from time import time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jakpreneur.client_address import client_address

MINUTE = 60


def limited(*, a_minute: int) -> Callable:
    """From one address so many looks a minute; who is signed in is not counted. Each process counts for itself."""

    def mark(view: Callable) -> Callable:
        @wraps(view)
        def counted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.user.is_authenticated or _looks(request, view.__name__) <= a_minute:
                return view(request, *args, **kwargs)
            refused = render(request, "429.html", status=429)
            refused.headers["Retry-After"] = str(MINUTE)
            return refused

        return counted

    return mark


def _looks(request: HttpRequest, page: str) -> int:
    """How often this address has asked for the page in this minute, this time included."""
    key = f"looks:{page}:{client_address(request)}:{int(time()) // MINUTE}"
    if cache.add(key, 1, timeout=2 * MINUTE):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # put out of the cache between the two
        return 1
