"""Forms that add, correct and void what staff keep: the page has a key of its own, and sent twice it is done once."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from pendampingan.models import Kept
from pendampingan.rules.receipt import once

#: What is sent along without being said.
TOKENS = ("csrfmiddlewaretoken", "key")


class OnceForm(RuleForm):
    """Writes a row by `record`; `save` answers its key, the same however often the page is sent."""

    key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data["key"] or uuid.uuid4()

    def record(self, **facts: Any) -> Kept:
        """Call the rule."""
        raise NotImplementedError

    def about(self) -> list[Any]:
        """What the page is about, where that is not said in its fields."""
        return [type(self).__name__]

    def write(self) -> int:
        facts = dict(self.cleaned_data)
        key = facts.pop("key")
        told = {name: values for name, values in self.data.lists() if name not in TOKENS}
        try:
            answer = once(
                key=key,
                content=[self.about(), told],
                write=lambda: {"row": self.record(**facts).pk},
                by=self.by,
            )
        except ValidationError as refused:
            if getattr(refused, "code", "") == "other_content":
                raise ValidationError(
                    gettext("This page was saved before. Open it anew to save something else.")
                ) from refused
            raise
        return answer["row"]


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
