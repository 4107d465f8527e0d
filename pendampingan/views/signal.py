"""What may be padding: for city staff to look at, and to note what they found."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jakpreneur.accounts.allow import allow
from jakpreneur.acting import today
from jakpreneur.paging import page_of
from jakpreneur.rule_form import sent
from pendampingan.access import SIGNAL_READERS
from pendampingan.choices import Signal
from pendampingan.counts.signals.found import MOST, Found, found_in, last_before, seen_no_longer
from pendampingan.counts.signals.kinds import THRESHOLDS
from pendampingan.forms.signal import LookForm, PeriodForm


@dataclass(frozen=True)
class Section:
    """One kind of signal on the page: from where on it is one, and what is to be looked at."""

    kind: Signal
    found: list[Found]

    @property
    def threshold(self) -> dict[str, int]:
        return THRESHOLDS[self.kind]

    @property
    def at_most(self) -> int | None:
        """How many are shown where there are more than that, or may be."""
        return MOST if len(self.found) == MOST else None


@never_cache
@require_safe
@allow(*SIGNAL_READERS)
def signal_list(request: HttpRequest) -> HttpResponse:
    form = PeriodForm(request.GET, today=today())
    found = found_in(form.period, form.centre)
    whole = [each for of_kind in found.values() for each in of_kind]
    before = None if whole else last_before(form.period.day_before)
    return render(
        request,
        "pendampingan/signal/list.html",
        {
            "form": form,
            "sections": [Section(kind, [each for each in found[kind] if not each.is_looked_at]) for kind in Signal],
            "looked_at": [each for each in whole if each.is_looked_at],
            # At one centre nobody knows whether it is found no longer, or is another's.
            "gone": [] if form.centre else seen_no_longer(form.period, found),
            "query": form.address_of(form.period.last),
            "earlier": form.address_of(form.period.day_before),
            "before": before,
            "before_query": before and form.address_of(before),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(*SIGNAL_READERS)
def signal_detail(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Exactly the rows behind one signal of a period, and what those said who looked."""
    if kind not in Signal.values:
        raise Http404
    period = PeriodForm(request.GET, today=today())
    (of_kind,) = found_in(period.period, kinds=[Signal(kind)]).values()
    found = next((each for each in of_kind if each.key == key), None)
    if found is None:
        raise Http404
    form = LookForm(sent(request), found=found, by=request.user)
    if form.is_valid() and form.save():
        messages.success(request, _("What you found was noted."))
        return redirect(request.get_full_path())
    return render(
        request,
        "pendampingan/signal/detail.html",
        {
            "found": found,
            "form": form,
            "query": period.address_of(period.period.last),
            "page": page_of(found.rows(), request, key=("id",)),
        },
    )
