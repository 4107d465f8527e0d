"""A masked number shown in full, once and with a reason; and the list of who was shown what."""

from textwrap import wrap

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from jakpreneur.paging import page_of
from jakpreneur.refusals import sentence_of
from jakpreneur.rule_form import sent
from umkm.access import DESK
from umkm.choices import Sealed
from umkm.forms.disclosure import DisclosureForm, LookersForm
from umkm.identifiers import Secret
from umkm.models import Business, Disclosure, Participant


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def nik_in_full(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_object_or_404(Participant.objects.visible_to(request.user), pk=pk)
    return in_full(request, Sealed.NIK, participant, reverse("participant_detail", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def claimed_nik_in_full(request: HttpRequest, number: str) -> HttpResponse:
    return of_business(request, Sealed.CLAIMED_NIK, number)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def npwp_in_full(request: HttpRequest, number: str) -> HttpResponse:
    return of_business(request, Sealed.NPWP, number)


def of_business(request: HttpRequest, what: Sealed, number: str) -> HttpResponse:
    business = get_object_or_404(Business.objects.visible_to(request.user), number=number)
    return in_full(request, what, business, reverse("business_detail", args=[number]))


def in_full(request: HttpRequest, what: Sealed, of: Participant | Business, back: str) -> HttpResponse:
    """Asks why, and answers what is posted with the number: it stands in this one answer, which nothing keeps."""
    if getattr(of, what) is None:
        raise Http404
    form = DisclosureForm(sent(request), what=what, of=of, by=request.user)
    context = {"what": what.label, "of": of, "back": back}
    if form.is_valid() and (number := form.save()):
        return render(request, "umkm/disclosure/shown.html", context | {"digits": by_fours(number)})
    if form.is_spent:
        messages.warning(request, sentence_of("disclosure_once_an_ask"))
        return redirect(request.path)
    return render(request, "umkm/disclosure/ask.html", context | {"form": form})


def by_fours(number: Secret) -> str:
    return " ".join(wrap(number.in_full(), 4))


@require_safe
@allow(Role.STAFF)
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """Who was shown what and why, the newest first, so that looking is looked at too."""
    form = LookersForm(request.GET)
    disclosures = form.narrow(Disclosure.objects.visible_to(request.user).for_list())
    page = page_of(disclosures, request, key=("-id",))
    return render(request, "umkm/disclosure/list.html", {"form": form, "page": page})
