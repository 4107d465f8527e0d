"""A definition of what counts: a new one, or a corrected one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField, capitalised
from jakpreneur.refusals import sentence_of
from pendampingan.choices import Unit
from pendampingan.forms.once import CorrectionForm, OnceForm
from pendampingan.models import Measure
from pendampingan.rules.measure import add_measure, correct_measure
from umkm.choices import Stage
from umkm.models.fact import PROGRAMME_BEGAN


class MeasureForm(OnceForm):
    indonesian = forms.CharField(label=_("Wording in Indonesian"), max_length=60)
    english = forms.CharField(label=_("Wording in English"), max_length=60)
    stage = forms.TypedChoiceField(label=_("What counts"), choices=capitalised(Stage.choices), coerce=int)
    unit = forms.ChoiceField(label=_("Counted in"), choices=capitalised(Unit.choices))
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        required=False,
        help_text=_("Who uses this measure, and where that stands. Left blank it is shown as “none found”."),
    )
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_to = DayField(label=_("Valid to"), required=False)

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and first < PROGRAMME_BEGAN:
            self.add_error("valid_from", sentence_of("measure_since_the_programme"))
        if first and last and last < first:
            self.add_error("valid_to", sentence_of("measure_period_runs_forward"))

    def record(self, **facts: Any) -> Measure:
        return add_measure(**facts, by=self.by)


class MeasureCorrectionForm(CorrectionForm, MeasureForm):
    def record(self, **facts: Any) -> Measure:
        return correct_measure(measure=self.row, **facts, by=self.by)
