"""Nobody reads a page without signing in, unless the page is public."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, QueryDict
from django.shortcuts import resolve_url


class SignInRequired(LoginRequiredMiddleware):
    """Sends to the sign-in page and back again.

    A fragment must not be answered with a sign-in page, which would land inside the page that asked for it: the answer
    is 401, and htmx takes the whole window to the sign-in page, from there back to the page it was on.
    What a form sent may be kept first, by the view's own `before_sign_in`.
    """

    def get_login_url(self, view_func):
        """The one sign-in page, for Django's admin too."""
        return resolve_url(settings.LOGIN_URL)

    def handle_no_permission(self, request, view_func):
        keep = getattr(view_func, "before_sign_in", None)
        kept_at = keep(request) if keep else None
        if not request.headers.get("HX-Request"):
            if kept_at is None:
                return super().handle_no_permission(request, view_func)
            return redirect_to_login(kept_at, self.get_login_url(view_func), REDIRECT_FIELD_NAME)
        query = QueryDict(mutable=True)
        query[REDIRECT_FIELD_NAME] = _path_of(kept_at or request.headers.get("HX-Current-URL", "/"))
        return HttpResponse(
            status=401,
            headers={"HX-Redirect": f"{self.get_login_url(view_func)}?{query.urlencode(safe='/')}"},
        )


def _path_of(address: str) -> str:
    try:
        return urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl()
    except ValueError:  # such as http://[
        return "/"
