"""For which months signals are shown, and what somebody found who looked at one."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import capitalised
from jakpreneur.refusals import sentence_of
from pendampingan.counts.signals.found import Found, Period
from pendampingan.filters import MonthField, Span
from pendampingan.forms.once import OnceForm
from pendampingan.models import SignalLook
from pendampingan.rules.signal import look_at
from umkm.models import Centre
from umkm.models.fact import PROGRAMME_BEGAN

#: How many months, the chosen one the last of them.
MONTHS = {"tahun": 12, "bulan": 1}


class PeriodForm(forms.Form):
    """Reads `?bulan=2021-10&lama=bulan&pusat=31.71.01`; what is missing or wrong is the twelve months up to now, and the
    whole city."""

    bulan = MonthField(label=_("Up to the month"), required=False)
    lama = forms.ChoiceField(
        label=_("How long"),
        choices=capitalised([("tahun", _("twelve months")), ("bulan", _("this month alone"))]),
        required=False,
    )
    pusat = forms.ModelChoiceField(
        label=_("Centre"),
        queryset=Centre.objects.order_by("name"),
        to_field_name="code",
        required=False,
        empty_label=_("All centres"),
    )

    def __init__(self, query: Any, *, today: datetime.date) -> None:
        self.today = today
        names = {"bulan": f"{today:%Y-%m}", "lama": "tahun", "pusat": ""}
        super().__init__({name: query.get(name) or usual for name, usual in names.items()})
        self.full_clean()

    def clean_bulan(self) -> Span:
        first, last = self.cleaned_data["bulan"]
        if first > self.today:
            raise ValidationError(_("This month is still to come."))
        if last < PROGRAMME_BEGAN:
            raise ValidationError(sentence_of("business_registered_since_the_programme"))
        return first, last

    @property
    def centre(self) -> Centre | None:
        return self.cleaned_data.get("pusat")

    @property
    def period(self) -> Period:
        this = Period.month_of(self.today)
        last = Period(*self.cleaned_data["bulan"]) if self.cleaned_data.get("bulan") else this
        return last.reaching_back(MONTHS[self.cleaned_data.get("lama") or "tahun"])

    def address_of(self, last: datetime.date) -> str:
        """The query of as long a time up to the month of that day, at the same centre."""
        words = {"bulan": f"{last:%Y-%m}", "lama": self.cleaned_data.get("lama") or "tahun"}
        if self.centre:
            words["pusat"] = self.centre.code
        return f"?{urlencode(words)}"


class LookForm(OnceForm):
    """What was found in a signal; carries along how many rows it had."""

    reason = forms.CharField(
        label=_("What you found"),
        help_text=_("Whoever looks at it later reads it. No names of owners and no numbers of theirs."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, found: Found, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found

    def about(self) -> list[Any]:
        return [*super().about(), self.found.kind, self.found.key]

    def record(self, **facts: Any) -> SignalLook:
        found = self.found
        seen = {"kind": found.kind, "key": found.key, "number": found.number}
        return look_at(first_on=found.first, last_on=found.last, **seen, **facts, by=self.by)
