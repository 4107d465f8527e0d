"""A business enters the registry."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.rule_form import sent
from umkm.access import DESK
from umkm.forms.registration import RegistrationForm
from umkm.models import Business


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def business_register(request: HttpRequest) -> HttpResponse:
    form = RegistrationForm(sent(request), by=request.user)
    if form.is_valid() and (business := form.save()):
        for oddity in form.oddities():
            messages.warning(request, oddity)
        return redirect("business_registered", business.number)
    seen = form.double and Business.objects.visible_to(request.user).filter(pk=form.double.pk).exists()
    return render(request, "umkm/business/register.html", {"form": form, "double": form.double, "double_is_seen": seen})


@require_safe
@allow(*DESK)
def business_registered(request: HttpRequest, number: str) -> HttpResponse:
    """The confirmation, with the number to give to the owner."""
    business = get_object_or_404(Business.objects.visible_to(request.user).for_list(), number=number)
    return render(request, "umkm/business/registered.html", {"business": business})
