"""The house's addresses, and a few pages that only tests have."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.urls import path

from jakpreneur.accounts.allow import allow, public
from jakpreneur.accounts.models import Role
from jakpreneur.urls import urlpatterns as house


@allow(Role.STAFF, Role.OFFICER)
def for_some(request, name):
    return HttpResponse(name)


@public
def for_all(request):
    return HttpResponse("open")


@public
def broken(request):
    raise RuntimeError


@public
def suspicious(request):
    raise SuspiciousOperation


urlpatterns = [
    *house,
    path("some/<name>/", for_some),
    path("all/", for_all),
    path("broken/", broken),
    path("suspicious/", suspicious),
]
