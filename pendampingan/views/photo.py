"""Photos of signed sheets: looking at them, bringing one, voiding one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from jakpreneur.rule_form import sent
from pendampingan.access import CLASS_KEEPERS
from pendampingan.forms.photo import PhotoForm, PhotoVoidingForm
from pendampingan.models import SessionDay, SheetPhoto, TrainingSession
from pendampingan.views.attendance import chosen_day


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_KEEPERS)
def sheet_photo_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The photos of one day (`hari`), and room for another."""
    session = get_object_or_404(TrainingSession.objects.visible_to(request.user).for_record(), pk=pk)
    asked = request.POST.get("hari", request.GET.get("hari", ""))
    day = chosen_day(list(session.days.standing().order_by("held_on")), today(), asked)
    form = PhotoForm(sent(request), request.FILES or None, day=day, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("The photo is kept."))
        return redirect(_page_of(day))
    photos = day.photos.standing().for_list()
    return render(
        request, "pendampingan/photo/add.html", {"session": session, "day": day, "form": form, "photos": photos}
    )


@require_safe
@allow(*CLASS_KEEPERS)
def sheet_photo(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """The picture itself, to be looked at and not to be run, whatever it holds."""
    kept = get_object_or_404(SheetPhoto.objects.visible_to(request.user).standing(), pk=photo, day__session=pk)
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "inline"}
    return HttpResponse(bytes(kept.jpeg), content_type="image/jpeg", headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CLASS_KEEPERS)
def sheet_photo_void(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    visible = SheetPhoto.objects.visible_to(request.user).standing().for_list().select_related("day__session")
    kept = get_object_or_404(visible, pk=photo, day__session=pk)
    form = PhotoVoidingForm(sent(request), photo=kept, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("The photo was voided."))
        return redirect(_page_of(kept.day))
    context = {"form": form, "photo": kept, "photos": [kept], "page": _page_of(kept.day)}
    return render(request, "pendampingan/photo/void.html", context)


def _page_of(day: SessionDay) -> str:
    return f"{reverse('sheet_photo_add', args=[day.session_id])}?hari={day.held_on}"
