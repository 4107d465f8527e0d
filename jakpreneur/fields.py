"""Form fields that Indonesian forms need and Django has not: a day, and whole rupiah as people write them."""

import re
from html import escape

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jakpreneur.templatetags.jakpreneur import number


def capitalised(choices):
    """The choices of a closed list, each label as the beginning of a line."""
    return [(value, capfirst(label)) for value, label in choices]


class FixedChoices(BaseChoiceIterator):
    """Choices that no form changes, so that none takes a copy of its own: a page of filters has hundreds of them."""

    def __init__(self, choices):
        self.choices = choices

    def __iter__(self):
        return iter(self.choices)

    def __len__(self):
        return len(self.choices)

    def __deepcopy__(self, memo):
        return self


class FormRenderer(TemplatesSetting):
    """Draws every form and field with the house's own components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class GroupedSelect(forms.Select):
    """A menu of many choices, under headings or not. Pages have hundreds of these, so this is no template."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(each) for each in self.format_value(value)}
        options = "".join(
            f'<optgroup label="{escape(str(key))}">{_options(within, chosen)}</optgroup>'
            if isinstance(within, list | tuple)
            else _option(key, within, chosen)
            for key, within in self.choices
        )
        return mark_safe(f"<select{flatatt(self.build_attrs(self.attrs, attrs) | {'name': name})}>{options}</select>")


def _options(choices, chosen: set[str]) -> str:
    return "".join(_option(value, label, chosen) for value, label in choices)


def _option(value, label, chosen: set[str]) -> str:
    value = "" if value is None else str(value)
    selected = " selected" if value in chosen else ""
    return f'<option value="{escape(value)}"{selected}>{escape(str(label))}</option>'


class DayInput(forms.DateInput):
    """The browser's date picker. It shows a day in ISO alone, whatever the language; what is no day is handed back as it was
    typed, since a browser without a picker shows it."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")

    def format_value(self, value):
        if isinstance(value, str):
            try:
                value = DayField().clean(value)
            except forms.ValidationError:
                return value
        return super().format_value(value)


class DayField(forms.DateField):
    """A day; where the browser has no picker, typed as 2021-10-25, 25/10/2021 or 25-10-2021."""

    widget = DayInput
    input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
    default_error_messages = {"invalid": _("Enter a day, such as 25/10/2021.")}

    def __init__(self, **kwargs):
        super().__init__(input_formats=self.input_formats, **kwargs)


class CountInput(forms.TextInput):
    """A whole number, shown grouped, typed with or without dots."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "numeric", "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value):
        digits = str(value)
        return number(int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 20 else value


class CountField(forms.IntegerField):
    """A whole number: 281000, 281.000 and 281,000 are the same."""

    widget = CountInput
    default_error_messages = {"invalid": _("Enter a whole number, such as 281.000.")}
    _written = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)")

    def to_python(self, value):
        if isinstance(value, str) and value.strip():
            written = self._written.fullmatch(value.strip())
            if not written:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            value = re.sub(r"\D", "", written[1])
        return super().to_python(value)

    def widget_attrs(self, widget):
        return {}


class RupiahInput(CountInput):
    """Whole rupiah, typed in the same way."""


class RupiahField(CountField):
    """Whole rupiah that fit 64 bits: 1500000, 1.500.000, Rp1.500.000, 1.500.000,00 and 1,500,000 are the same."""

    widget = RupiahInput
    default_error_messages = {"invalid": _("Enter whole rupiah, such as 1.500.000.")}
    _written = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)(?:[.,](?:00|-))?", re.IGNORECASE)

    def __init__(self, *, min_value=0, max_value=2**63 - 1, **kwargs):
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)
