"""Pages with a key of their own, which are done once however often they are sent: a class from paper, and what staff keep."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from pendampingan.models import Kept
from pendampingan.rules.receipt import once

#: What is sent along without being said.
TOKENS = ("csrfmiddlewaretoken", "key")


class KeyedForm(RuleForm):
    """Carries the page's key along, and remembers what was sent as it came."""

    key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
    #: Said to whoever sends the page again with something else in it.
    saved_before = _("This page was saved before. Open it anew to save something else.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = {name: values for name, values in self.data.lists() if name not in TOKENS} if self.is_bound else {}

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data["key"] or uuid.uuid4()

    def write_once(self, content: Any, write: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What `write` answers, or answered when the page was sent before."""
        try:
            return once(key=self.cleaned_data["key"], content=content, write=write, by=self.by)
        except ValidationError as refused:
            if getattr(refused, "code", "") == "other_content":
                raise ValidationError(self.saved_before) from refused
            raise


class OnceForm(KeyedForm):
    """Writes a row by `record`; `save` answers its key, the same however often the page is sent."""

    def record(self, **facts: Any) -> Kept:
        """Call the rule."""
        raise NotImplementedError

    def about(self) -> list[Any]:
        """What the page is about, where that is not said in its fields."""
        return [type(self).__name__]

    def write(self) -> int:
        facts = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return self.write_once([self.about(), self.told], lambda: {"row": self.record(**facts).pk})["row"]


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever looks at the record later reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectionForm(OnceForm):
    """What is right in place of `row`, and why; mixed in before the form that the row was added by."""

    reason = reason_field()

    def __init__(self, *args: Any, row: Kept, **kwargs: Any) -> None:
        columns = {field.name for field in row._meta.concrete_fields}
        super().__init__(
            *args, initial={name: getattr(row, name) for name in self.base_fields if name in columns}, **kwargs
        )
        self.row = row

    def about(self) -> list[Any]:
        return [*super().about(), self.row.pk]


class VoidForm(OnceForm):
    """Voids `row` by the rule `void`, without another one in its place."""

    reason = reason_field()

    def __init__(self, *args: Any, row: Kept, void: Callable[..., Kept], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.void = row, void

    def about(self) -> list[Any]:
        return [*super().about(), self.row._meta.label, self.row.pk]

    def record(self, **facts: Any) -> Kept:
        return self.void(**facts, by=self.by)
