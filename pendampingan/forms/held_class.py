"""A class already held, from the paper list, on one page."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendampingan.forms.guests import guests_on
from pendampingan.forms.paper_list import MOST_LINES, read
from pendampingan.forms.session import SessionFields
from pendampingan.rules.held_class import log_held_class
from pendampingan.rules.receipt import answered, once
from umkm.models import Business

#: What is sent along without being said.
TOKENS = ("csrfmiddlewaretoken", "key")


class HeldClassForm(SessionFields):
    """The page has a `key` of its own: sent twice, it is one class."""

    layout = SessionFields.layout | {_("Who was there"): ("guests",)}

    guests = forms.CharField(
        label=_("Paper list"),
        help_text=_(
            "A line for each person: the business number or a name, then the days they came, such as"
            " JP-00000017 1 2 4. Without days: every day. Lines can be pasted from a spreadsheet."
        ),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
    )
    key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data["key"] or uuid.uuid4()

    def clean(self) -> None:
        super().clean()
        if text := self.cleaned_data.get("guests"):
            lines, centre = read(text), self.cleaned_data.get("centre")
            if len(lines) > MOST_LINES:
                self.add_error("guests", gettext("One class has at most %(most)d people.") % {"most": MOST_LINES})
                return
            own = Business.objects.visible_to(self.by)
            guests, faults = guests_on(lines, self.cleaned_data.get("days", ()), own.at(centre) if centre else own)
            self.cleaned_data["guests"] = guests
            if faults:
                self.add_error("guests", faults)

    def write(self) -> int:
        """The class's key; of a class that this very page has logged before, the same."""
        facts = dict(self.cleaned_data)
        key = facts.pop("key")
        try:
            answer = once(
                key=key,
                content=self.told(),
                write=lambda: {"session": log_held_class(**facts, by=self.by).pk},
                by=self.by,
            )
        except ValidationError as refused:
            if getattr(refused, "code", "") == "other_content":
                raise ValidationError(
                    gettext("This page was saved before. Look for the class in the list.")
                ) from refused
            raise
        return answer["session"]

    def logged_before(self) -> int | None:
        """The class of this very page: whoever sent it twice is not told that its people were entered before."""
        if not self.is_bound or "key" not in self.cleaned_data:
            return None
        answer = answered(key=self.cleaned_data["key"], content=self.told(), by=self.by)
        return answer and answer["session"]

    def told(self) -> dict[str, Any]:
        """All that the page sent."""
        return {name: values for name, values in self.data.lists() if name not in TOKENS}
