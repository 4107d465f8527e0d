"""Logging a class already held, from its paper list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jakpreneur.accounts.allow import allow
from jakpreneur.rule_form import sent
from pendampingan.access import CLASS_KEEPERS
from pendampingan.forms.held_class import HeldClassForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_KEEPERS)
def session_log(request: HttpRequest) -> HttpResponse:
    """A class already held, with everybody who was there, on one page; with `look` the list is read and nothing saved."""
    form = HeldClassForm(sent(request), by=request.user)
    saves = form.is_valid() and "look" not in request.POST
    if session := (saves and form.save()) or form.logged_before():
        messages.success(request, _("The class was logged and closed."))
        return redirect("session_detail", session)
    return render(request, "pendampingan/session/log.html", {"form": form})
