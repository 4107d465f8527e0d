"""What the filters of all lists have in common: their menus, the chips that take one off, and the address they stand in."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jakpreneur.accounts.models import User
from jakpreneur.fields import DayField, FixedChoices, GroupedSelect, capitalised
from jakpreneur.sorting import SORT
from jakpreneur.templatetags.jakpreneur import day
from umkm.filters.places import Places
from umkm.identifiers import name_key
from umkm.lookup import number_in
from umkm.spelling import words_near

#: Words of an address that are no filters: the order, names spelt alike (1 the closest, 2 all that are close), the total.
ALIKE, COUNTED = "mirip", "hitung"
#: More words than this are no name.
MOST_WORDS = 8


@dataclass(frozen=True)
class Chip:
    """A filter that is on: what it says, and the list without it."""

    text: str
    url: str


def menu(label: Any, choices: Any = (), *, empty: Any, **words: Any) -> django_filters.ChoiceFilter:
    """A filter by one of some choices."""
    return django_filters.ChoiceFilter(
        label=label,
        choices=FixedChoices(capitalised(choices)),
        empty_label=empty,
        widget=GroupedSelect,
        error_messages={"invalid_choice": gettext_lazy("There is no such choice here: take one from the menu.")},
        **words,
    )


def hidden(**words: Any) -> django_filters.CharFilter:
    return django_filters.CharFilter(widget=forms.HiddenInput, **words)


class DayFilter(django_filters.Filter):
    field_class = DayField


class FilterForm(forms.Form):
    """Days in their order, and no number of a person among the words."""

    def clean_q(self) -> str:
        words = self.cleaned_data["q"]
        if number_in(words):
            raise ValidationError(_("Type a number into the search box: it does not belong in an address."), "number")
        return words

    def clean(self) -> None:
        first, last = self.cleaned_data.get("sejak"), self.cleaned_data.get("sampai")
        if first and last and first > last:
            self.add_error("sampai", _("The last day lies before the first one."))


class ListFilter(django_filters.FilterSet):
    """Narrows a list for one reader. Bad values narrow nothing, and `faults` says so."""

    class Meta:
        form = FilterForm

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.places = Places(user)
        for name, choices in (
            ("kota", self.places.cities()),
            ("pusat", self.places.centres()),
            ("kelurahan", self.places.kelurahan()),
        ):
            if name in self.filters:
                self.filters[name].extra["choices"] = FixedChoices(choices)

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The filters that are on, and to what."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value not in ("", None)}

    @cached_property
    def words(self) -> list[str]:
        return name_key(self.chosen.get("q", "")).split()[:MOST_WORDS]

    @cached_property
    def words_near(self) -> set[str]:
        """Those that may have been meant, read once for however many ways the list is searched."""
        return words_near(self.words)

    @property
    def holds_number(self) -> bool:
        """Whether somebody typed into the address what belongs into the search box, and may be a person's."""
        return self.form.has_error("q", "number")

    @property
    def faults(self) -> list[str]:
        """What is wrong with the address, filter by filter."""
        self.form.is_valid()
        return [f"{self.form.fields[name].label}: {' '.join(errors)}" for name, errors in self.form.errors.items()]

    @property
    def query(self) -> QueryDict:
        """The address of this list, less what means nothing."""
        query = QueryDict(mutable=True)
        chosen = self.chosen
        query.update({name: self.data[name] for name in self.filters if name in chosen})
        others = {name: self.data.get(name) for name in (SORT, COUNTED, *([ALIKE] if "q" in chosen else []))}
        query.update({name: value for name, value in others.items() if value and len(value) < 20})
        return query

    @cached_property
    def chips(self) -> list[Chip]:
        return [self._chip(name, value) for name, value in self.chosen.items()]

    def _chip(self, name: str, value: Any) -> Chip:
        query = self.query
        query.pop(name)
        query.pop(COUNTED, None)
        return Chip(f"{self.form.fields[name].label}: {self._told(name, value)}", f"?{query.urlencode()}")

    def _told(self, name: str, value: Any) -> str:
        choices = getattr(self.form.fields[name], "choices", None)
        if not choices:
            return day(value) if hasattr(value, "isoformat") else value
        flat = [choice for one in choices for choice in (one[1] if isinstance(one[1], list) else [one])]
        return capfirst({str(chosen): label for chosen, label in flat}.get(value, value))
