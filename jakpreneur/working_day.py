"""How long a sign-in lasts: SESSION_COOKIE_AGE after the last page, SESSION_LENGTH after it began."""

import time

from django.conf import settings
from django.contrib.auth import logout

# The session is written once in this many seconds, not with every page.
REFRESHED_EVERY = 300


class WorkingDayMiddleware:
    """Ends a session that has lasted a working day, and keeps one that is in use from going idle."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.setdefault("began", now)
            if now - began > settings.SESSION_LENGTH:
                logout(request)
            elif now - request.session.get("seen", 0) > REFRESHED_EVERY:
                request.session["seen"] = now
        return self.get_response(request)
