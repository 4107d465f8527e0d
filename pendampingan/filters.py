"""How lists of classes, visits and caseloads are narrowed; every filter is a word in the address."""

import calendar
import datetime
from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from jakpreneur.fields import capitalised
from pendampingan.access import VERIFIERS
from pendampingan.choices import SessionStatus, VisitMode
from pendampingan.counts.to_verify import classes_to_verify, visits_to_verify
from umkm.choices import Sector
from umkm.models import Centre, Kelurahan

Span = tuple[datetime.date, datetime.date]


class MonthField(forms.CharField):
    """A month as browsers send it, 2021-10: its first and last day."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2021-10"})

    def clean(self, value: Any) -> Span | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            first = datetime.datetime.strptime(text, "%Y-%m").date()
        except ValueError as error:
            raise ValidationError(_("Enter a month, such as 2021-10.")) from error
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


class MonthFilter(django_filters.Filter):
    field_class = MonthField


def centre_filter() -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        label=_("Centre"),
        field_name="centre",
        to_field_name="code",
        queryset=lambda request: Centre.objects.visible_to(request.user).order_by("name"),
        empty_label=_("All centres"),
    )


class ToVerifyFilter(django_filters.ChoiceFilter):
    """What waits for the reader's word, by this reading of it; offered to those whose word counts."""

    def __init__(self, waiting: Callable[[QuerySet, User], QuerySet]) -> None:
        self.waiting = waiting
        choices = capitalised([("belum", _("waits for you to verify it"))])
        super().__init__(label=_("Proof"), choices=choices, empty_label=_("All"))

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return self.waiting(rows, self.parent.request.user) if value else rows


class ProvenFilter(django_filters.FilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request.user.role not in VERIFIERS:
            del self.filters["bukti"]

    @property
    def asks_what_to_verify(self) -> bool:
        return "bukti" in self.filters and bool(self.form.is_valid() and self.form.cleaned_data["bukti"])


class SessionFilter(ProvenFilter):
    pusat = centre_filter()
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=capitalised(SessionStatus.choices), empty_label=_("All")
    )
    bulan = MonthFilter(label=_("Month"), method="held_in")
    bukti = ToVerifyFilter(classes_to_verify)

    def held_in(self, sessions: QuerySet, name: str, month: Span) -> QuerySet:
        return sessions.held_between(*month)


class VisitFilter(ProvenFilter):
    pusat = centre_filter()
    cara = django_filters.ChoiceFilter(
        label=_("How"), field_name="mode", choices=capitalised(VisitMode.choices), empty_label=_("All")
    )
    bulan = MonthFilter(label=_("Month"), method="made_in")
    bukti = ToVerifyFilter(visits_to_verify)

    def made_in(self, visits: QuerySet, name: str, month: Span) -> QuerySet:
        return visits.made_between(*month)


class UntrainedFilter(django_filters.FilterSet):
    """Businesses that a class could still train; by kelurahan where it is one centre's."""

    kelurahan = django_filters.ModelChoiceFilter(
        label=_("Kelurahan"), to_field_name="code", queryset=Kelurahan.objects.none(), empty_label=_("All")
    )
    sektor = django_filters.ChoiceFilter(
        label=_("Sector"), field_name="sector", choices=capitalised(Sector.choices), empty_label=_("All")
    )

    def __init__(self, *args: Any, centre: Centre | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if centre:
            self.filters["kelurahan"].queryset = Kelurahan.objects.filter(centre=centre).order_by("name")
        else:
            del self.filters["kelurahan"]


class InHandFilter(django_filters.FilterSet):
    """Businesses of one centre, before some of them are handed over."""

    kelurahan = django_filters.ModelChoiceFilter(
        label=_("Kelurahan"), to_field_name="code", queryset=Kelurahan.objects.none(), empty_label=_("All")
    )
    tahap = django_filters.ChoiceFilter(
        label=_("Stage"),
        choices=capitalised([("terlatih", _("trained but not mentored"))]),
        method="reached",
        empty_label=_("All"),
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kelurahan"].queryset = Kelurahan.objects.filter(centre=centre).order_by("name")

    def reached(self, businesses: QuerySet, name: str, stage: str) -> QuerySet:
        return businesses.filter(trained=True, mentored=False)
