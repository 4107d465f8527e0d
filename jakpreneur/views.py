"""Pages that belong to the house and to neither app."""

from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from jakpreneur import acting
from jakpreneur.accounts.allow import allow, public
from jakpreneur.accounts.models import Role
from jakpreneur.today import panels_for

choose_language = public(set_language)


@require_safe
@allow(*Role)
def today(request):
    return render(request, "jakpreneur/today.html", {"panels": panels_for(request.user), "today": acting.today()})


@requires_csrf_token
def forged(request, reason=""):
    """What a form that was open too long, or came from elsewhere, is answered with."""
    return render(request, "403_csrf.html", status=403)
