"""The house's addresses, and a few pages that only tests have."""

import time

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from jakpreneur.accounts.allow import allow, public
from jakpreneur.accounts.models import Role
from jakpreneur.urls import urlpatterns as house
from tests.frame.every_kind import EveryKind

FORM = """{% extends "base.html" %}{% block title %}Form{% endblock %}{% block content %}
{% include "components/error_summary.html" %}{% include "components/page_header.html" with title="Form" %}
<form class="form" method="post" novalidate>{% csrf_token %}{{ form }}<button class="button">Save</button></form>
{% endblock %}"""

sent = []


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


@public
def form(request):
    if request.method == "POST":
        sent.append(request.POST)
        time.sleep(0.2)  # long enough for a second click
    words = {"form": EveryKind(request.POST if request.method == "POST" else None)}
    return HttpResponse(Template(FORM).render(RequestContext(request, words)))


urlpatterns = [
    *house,
    path("some/<name>/", for_some),
    path("all/", for_all),
    path("form/", form),
    path("broken/", broken),
    path("suspicious/", suspicious),
]
