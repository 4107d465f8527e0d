"""What stands at the end of a registration: its number, and a slip for the owner."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jakpreneur.accounts.allow import allow
from umkm.access import DESK
from umkm.models import Business
from umkm.slip import qr_code


@require_safe
@allow(*DESK)
def business_registered(request: HttpRequest, number: str) -> HttpResponse:
    """The confirmation, with the number to give to the owner."""
    business = get_object_or_404(Business.objects.visible_to(request.user).for_list(), number=number)
    return render(request, "umkm/business/registered.html", {"business": business})


@require_safe
@allow(*DESK)
def business_slip(request: HttpRequest, number: str) -> HttpResponse:
    """What the owner takes home. Its QR code carries the slip code, which tells a stranger nothing."""
    business = get_object_or_404(Business.objects.visible_to(request.user).for_list(), number=number)
    return render(request, "umkm/business/slip.html", {"business": business, "qr": qr_code(business.slip)})
