"""Drafts of registrations: kept while a clerk types, and when a sign-in has run out meanwhile."""

import uuid
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import User
from umkm.access import DESK
from umkm.forms.draft import Claim, typed_in
from umkm.forms.registration import RegistrationForm
from umkm.models import Draft
from umkm.rules.draft import KEPT_FOR, discard_draft, keep_draft


class AnothersForm(Exception):
    """What was sent is not this clerk's form, or its key is forged."""


def claimed(request: HttpRequest) -> Claim:
    """Whose draft the form is; a form without a key is a new one. Raises AnothersForm."""
    if not (token := request.POST.get("draft")):
        return Claim.new(request.user)
    claim = Claim.read(token)
    if claim is None or claim.clerk != request.user.pk:
        raise AnothersForm
    return claim


def wanted(request: HttpRequest) -> Draft | None:
    """The draft that the address names, else the clerk's newest unfinished one."""
    own = Draft.objects.of(request.user).select_related("business")
    with suppress(ValueError):
        if named := own.filter(key=uuid.UUID(request.GET.get("draf", ""))).first():
            return named
    return own.unfinished().first()


def kept_at(key: uuid.UUID) -> str:
    """Where the form stands filled with this draft."""
    return f"{reverse('business_register')}?draf={key}"


def keep_before_sign_in(request: HttpRequest) -> str | None:
    """Keep what a clerk sent whose sign-in had run out, by the token that only their own form carries."""
    if request.method != "POST":
        return None
    claim = Claim.read(request.POST.get("draft", ""), max_age=KEPT_FOR)
    clerk = claim and User.objects.filter(pk=claim.clerk, role__in=DESK, is_active=True).first()
    if not clerk:
        return reverse("business_register")
    with suppress(ValidationError):
        keep_draft(key=claim.key, typed=typed_in(request.POST, RegistrationForm.base_fields), by=clerk)
    return kept_at(claim.key)


@require_POST
@allow(*DESK, before_sign_in=keep_before_sign_in)
def draft_save(request: HttpRequest) -> HttpResponse:
    """What is typed so far. 409 where it has been registered meanwhile, 413 where it is no form's text."""
    try:
        claim = claimed(request)
    except AnothersForm:
        return HttpResponse(status=403)
    try:
        draft = keep_draft(key=claim.key, typed=typed_in(request.POST, RegistrationForm.base_fields), by=request.user)
    except ValidationError:
        return HttpResponse(status=413)
    return HttpResponse(status=409 if draft.business_id else 204)


@require_POST
@allow(*DESK)
def draft_discard(request: HttpRequest) -> HttpResponse:
    """Start anew."""
    with suppress(AnothersForm):
        discard_draft(key=claimed(request).key, by=request.user)
    return redirect("business_register")
