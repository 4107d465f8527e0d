"""What the pages of lists that are narrowed, searched and sorted have in common."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from jakpreneur.sorting import Sorting
from umkm.filters.form import COUNTED, ListFilter
from umkm.finding import Found, count
from umkm.models import SavedFilter

#: More than this nobody reads through.
MANY = 1000


def without_number(request: HttpRequest, listed: ListFilter) -> HttpResponse | None:
    """To the same list without a number that stands in its address; None where there is none."""
    if not listed.holds_number:
        return None
    messages.warning(request, " ".join(listed.form.errors["q"]))
    return redirect(f"{request.path}?{listed.query.urlencode()}")


def only_counted(request: HttpRequest) -> bool:
    """Whether the page asks for its total, which it leaves to a fragment."""
    return bool(request.htmx and request.GET.get(COUNTED))


def total_context(request: HttpRequest, listed: ListFilter, query: str, *, known: int | None = None) -> dict[str, Any]:
    """The total links to exactly the rows that it counts, as every count does."""
    total = count(listed) if known is None else known
    return {"total": total, "many": total > MANY, "total_address": f"{request.path}{query}"}


def list_context(request: HttpRequest, listed: ListFilter, sorting: Sorting, found: Found, of: str) -> dict[str, Any]:
    """The total is there at once where there is one page, or where it is asked for."""
    known = len(found.page) if found.is_whole else None
    counted = known is not None or request.GET.get(COUNTED)
    saved = SavedFilter.objects.filter(user=request.user, of=of).order_by("name")
    return {
        "filter": listed,
        "found": found,
        "page": found.page,
        "heads": sorting.heads,
        "chips": listed.chips,
        "saved": SimpleLazyObject(lambda: list(saved)),
        "of": of,
        "count_address": found.count_address,
        **(total_context(request, listed, found.count_address, known=known) if counted else {}),
    }
