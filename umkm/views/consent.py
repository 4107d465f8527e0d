"""What the owner of a business agrees to: given, withdrawn, and looked up."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jakpreneur.accounts.allow import allow
from jakpreneur.rule_form import sent
from umkm.access import DESK, may_change
from umkm.consent_texts import ConsentText, current, text_of
from umkm.forms.consent import ConsentForm
from umkm.history.consents import Holding, holdings_of
from umkm.models import Business, Consent


@dataclass(frozen=True)
class Asked:
    """What is asked for one purpose today, beside what holds."""

    holding: Holding
    text: ConsentText

    @property
    def is_newer(self) -> bool:
        """Whether the owner agreed to an older wording."""
        return self.holding.is_given and self.holding.consent.text_version != self.text.version


@dataclass(frozen=True)
class Said:
    """One consent given or withdrawn, with the words it was about; None where they are not kept here."""

    consent: Consent
    text: ConsentText | None


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def business_consents(request: HttpRequest, number: str) -> HttpResponse:
    business = get_object_or_404(Business.objects.visible_to(request.user).for_record(), number=number)
    if not may_change(request.user, business):
        raise PermissionDenied
    form = ConsentForm(sent(request), by=request.user, business=business)
    if form.is_valid():
        form.save()
    if form.is_bound and not form.errors:
        given = form.cleaned_data["given"]
        messages.success(request, _("The consent was recorded.") if given else _("The withdrawal was recorded."))
        return redirect("business_consents", number)
    holdings = holdings_of(business, request.user).holdings
    return render(
        request,
        "umkm/consent/page.html",
        {
            "business": business,
            "form": form,
            "asked": [Asked(holding, current(holding.purpose)) for holding in holdings],
            "said": said_of(business),
        },
    )


def said_of(business: Business) -> list[Said]:
    """Newest first."""
    rows = business.consents.standing().select_related("recorded_by").order_by("-pk")
    return [Said(row, text_of(row.purpose, row.text_version)) for row in rows]
