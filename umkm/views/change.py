"""Changes to a business, each a page with one form: edited, corrected, moved, closed, opened again, voided, mentored."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from jakpreneur.accounts.allow import allow
from jakpreneur.accounts.models import Role
from jakpreneur.rule_form import RuleForm, sent
from umkm.access import DESK, may_change
from umkm.forms.assignment import AssignmentForm
from umkm.forms.business import BusinessForm
from umkm.forms.ending import ClosingForm, ReopeningForm, VoidingForm
from umkm.forms.placement import CorrectionForm, MoveForm
from umkm.models import Business


def change(form_class: type[RuleForm], *roles: Role, done: Any, **words: Any) -> Callable[..., HttpResponse]:
    """A page that changes a business with one form. `words`: its title, text and button, and whether it is a danger."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @allow(*roles)
    def page(request: HttpRequest, number: str) -> HttpResponse:
        visible = Business.objects.visible_to(request.user)
        business = get_object_or_404(visible.for_record(), number=number)
        if not may_change(request.user, business):
            raise PermissionDenied
        form = form_class(sent(request), by=request.user, business=business)
        if form.is_valid() and form.save():
            business.refresh_from_db(fields=["name"])
            messages.success(request, done % {"name": business.name, "number": business.number})
            for told in form.changed_by_others():
                messages.info(request, told)
            # A move may have taken it to another centre, out of this officer's sight.
            stays = visible.filter(pk=business.pk).exists()
            return redirect("business_detail", number) if stays else redirect("business_list")
        return render(request, "umkm/business/change.html", {"form": form, "business": business, **words})

    return page


business_edit = change(
    BusinessForm, *DESK, title=_("Edit the business"), button=_("Save"), done=_("%(name)s was saved.")
)
business_correct = change(
    CorrectionForm,
    *DESK,
    title=_("Correct the address"),
    text=_("What was entered was wrong: the business was at the right place all along, and counts follow it there."),
    button=_("Save the correction"),
    done=_("The address of %(name)s was corrected."),
)
business_move = change(
    MoveForm,
    *DESK,
    title=_("The business has moved"),
    text=_("From that day on it counts at its new centre. Everything before stays where it was."),
    button=_("Save the move"),
    done=_("The move of %(name)s was saved."),
)
business_close = change(
    ClosingForm,
    *DESK,
    title=_("Close the business"),
    text=_("It keeps every stage it has reached, and can be opened again."),
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
    text=_("For a registration that should never have been. It leaves every count, and the record says why."),
    button=_("Void the registration"),
    danger=True,
    done=_("The registration %(number)s was voided."),
)
business_mentor = change(
    AssignmentForm,
    *DESK,
    title=_("Assign a mentor"),
    text=_("Mentors of the business's centre. The one before follows it until that day."),
    button=_("Save"),
    done=_("The mentor of %(name)s was saved."),
)
