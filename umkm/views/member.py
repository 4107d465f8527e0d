"""The people of a business: one is added, belongs in another way, is removed, becomes its owner."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jakpreneur.accounts.allow import allow
from jakpreneur.rule_form import RuleForm, sent
from umkm.access import DESK, may_change
from umkm.forms.member import MemberForm, RemovalForm, TieForm
from umkm.forms.ownership import OwnerForm
from umkm.forms.person import NamedPersonForm, NikForm
from umkm.models import Business, Participant
from umkm.rules.participant import known_by


def with_person(form_class: type[NamedPersonForm], *, done: Any, **words: Any) -> Callable[..., HttpResponse]:
    """A page that asks for a NIK first, then for the rest: of somebody known only what concerns this business.

    The NIK travels in what is posted, never in the address. `words`: the title, and the button at the end.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @allow(*DESK)
    def page(request: HttpRequest, number: str) -> HttpResponse:
        business = changeable(request, number)
        context = words | {"business": business}
        asked = NikForm(sent(request))
        asked.fields["nik"].widget.attrs["autofocus"] = True
        if not asked.is_valid():
            return render(request, "umkm/person/ask.html", context | {"form": asked})
        known = None if "name" in request.POST else known_by(asked.cleaned_data["nik"])
        answered = bool(request.POST.keys() - {"nik", "csrfmiddlewaretoken"})
        form = form_class(request.POST if answered else None, by=request.user, business=business, known=known)
        if not answered:
            form.initial["nik"] = request.POST["nik"]
        if form.is_valid() and form.save():
            for oddity in form.oddities():
                messages.warning(request, oddity)
            messages.success(request, done % {"name": form.person().name, "business": business.name})
            return redirect("business_detail", number)
        seen = known and Participant.objects.visible_to(request.user).filter(pk=known.pk).exists()
        return render(
            request, "umkm/person/named.html", context | {"form": form, "known": known, "known_is_seen": seen}
        )

    return page


def member_page(form_class: type[RuleForm], *, done: Any, **words: Any) -> Callable[..., HttpResponse]:
    """A page that changes how somebody belongs to a business. `words`: its title, text and button."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @allow(*DESK)
    def page(request: HttpRequest, number: str, pk: int) -> HttpResponse:
        business = changeable(request, number)
        members = business.memberships.standing().select_related("participant")
        membership = get_object_or_404(members, pk=pk)
        form = form_class(sent(request), by=request.user, membership=membership)
        if form.is_valid() and form.save():
            messages.success(request, done % {"name": membership.participant.name, "business": business.name})
            return redirect("business_detail", number)
        title = words["title"] % {"name": membership.participant.name}
        return render(
            request, "umkm/business/change.html", words | {"form": form, "business": business, "title": title}
        )

    return page


def changeable(request: HttpRequest, number: str) -> Business:
    business = get_object_or_404(Business.objects.visible_to(request.user).for_record(), number=number)
    if not may_change(request.user, business):
        raise PermissionDenied
    return business


owner_change = with_person(
    OwnerForm,
    title=gettext_lazy("Change the owner"),
    button=gettext_lazy("Save the new owner"),
    done=gettext_lazy(
        "%(business)s is now the business of %(name)s. Ask the new owner for consents, and check NIB and NPWP."
    ),
)
member_add = with_person(
    MemberForm,
    title=gettext_lazy("Add a person"),
    button=gettext_lazy("Add the person"),
    done=gettext_lazy("%(name)s now belongs to %(business)s."),
)
member_role = member_page(
    TieForm,
    title=gettext_lazy("How %(name)s belongs to the business"),
    button=gettext_lazy("Save"),
    done=gettext_lazy("The role of %(name)s was saved."),
)
member_remove = member_page(
    RemovalForm,
    title=gettext_lazy("Remove %(name)s"),
    text=gettext_lazy("From now on this person belongs to the business no longer. Their classes stay theirs."),
    button=gettext_lazy("Remove from the business"),
    danger=True,
    done=gettext_lazy("%(name)s no longer belongs to %(business)s."),
)
