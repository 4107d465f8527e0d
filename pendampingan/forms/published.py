"""A number that was said in public: a new one, or a corrected one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField, capitalised
from jakpreneur.refusals import sentence_of
from pendampingan.forms.once import CorrectionForm, OnceForm
from pendampingan.forms.target import count_field
from pendampingan.models import PublishedFigure
from pendampingan.rules.published import add_figure, correct_figure
from umkm.choices import Stage
from umkm.models.fact import PROGRAMME_BEGAN


class FigureForm(OnceForm):
    by_today = {"as_of": "published_by_today"}

    as_of = DayField(label=_("Day"), help_text=_("The day that the figure speaks of, or on which it was said."))
    stage = forms.TypedChoiceField(label=_("What was counted"), choices=capitalised(Stage.choices), coerce=int)
    value = count_field(label=_("Figure"))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Who published it and when, such as Kompas 12 Nov 2021.")
    )
    wording = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("In which words or on what occasion it was said.")
    )

    def clean(self) -> None:
        super().clean()
        day = self.cleaned_data.get("as_of")
        if day and day < PROGRAMME_BEGAN:
            self.add_error("as_of", sentence_of("published_since_the_programme"))

    def record(self, **facts: Any) -> PublishedFigure:
        return add_figure(**facts, by=self.by)


class FigureCorrectionForm(CorrectionForm, FigureForm):
    def record(self, **facts: Any) -> PublishedFigure:
        return correct_figure(figure=self.row, **facts, by=self.by)
