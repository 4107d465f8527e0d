"""A business enters the registry: typed, checked, registered."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jakpreneur.accounts.allow import allow
from jakpreneur.rule_form import sent
from umkm.access import DESK
from umkm.beside import beside_typed
from umkm.forms.answers import answers_of
from umkm.forms.decision import DecisionForm
from umkm.forms.draft import Claim, sent_from, shown_from, typed_in
from umkm.forms.known_owner import owner_panel, taken
from umkm.forms.registration import RegistrationForm
from umkm.identifiers import BusinessNumber, IdentifierError
from umkm.known import kept_as_on_record
from umkm.models import Business, Draft
from umkm.rules.draft import discard_draft, keep_draft, register_draft
from umkm.views.draft import AnothersForm, claimed, keep_before_sign_in, kept_at, wanted
from umkm.views.owner import acquaintance_named


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK, before_sign_in=keep_before_sign_in)
def business_register(request: HttpRequest) -> HttpResponse:
    """The form, filled with the clerk's newest draft; what is sent is kept first and judged then."""
    if request.method == "POST":
        return registration_sent(request)
    draft = wanted(request)
    if draft and draft.business:
        return redirect("business_registered", draft.business.number)
    claim = Claim(draft.key, request.user.pk) if draft else Claim.new(request.user)
    form = RegistrationForm(
        by=request.user, initial=shown_from(draft.typed, RegistrationForm.base_fields) if draft else None
    )
    form.focus()
    return registration_page(request, form, claim, draft=draft)


def registration_sent(request: HttpRequest) -> HttpResponse:
    try:
        claim = claimed(request)
    except AnothersForm:
        return render(request, "umkm/draft/anothers.html", status=403)
    if number := request.POST.get("it_is"):
        return registered_before(request, claim.key, number)
    form = RegistrationForm(request.POST, by=request.user)
    typed = typed_in(request.POST, form.fields)
    if acquaintance := acquaintance_named(request, form):
        typed |= taken(acquaintance, typed)
    try:
        draft = keep_draft(key=claim.key, typed=typed, by=request.user)
    except ValidationError as refused:
        form.is_valid()
        form.refuse(refused)
        return registration_page(request, form, claim)
    if draft.business:
        return redirect("business_registered", draft.business.number)
    if "look" in request.POST or "known" in request.POST:
        return redirect(kept_at(claim.key))
    if form.is_valid():
        return redirect("business_check", claim.key)
    return registration_page(request, form, claim, draft=draft)


def registration_page(
    request: HttpRequest, form: RegistrationForm, claim: Claim, draft: Draft | None = None
) -> HttpResponse:
    """What the registry has to say to an owner is on a page that was asked for it; else scripts ask for it."""
    named = "draf" in request.GET
    return render(
        request,
        "umkm/business/register.html",
        {
            "form": form,
            "claim": claim,
            "draft": None if form.is_bound or named else draft,
            "owner": owner_panel(form, request.user) if form.is_bound or (draft and named) else None,
            "matches": beside_typed(form.said, request.user) if form.is_bound else [],
            "ask": bool(draft) and not form.is_bound,
        },
    )


def registered_before(request: HttpRequest, key: uuid.UUID, number: str) -> HttpResponse:
    """It is this one, said the clerk: the draft is not needed, and the registered one is opened."""
    try:
        named = str(BusinessNumber.parse(number))
    except IdentifierError as refused:
        raise Http404 from refused
    business = get_object_or_404(Business.objects.visible_to(request.user), number=named)
    discard_draft(key=key, by=request.user)
    messages.success(request, _("It was registered already. The draft was discarded."))
    return redirect("business_detail", business.number)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*DESK)
def business_check(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Check your answers; a POST registers them, once."""
    draft = get_object_or_404(Draft.objects.of(request.user), key=key)
    if draft.business:
        return redirect("business_registered", draft.business.number)
    if number := request.POST.get("it_is"):
        return registered_before(request, key, number)
    form = RegistrationForm(sent_from(draft.typed), by=request.user)
    if not form.is_valid():
        return registration_page(request, form, Claim(key, request.user.pk), draft=draft)
    matches = beside_typed(form.cleaned_data, request.user)
    decision = DecisionForm(sent(request), matches=matches, draft=draft, by=request.user)
    if decision.is_valid():
        try:
            with decision.why_late_said():
                business = register_draft(
                    key=key,
                    checked=draft.fingerprint,
                    **form.registration(),
                    **decision.decisions(),
                    by=request.user,
                )
            return redirect("business_registered", business.number)
        except ValidationError as refused:
            decision.refuse(refused)
    return render(
        request,
        "umkm/business/check.html",
        {
            "sections": answers_of(form),
            "oddities": form.oddities(),
            "kept": []
            if form.said["contested"]
            else kept_as_on_record(nik=form.said["owner_nik"], said=form.said, user=request.user),
            "form": decision,
            "matches": matches,
            "form_url": kept_at(key),
        },
    )
