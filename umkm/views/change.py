"""Changes to a business, each a page with one form: edited, corrected, moved, closed, opened again, voided, mentored."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role, User
from jakpreneur.rule_form import RuleForm, sent
from umkm.access import DESK, may_change, may_take_apart
from umkm.forms.assignment import AssignmentForm
from umkm.forms.business import SECTIONS, BusinessForm
from umkm.forms.ending import ClosingForm, ReopeningForm, UnmergingForm, VoidingForm
from umkm.forms.placement import CorrectionForm, MoveForm, MoveVoidingForm
from umkm.models import Business
from umkm.rules.doubles import doubles_of_registered


def nothing_else(business: Business) -> dict[str, Any]:
    """What a page is about beyond its business."""
    return {}


def section_named(business: Business, section: str) -> dict[str, Any]:
    if section not in SECTIONS:
        raise Http404
    return {"section": section}


def place_of(business: Business, pk: int) -> dict[str, Any]:
    places = business.placements.standing().select_related("business", "kelurahan__centre")
    return {"placement": get_object_or_404(places, pk=pk)}


def move_of(business: Business, pk: int) -> dict[str, Any]:
    """The first place is no move, and stays."""
    place = place_of(business, pk)
    if place["placement"].starts_on is None:
        raise Http404
    return place


def change(
    form_class: type[RuleForm],
    *roles: Role,
    done: Any,
    of: Callable[..., dict[str, Any]] = nothing_else,
    may: Callable[[User, Business], bool] = may_change,
    may_double: bool = False,
    **words: Any,
) -> Callable[..., HttpResponse]:
    """A page that changes a business with one form, whose further words come from the address by way of `of`.

    `words`: its title, a text, its button, and whether it is a danger. `may`: who may change which business. With
    `may_double` the change may make it like another one, which is then told.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @allow(*roles)
    def page(request: HttpRequest, number: str, **which: Any) -> HttpResponse:
        visible = Business.objects.visible_to(request.user)
        business = get_object_or_404(visible.for_record(), number=number)
        if not may(request.user, business):
            raise PermissionDenied
        about = of(business, **which)
        form = form_class(sent(request), by=request.user, business=business, **about)
        if form.is_valid() and form.save():
            business.refresh_from_db(fields=["name"])
            messages.success(request, done % {"name": business.name, "number": business.number})
            for told in form.changed_by_others():
                messages.info(request, told)
            if may_double:
                warn_of_doubles(request, business)
            # A move may have taken it to another centre, out of this officer's sight.
            stays = visible.filter(pk=business.pk).exists()
            return redirect("business_detail", number) if stays else redirect("business_list")
        return render(request, "umkm/business/change.html", {"form": form, "business": business, **words})

    return page


def warn_of_doubles(request: HttpRequest, business: Business) -> None:
    """What the tables do not refuse is saved, and stands among the possible doubles until somebody decides."""
    business.refresh_from_db()
    for double in doubles_of_registered(business):
        if double.is_same:
            messages.warning(
                request,
                gettext("It may be the same business as %(number)s: %(why)s. Compare them under possible doubles.")
                % {"number": double.business.number, "why": ", ".join(str(why.label) for why in double.why)},
            )


business_edit = change(
    BusinessForm,
    *DESK,
    title=_("Edit the business"),
    button=_("Save"),
    done=_("%(name)s was saved."),
    may_double=True,
)
business_edit_section = change(
    BusinessForm,
    *DESK,
    of=section_named,
    title=_("Edit the business"),
    button=_("Save"),
    done=_("%(name)s was saved."),
    may_double=True,
)
business_correct = change(
    CorrectionForm,
    *DESK,
    title=_("Correct the address"),
    button=_("Save the correction"),
    done=_("The address of %(name)s was corrected."),
    may_double=True,
)
business_correct_earlier = change(
    CorrectionForm,
    *DESK,
    of=place_of,
    title=_("Correct an earlier place"),
    button=_("Save the correction"),
    done=_("The place of %(name)s was corrected."),
)
business_move = change(
    MoveForm,
    *DESK,
    title=_("The business has moved"),
    button=_("Save the move"),
    done=_("The move of %(name)s was saved."),
    may_double=True,
)
business_void_move = change(
    MoveVoidingForm,
    *DESK,
    of=move_of,
    title=_("Void a move"),
    button=_("Void the move"),
    danger=True,
    done=_("The move of %(name)s was voided."),
    may_double=True,
)
business_close = change(
    ClosingForm,
    *DESK,
    title=_("Close the business"),
    button=_("Close the business"),
    done=_("%(name)s was closed."),
)
business_reopen = change(
    ReopeningForm,
    *DESK,
    title=_("Open the business again"),
    button=_("Open the business again"),
    done=_("%(name)s was opened again."),
)
business_void = change(
    VoidingForm,
    Role.STAFF,
    title=_("Void the registration"),
    text=_("For a registration that should never have been. One that has ended is closed instead."),
    button=_("Void the registration"),
    danger=True,
    done=_("The registration %(number)s was voided."),
)
business_unmerge = change(
    UnmergingForm,
    Role.STAFF,
    may=may_take_apart,
    title=_("Take the merger apart"),
    text=_("For two businesses that were taken for one. Each counts by itself again, with what was recorded for it."),
    button=_("Take the merger apart"),
    danger=True,
    done=_("%(name)s, %(number)s, stands by itself again."),
)
business_mentor = change(
    AssignmentForm,
    *DESK,
    title=_("Assign a mentor"),
    text=_("Mentors of the business's centre. The one before follows it until that day."),
    button=_("Save"),
    done=_("The mentor of %(name)s was saved."),
)
