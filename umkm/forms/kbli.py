"""What a business does: typed as a code, or found by words."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from umkm.models import Kbli
from umkm.models.kbli import OFFERED, title_of

#: A code, be it followed by its title.
CODE = re.compile(r"(\d{5})(?!\w)", re.ASCII)


class KbliInput(forms.TextInput):
    """Where a script suggests while one types; without it, `candidates` are radios to choose from."""

    template_name = "umkm/kbli/input.html"

    class Media:
        css = {"all": ["css/desk.css"]}
        js = [Script("js/kbli.js", defer=True)]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false"} | (attrs or {}))
        self.candidates: list[Kbli] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was chosen of several, unless a code was typed since."""
        typed, chosen = data.get(name), data.get(f"{name}_choice")
        return chosen if chosen and not CODE.match(typed or "") else typed

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        code = CODE.match(value) if isinstance(value, str) else None
        words = {"code": code and code[1], "title": code and title_of(code[1]), "candidates": self.candidates}
        return super().get_context(name, value, attrs) | {"suggestions": reverse_lazy("kbli_suggestions")} | words


class KbliField(forms.CharField):
    """The five digits of an activity.

    A code that the list lacks is taken as it is: only the common ones may be loaded, and a licence may name another
    edition's. Words that fit several activities, or are spelt like some, are refused with those to choose from.
    """

    widget = KbliInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: str | None) -> str:
        text = super().clean(value)
        if not text:
            return ""
        if code := CODE.match(text):
            return code[1]
        fitting = list(Kbli.objects.current().fitting(text)[:OFFERED])
        if text.isdecimal():
            self.widget.candidates = fitting
            raise ValidationError(_("A KBLI code has five digits."), code="invalid")
        named = [activity for activity in fitting if activity.title.casefold() == text.casefold()]
        if len(only := named or fitting) == 1:
            return only[0].code
        self.widget.candidates = fitting or list(Kbli.objects.current().alike(text)[:OFFERED])
        if self.widget.candidates:
            raise ValidationError(_("Choose which activity is meant, or type other words."), code="several")
        raise ValidationError(_("No activity is called that. Type other words, or the five digits."), code="unknown")
