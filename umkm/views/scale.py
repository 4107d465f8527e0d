"""How large a business is, while its figures are typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from jakpreneur.accounts.allow import allow
from umkm.access import DESK
from umkm.forms.business import SizeFields


@require_POST
@allow(*DESK)
def business_scale(request: HttpRequest) -> HttpResponse:
    """A fragment: the scale as computed, nothing where no figure stands. By POST: amounts are nobody else's business."""
    return render(request, "umkm/business/scale.html", {"shown": SizeFields(request.POST).scale()})
