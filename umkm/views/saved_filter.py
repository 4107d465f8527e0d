"""A user's own filters: all of them, one kept, renamed or dropped."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jakpreneur.accounts.allow import allow
from jakpreneur.rule_form import sent
from umkm.access import READERS
from umkm.forms.saved_filter import KeepingForm, RenamingForm
from umkm.models import SavedFilter
from umkm.rules.saved_filter import drop_filter

PAGES = {SavedFilter.Of.BUSINESSES: "business_list", SavedFilter.Of.PARTICIPANTS: "participant_list"}


def list_of(saved: SavedFilter) -> str:
    """The address of the list, narrowed so."""
    return f"{reverse(PAGES[SavedFilter.Of(saved.of)])}?{saved.query}"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*READERS)
def saved_filter_list(request: HttpRequest) -> HttpResponse:
    """A POST keeps one, and goes back to the list that it narrows."""
    form = KeepingForm(sent(request), by=request.user)
    if form.is_valid() and (kept := form.save()):
        saved, is_new = kept
        said = _("Kept as “%(name)s”.") if is_new else _("Kept as “%(name)s”, in place of what had this name before.")
        messages.success(request, said % {"name": saved.name})
        return redirect(list_of(saved))
    own = SavedFilter.objects.filter(user=request.user).order_by("of", "name")
    return render(
        request,
        "umkm/saved_filter/list.html",
        {"saved": [(each, list_of(each)) for each in own], "form": form if form.is_bound else None},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*READERS)
def saved_filter_rename(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, user=request.user, pk=pk)
    form = RenamingForm(sent(request), saved=saved, by=request.user)
    if form.is_valid() and form.save():
        return redirect("saved_filter_list")
    return render(request, "umkm/saved_filter/rename.html", {"form": form, "saved": saved})


@require_POST
@allow(*READERS)
def saved_filter_delete(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, user=request.user, pk=pk)
    drop_filter(saved=saved, by=request.user)
    messages.success(request, _("“%(name)s” is gone.") % {"name": saved.name})
    return redirect("saved_filter_list")
