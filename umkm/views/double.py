"""Possible doubles: found while a business is being registered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from jakpreneur.accounts.allow import allow
from umkm.access import DESK
from umkm.beside import beside_typed
from umkm.forms.double import HalfTyped


@require_POST
@allow(*DESK)
def business_doubles(request: HttpRequest) -> HttpResponse:
    """A fragment: what is registered already and may be what is being typed. By POST, so that no NIK is in an address."""
    matches = beside_typed(HalfTyped(request.POST).typed(), request.user)
    return render(request, "umkm/double/beside.html", {"matches": matches})
