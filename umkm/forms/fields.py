"""Form fields of the registry: what a clerk types, and the value it stands for."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.models import ModelChoiceIterator
from django.forms.widgets import Script
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from jakpreneur.audit.models import Installation
from jakpreneur.fields import GroupedSelect, capitalised
from jakpreneur.templatetags.jakpreneur import phone
from umkm.choices import Sector
from umkm.identifiers import IdentifierError, Nib, Nik, Npwp, Phone, Secret, tidy_name
from umkm.models import Kelurahan


class IdentifierField(forms.CharField):
    """An identifier of one `kind`, or refused in its own words. Empty is `empty_value`."""

    kind: type

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        digits = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false", "class": "digits"}
        return super().widget_attrs(widget) | digits

    def clean(self, value: str | None) -> Any:
        text = super().clean(value)
        try:
            return self.parse(text) if text else self.empty_value
        except IdentifierError as refused:
            raise ValidationError(refused.sentence) from refused

    def parse(self, text: str) -> Any:
        return self.kind.parse(text)


class NikField(IdentifierField):
    """A NIK; made-up ones only in a database that is marked as a demo's or a test's."""

    kind = Nik

    def parse(self, text: str) -> Nik:
        return Nik.parse(text, demo=Installation.current_kind() != Installation.Kind.PRODUCTION)


class Unshown(forms.TextInput):
    """Shows what is typed, never what is on record."""

    def format_value(self, value: Any) -> str | None:
        return None if isinstance(value, Secret) else super().format_value(value)


class Fingerprint(forms.HiddenInput):
    """Carries along which secret was on record without telling it, so that a change of it is noticed."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Secret):
            return salted_hmac("umkm.forms.fields.Fingerprint", value.in_full(), algorithm="sha256").hexdigest()
        return super().format_value(value)


class NpwpField(IdentifierField):
    """A tax number; the one on record is never shown, and stays where nothing is typed."""

    kind = Npwp
    widget = Unshown
    hidden_widget = Fingerprint
    secret = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_value=None, **kwargs)

    def has_changed(self, initial: Any, data: str | None) -> bool:
        return bool(data and data.strip())


class NibField(IdentifierField):
    """As a string of 13 digits."""

    kind = Nib

    def parse(self, text: str) -> str:
        return str(Nib.parse(text))


class PhoneField(IdentifierField):
    """As a string in E.164, shown as it is dialled at home."""

    kind = Phone

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Such as 0812-3456-7890."))
        super().__init__(**kwargs)

    def parse(self, text: str) -> str:
        return str(Phone.parse(text))

    def prepare_value(self, value: Any) -> Any:
        return phone(value) if isinstance(value, str) and re.fullmatch(r"\+62\d+", value) else value


class NameField(forms.CharField):
    """A name on one line, single spaces."""

    def __init__(self, *, max_length: int = 120, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: str | None) -> str:
        return tidy_name(super().to_python(value))


#: As long as the column is.
LONGEST_LINK = 200


class LinksField(forms.CharField):
    """Web addresses, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: str | None) -> list[str]:
        lines = super().clean(value).split()
        for line in lines:
            URLValidator(schemes=["https", "http"], message=_("Type whole web addresses, one a line."))(line)
            if len(line) > LONGEST_LINK:
                raise ValidationError(_("A web address has at most 200 letters here: leave out what follows “?”."))
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


#: What a menu of kelurahan sends for a home that lies in none of them.
OUTSIDE = "luar"


class ByKecamatan(ModelChoiceIterator):
    """The kelurahan under the name of their kecamatan."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from self.field.beyond
        kelurahan = self.queryset.select_related("centre").order_by("centre__name", "name")
        for centre, within in groupby(kelurahan, key=lambda each: each.centre):
            yield centre.name, [self.choice(each) for each in within]


class KelurahanSelect(GroupedSelect):
    """All of them in groups; a script puts a menu of the kecamatan above it that narrows them."""

    class Media:
        css = {"all": ["css/desk.css"]}
        js = [Script("js/kelurahan.js", defer=True)]

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        words = {"data-kecamatan": _("Kecamatan"), "data-any": _("All kecamatan")}
        super().__init__(words | (attrs or {}), choices)


class KelurahanField(forms.ModelChoiceField):
    """One kelurahan, by its official code; all 267 unless `only_at` narrows them."""

    iterator = ByKecamatan
    widget = KelurahanSelect
    #: Choices beside the kelurahan.
    beyond: tuple[tuple[str, Any], ...] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Kelurahan.objects.select_related("centre"),
            to_field_name="code",
            empty_label=_("Choose a kelurahan"),
            error_messages={"invalid_choice": _("Choose a kelurahan from the list.")},
            **kwargs,
        )

    def only_at(self, centres: Any) -> None:
        self.queryset = self.queryset.filter(centre__in=centres)
        self.error_messages["invalid_choice"] = _("This kelurahan is not one of your centre's.")


class HomeCityField(NameField):
    """The city of a home outside Jakarta, asked for where the home is said to be there."""

    #: Whether it may stay empty is told by another field: its label does not say that it may.
    depends = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, help_text=_("Only for a home outside Jakarta."), **kwargs)


class SectorField(forms.ChoiceField):
    """Asked for where the activity tells none."""

    depends = True

    def __init__(self) -> None:
        super().__init__(
            label=_("Sector"),
            choices=[("", _("Choose a sector")), *capitalised(Sector.choices)],
            required=False,
            help_text=_("Left open, it follows from the KBLI."),
        )


class HomeField(KelurahanField):
    """The kelurahan of somebody's home; None for one outside Jakarta, whose city stands in the field `city`."""

    beyond = ((OUTSIDE, _("Outside Jakarta")),)

    def __init__(self, *, city: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Outside Jakarta is among the choices."))
        super().__init__(required=False, **kwargs)
        self.widget.attrs["data-city"] = city

    def to_python(self, value: Any) -> Kelurahan | None:
        return None if value == OUTSIDE else super().to_python(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, "" if data == OUTSIDE else data)


def city_of_home(form: forms.Form, kelurahan: str, city: str) -> str:
    """The city that was named, which a home said to be outside Jakarta needs. For the form's `clean_<city>`."""
    named = form.cleaned_data[city]
    if not named and form[kelurahan].data == OUTSIDE:
        raise ValidationError(_("Name the city of the home, such as Depok."), code="required")
    return named
