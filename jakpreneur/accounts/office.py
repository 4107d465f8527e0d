"""Django's admin as this house has it: for the role admin alone, entered by the one sign-in page."""

from contextlib import nullcontext
from functools import wraps

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import acting


class Office(AdminSite):
    """Accounts and reference data, each change in the name of who made it; facts only to look at."""

    site_header = site_title = "Jakpreneur"
    index_title = _("Accounts and reference data")

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def entered(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            with acting(by=request.user) if request.method == "POST" else nullcontext():
                return inner(request, *args, **kwargs)

        return entered

    @login_not_required
    def login(self, request, extra_context=None):
        return redirect_to_login(request.GET.get("next", request.path))
