"""A form that cleans, and hands what it cleaned to a rule that judges."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

from jakpreneur.acting import today
from jakpreneur.refusals import sentence_of


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was posted, be it nothing at all; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Section:
    """Some fields of a form under a heading of their own."""

    title: str | Promise
    fields: list[BoundField]


class RuleForm(forms.Form):
    """Saved by a rule, whose refusal lands beside the field that the form has for it, else above them all."""

    #: Heading → names of the fields below it, for a form drawn in sections.
    layout: ClassVar[dict[str | Promise, tuple[str, ...]]] = {}
    #: Field → the constraint that a day to come breaks: the table would refuse it, but only once all else is right.
    by_today: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if self.layout:
            self.order_fields([name for names in self.layout.values() for name in names])

    def clean(self) -> None:
        typed = {name: day for name in self.by_today if (day := self.cleaned_data.get(name))}
        latest = today() if typed else None
        for name, day in typed.items():
            if day > latest:
                self.add_error(name, sentence_of(self.by_today[name]))

    def write(self) -> Any:
        """Call the rule with what was cleaned; a ValidationError is the rule's refusal."""
        raise NotImplementedError

    def save(self) -> Any:
        """What the rule answers, or None where it refuses; then the form says why."""
        try:
            return self.write()
        except ValidationError as refused:
            self.refuse(refused)
            return None

    def refuse(self, refused: ValidationError) -> None:
        for name, errors in refused.update_error_dict({}).items():
            self.add_error(name if name in self.fields else None, errors)

    def consequences(self) -> list[str]:
        """What saving will do, in sentences that stand above the fields."""
        return []

    def changed_by_others(self) -> list[str]:
        """What somebody else changed in the same record since the page was opened, for who saved the rest."""
        return []

    def sections(self) -> Iterator[Section]:
        for title, names in self.layout.items():
            yield Section(title, [self[name] for name in names if name in self.fields])
