"""The days of a class: several dates in one field, and the hours of a day."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField, DayInput

MOST = 10
SHOWN = 4  # a usual class; the others unfold


class DaysInput(forms.MultiWidget):
    template_name = "pendampingan/session/days.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([DayInput() for _day in range(MOST)], attrs)

    def decompress(self, value: list[datetime.date] | None) -> list[datetime.date | None]:
        days = list(value or [])
        return days + [None] * (MOST - len(days))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        days = context["widget"]["subwidgets"]
        context["usual"], context["further"] = days[:SHOWN], days[SHOWN:]
        context["unfolded"] = any(day["value"] for day in days[SHOWN:])
        return context


class DaysField(forms.MultiValueField):
    """Dates in order, at least one; each as DayField reads it."""

    widget = DaysInput

    def __init__(self, **kwargs: Any) -> None:
        fields = [DayField(required=False) for _day in range(MOST)]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[datetime.date | None]) -> list[datetime.date]:
        days = sorted(day for day in data_list if day)
        if len(set(days)) < len(days):
            raise ValidationError(_("One of these days is there twice."))
        return days


class HourInput(forms.TimeInput):
    """The browser's picker of a time of day; it takes 09:00 whatever the language."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class HourField(forms.TimeField):
    """A time of day; where the browser has no picker, typed as 09:00 or 09.00."""

    widget = HourInput
    input_formats = ["%H:%M", "%H.%M", "%H:%M:%S"]
    default_error_messages = {"invalid": _("Enter a time, such as 09.00.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=self.input_formats, **kwargs)
