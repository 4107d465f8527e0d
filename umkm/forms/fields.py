"""Form fields of the registry: what a clerk types, and the value it stands for."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from jakpreneur.audit.models import Installation
from umkm.identifiers import IdentifierError, Nik, tidy_name
from umkm.models import Kelurahan


class IdentifierField(forms.CharField):
    """An NIB, NPWP or phone: parsed by its `kind`, or refused in its words. Empty is None."""

    def __init__(self, *, kind: type, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(max_length=40, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {
            "inputmode": "numeric",
            "autocomplete": "off",
            "spellcheck": "false",
            "class": "digits",
        }

    def clean(self, value: str | None) -> Any:
        text = super().clean(value)
        try:
            return self.parse(text) if text else None
        except IdentifierError as refused:
            raise ValidationError(refused.sentence) from refused

    def parse(self, text: str) -> Any:
        return self.kind.parse(text)


class NikField(IdentifierField):
    """A NIK; made-up ones only in a database that is marked as a demo's or a test's."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(kind=Nik, **kwargs)

    def parse(self, text: str) -> Nik:
        return Nik.parse(text, demo=Installation.current_kind() != Installation.Kind.PRODUCTION)


class NameField(forms.CharField):
    """A name on one line, single spaces."""

    def to_python(self, value: str | None) -> str:
        return tidy_name(super().to_python(value))


class ByKecamatan(ModelChoiceIterator):
    """The kelurahan under the name of their kecamatan."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        kelurahan = self.queryset.select_related("centre").order_by("centre__name", "name")
        for centre, within in groupby(kelurahan, key=lambda each: each.centre):
            yield centre.name, [self.choice(each) for each in within]


class KelurahanField(forms.ModelChoiceField):
    """One kelurahan, by its official code; all 267 unless `centres` narrows them."""

    iterator = ByKecamatan

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Kelurahan.objects.all(),
            to_field_name="code",
            empty_label=_("Choose a kelurahan"),
            error_messages={"invalid_choice": _("Choose a kelurahan from the list.")},
            **kwargs,
        )

    def within(self, centres: Any) -> None:
        self.queryset = Kelurahan.objects.filter(centre__in=centres)
        self.error_messages["invalid_choice"] = _("This kelurahan is not one of your centre's.")
