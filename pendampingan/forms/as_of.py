"""Of which day a dashboard is, and with whose knowledge, as its address says it."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField
from jakpreneur.templatetags.jakpreneur import day
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf

KNOWN = {basis.word: basis for basis in Basis}


class KnowledgeField(forms.CharField):
    """With whose knowledge: a Basis for its word, or the day on which it was known."""

    widget = forms.HiddenInput

    def to_python(self, value) -> Basis | datetime.date:
        try:
            return KNOWN.get(value) or datetime.date.fromisoformat(value)
        except ValueError:
            raise forms.ValidationError(
                _(
                    "“%(value)s” is neither kini (as known now) nor lalu (as reported then), nor a day such as 2021-10-31."
                ),
                params={"value": value},
            ) from None


class AsOfForm(forms.Form):
    """Reads `?per=2021-10-25&diketahui=lalu`, or a day, `diketahui=2021-11-03`; what is missing or wrong is today, as known
    now."""

    per = DayField(label=_("As of the day"))
    diketahui = KnowledgeField(label=_("Known"))

    def __init__(self, query, *, today: datetime.date):
        self.today = today
        super().__init__(
            {"per": query.get("per") or today.isoformat(), "diketahui": query.get("diketahui") or Basis.NOW.word}
        )

    def clean_per(self) -> datetime.date:
        return self._not_in_the_future(self.cleaned_data["per"])

    def clean_diketahui(self) -> Basis | datetime.date:
        known = self.cleaned_data["diketahui"]
        return known if isinstance(known, Basis) else self._not_in_the_future(known)

    def _not_in_the_future(self, given: datetime.date) -> datetime.date:
        if given > self.today:
            raise forms.ValidationError(
                _("%(day)s lies in the future; today is %(today)s."),
                params={"day": day(given), "today": day(self.today)},
            )
        return given

    @property
    def as_of(self) -> AsOf:
        self.full_clean()
        per = self.cleaned_data.get("per", self.today)
        known = self.cleaned_data.get("diketahui", Basis.NOW)
        if known == self.today:  # which is not over: whatever is known by now
            known = Basis.NOW
        if isinstance(known, Basis):
            return AsOf(per, known, provisional=per == self.today)
        return AsOf.known_at(per, known)
