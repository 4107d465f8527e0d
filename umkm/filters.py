"""How the list of businesses is narrowed; every filter is a word in its address."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import capitalised
from umkm.choices import Sector, Stage
from umkm.identifiers import name_key
from umkm.models import Business, Centre

FEWEST_LETTERS = 3  # of a trigram search
REACHED = {
    Stage.TRAINED: "trained_on",
    Stage.MENTORED: "mentored_on",
    Stage.TRAINED_AND_MENTORED: "trained_and_mentored_on",
}


class BusinessFilter(django_filters.FilterSet):
    """Centre, sector and stage from menus; words of the name and numbers from the search box."""

    pusat = django_filters.ModelChoiceFilter(
        label=_("Centre"),
        field_name="progress__centre",
        to_field_name="code",
        queryset=lambda request: Centre.objects.visible_to(request.user).order_by("name"),
        empty_label=_("All centres"),
    )
    sektor = django_filters.ChoiceFilter(
        label=_("Sector"), field_name="sector", choices=capitalised(Sector.choices), empty_label=_("All sectors")
    )
    tahap = django_filters.ChoiceFilter(
        label=_("Stage reached"),
        choices=capitalised((stage.value, stage.label) for stage in REACHED),
        empty_label=_("All stages"),
        method="has_reached",
    )
    q = django_filters.CharFilter(method="is_called", widget=forms.HiddenInput)
    nomor = django_filters.CharFilter(method="has_one_of", widget=forms.HiddenInput)

    class Meta:
        model = Business
        fields: list[str] = []

    def has_reached(self, businesses: QuerySet, name: str, stage: str) -> QuerySet:
        return businesses.filter(**{f"progress__{REACHED[Stage(int(stage))]}__isnull": False})

    def has_one_of(self, businesses: QuerySet, name: str, numbers: str) -> QuerySet:
        """Those of the numbers, which stand apart by commas."""
        return businesses.filter(number__in=numbers.split(","))

    def is_called(self, businesses: QuerySet, name: str, words: str) -> QuerySet:
        """Names with all the words; of short words alone, names that begin with them."""
        key = name_key(words)
        long = [word for word in key.split() if len(word) >= FEWEST_LETTERS]
        if not long:
            return businesses.filter(name_key__startswith=key)
        for word in key.split():
            businesses = businesses.filter(name_key__contains=word)
        return businesses
