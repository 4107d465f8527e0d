"""A form that cleans, and hands what it cleaned to a rule that judges."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import WHY_LATE, current_note, today
from jakpreneur.refusals import sentence_of


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was posted, be it nothing at all; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Section:
    """Some fields of a form under a heading of their own."""

    title: str | Promise
    fields: list[BoundField]


class WhyLateField(forms.CharField):
    """Why something comes only after the report of its month was closed. Whether it is needed is told by the rule."""

    depends = True

    def __init__(self) -> None:
        super().__init__(
            label=_("Why only now"),
            help_text=_("It stands beside what was entered after the report of the month was closed."),
            required=False,
            max_length=500,
        )


class RuleForm(forms.Form):
    """Saved by a rule, whose refusal lands beside the field that the form has for it, else above them all.

    Where the rule asks why this comes only now, the form has a field for that as well, and what is said there goes along.
    """

    #: Heading → names of the fields below it, for a form drawn in sections.
    layout: ClassVar[dict[str | Promise, tuple[str, ...]]] = {}
    #: Field → the constraint that a day to come breaks: the table would refuse it, but only once all else is right.
    by_today: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if self.layout:
            self.order_fields([name for names in self.layout.values() for name in names])
        if self.is_bound and self.add_prefix(WHY_LATE) in self.data:
            self.ask_why_late()

    def ask_why_late(self) -> None:
        self.fields[WHY_LATE] = WhyLateField()

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
            with self.why_late_said():
                return self.write()
        except ValidationError as refused:
            self.refuse(refused)
            return None

    @contextmanager
    def why_late_said(self) -> Iterator[None]:
        """What is written here has as its note what the form says of why only now; the rule itself is not told."""
        said = current_note.set(self.cleaned_data.pop(WHY_LATE, ""))
        try:
            yield
        finally:
            current_note.reset(said)

    def refuse(self, refused: ValidationError) -> None:
        refusals = refused.update_error_dict({})
        if WHY_LATE in refusals:
            self.ask_why_late()
        for name, errors in refusals.items():
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
        if WHY_LATE in self.fields:
            yield Section(_("After the close of the month"), [self[WHY_LATE]])
