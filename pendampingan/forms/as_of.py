"""Of which day a dashboard is, and with whose knowledge, as its address says it."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField
from jakpreneur.templatetags.jakpreneur import day
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf

KNOWN = {basis.word: basis for basis in Basis}


class AsOfForm(forms.Form):
    """Reads `?per=2021-10-25&diketahui=lalu`; what is missing or wrong is today, as known now."""

    per = DayField(label=_("As of the day"))
    diketahui = forms.ChoiceField(
        label=_("Known"),
        choices=[(word, basis.label) for word, basis in KNOWN.items()],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("“%(value)s” is neither kini (as known now) nor lalu (as reported then).")},
    )

    def __init__(self, query, *, today: datetime.date):
        self.today = today
        super().__init__(
            {"per": query.get("per") or today.isoformat(), "diketahui": query.get("diketahui") or Basis.NOW.word}
        )

    def clean_per(self) -> datetime.date:
        if self.cleaned_data["per"] > self.today:
            raise forms.ValidationError(
                _("%(day)s lies in the future; today is %(today)s."),
                params={"day": day(self.cleaned_data["per"]), "today": day(self.today)},
            )
        return self.cleaned_data["per"]

    @property
    def as_of(self) -> AsOf:
        self.full_clean()
        per = self.cleaned_data.get("per", self.today)
        basis = KNOWN[self.cleaned_data.get("diketahui", Basis.NOW.word)]
        return AsOf(per, basis, provisional=per == self.today)
