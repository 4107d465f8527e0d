"""What the pages have in common on which staff add, correct and void what they keep."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jakpreneur.rule_form import RuleForm
from pendampingan.models import Kept


def write_page(request: HttpRequest, form: RuleForm, template: str, *, done: str, then: str) -> HttpResponse:
    """Save the form, say `done` and go on to the page of the row that it answers, by the name `then`; else show it."""
    if form.is_valid() and (key := form.save()):
        messages.success(request, done)
        return redirect(then, key)
    return render(request, template, {"form": form})


def voided_before(request: HttpRequest, row: Kept, page: str) -> HttpResponse | None:
    """Whoever opens a form to change what is voided is led to its own page, which says so; what is sent is judged by the
    rule, since it may be sent a second time."""
    return redirect(page, row.pk) if row.voided_at and request.method != "POST" else None


def detail_of(row: Kept, page: str) -> dict[str, object]:
    """What templates/pendampingan/kept/state.html needs: the address of what stands in place of the row."""
    replacement = row.replacements.first()
    return {"row": row, "replacement": replacement and reverse(page, args=[replacement.pk])}
