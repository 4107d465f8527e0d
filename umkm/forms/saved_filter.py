"""A filter under a name of one's own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from umkm.filters.business import BusinessFilter
from umkm.filters.form import ALIKE, COUNTED
from umkm.filters.participant import ParticipantFilter
from umkm.models import Listing, Participant, SavedFilter
from umkm.rules.saved_filter import keep_filter, rename_filter

LISTS = {
    SavedFilter.Of.BUSINESSES: (BusinessFilter, Listing),
    SavedFilter.Of.PARTICIPANTS: (ParticipantFilter, Participant),
}


class NamedForm(RuleForm):
    name = forms.CharField(label=_("Name of the filter"), max_length=60)


class KeepingForm(NamedForm):
    """Of an address only what narrows or orders the list is kept."""

    of = forms.ChoiceField(choices=SavedFilter.Of.choices, widget=forms.HiddenInput)
    query = forms.CharField(max_length=1000, widget=forms.HiddenInput)

    def clean(self) -> None:
        super().clean()
        of, query = self.cleaned_data.get("of"), self.cleaned_data.get("query", "")
        if of:
            filters, model = LISTS[SavedFilter.Of(of)]
            kept = filters(QueryDict(query), model.objects.none(), user=self.by).query
            for name in (ALIKE, COUNTED):
                kept.pop(name, None)
            self.cleaned_data["query"] = kept.urlencode()
            if len(self.cleaned_data["query"]) > self.fields["query"].max_length:
                raise ValidationError(_("This filter is too long to be kept: use fewer words."))
        if not self.cleaned_data.get("query"):
            raise ValidationError(_("There is no filter to keep: narrow the list first."))

    def write(self) -> tuple[SavedFilter, bool]:
        return keep_filter(**self.cleaned_data, by=self.by)


class RenamingForm(NamedForm):
    def __init__(self, *args: Any, saved: SavedFilter, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": saved.name}, **kwargs)
        self.saved = saved

    def write(self) -> SavedFilter:
        return rename_filter(saved=self.saved, **self.cleaned_data, by=self.by)
