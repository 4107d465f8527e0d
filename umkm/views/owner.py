"""The owner of a registration, looked up while the clerk types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from jakpreneur.accounts.allow import allow
from umkm.access import DESK
from umkm.forms.known_owner import owner_panel
from umkm.forms.registration import RegistrationForm
from umkm.known import Acquaintance
from umkm.views.draft import keep_before_sign_in


def acquaintance_named(request: HttpRequest, form: RegistrationForm) -> Acquaintance | None:
    """The one whom the clerk chose, if it is among those that what they typed finds."""
    chosen = request.POST.get("known")
    if not chosen:
        return None
    known = owner_panel(form, request.user).known
    return next((each for each in known if str(each.person.pk) == chosen), None)


@require_POST
@allow(*DESK, before_sign_in=keep_before_sign_in)
def owner_known(request: HttpRequest) -> HttpResponse:
    """The fragment beside NIK and phone."""
    form = RegistrationForm(request.POST, by=request.user)
    return render(request, "umkm/owner/known.html", {"owner": owner_panel(form, request.user)})
