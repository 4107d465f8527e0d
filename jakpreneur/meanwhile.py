"""Two people at one record: the second is told what the first one changed meanwhile, and neither loses anything."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.audit.models import Change
from jakpreneur.fields import DayField, RupiahField
from jakpreneur.rule_form import RuleForm
from jakpreneur.templatetags.jakpreneur import day_typed, hour, moment, who

#: What a rule asks once it holds the row, before it writes: whether the row is still as the person saw it, or whether
#: there is still none. It raises a ValidationError where that is not so.
AsSeen = Callable[[Model | None], None]


def unseen(row: Model | None) -> None:
    """For those who saw no page: commands, files, other rules."""


class ChangedMeanwhile(ValidationError):
    """Raised inside the rule's transaction, with the row held: nothing can change between the look and the write.

    `carried`: what the form carries along from now on, having told it, so that saving again is a decision.
    """

    def __init__(self, told: Mapping[str, str], carried: Mapping[str, str]) -> None:
        super().__init__({name: ValidationError(text, code="changed_meanwhile") for name, text in told.items()})
        self.carried = carried


class SeenForm(RuleForm):
    """Carries along what it showed, and hands its rule a method as `as_seen` that may raise ChangedMeanwhile."""

    def refuse(self, refused: ValidationError) -> None:
        super().refuse(refused)
        if isinstance(refused, ChangedMeanwhile):
            self.data = self.data.copy()
            for name, value in refused.carried.items():
                self.data[name] = value


@dataclass(frozen=True)
class Since:
    """What became of one field since the page was opened: as the page would carry it along now, and in words."""

    now: str
    sentence: str


class EditForm(SeenForm):
    """Changes a row that is there already, and of it only what this person changed since they opened the page.

    Each field that is a column of `row` carries along what it showed. The rule is handed `changes()`, and as `as_seen`
    the method `compare`. What only somebody else changed stays theirs and is told in `theirs`. What both changed is
    refused beside its field with who, when, from and to; saved again, what was typed is kept.
    """

    def __init__(self, *args: Any, row: Model, **kwargs: Any) -> None:
        self.row = row
        columns = {field.name for field in row._meta.concrete_fields}
        self.kept = [name for name in self.base_fields if name in columns]
        self.theirs: dict[str, Since] = {}
        super().__init__(*args, initial={name: getattr(row, name) for name in self.kept}, **kwargs)
        for name in self.kept:
            self.fields[name].show_hidden_initial = True

    def changes(self) -> dict[str, Any]:
        """The columns that this person changed, as they were cleaned."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.kept}

    def compare(self, held: Model) -> None:
        """Whether `held`, as it is now, is what the page showed of the fields that were changed on it."""
        now = {name: self._text(name, getattr(held, name)) for name in self.fields if name in self.kept}
        changed = [name for name, text in now.items() if self._shown(name) not in (None, text)]
        if not changed:
            return
        changes = self.changes()
        agreed = {name for name in changed if name in changes and self._text(name, changes[name]) == now[name]}
        told = self._told(held, now, [name for name in changed if name not in agreed])
        self.theirs = {name: since for name, since in told.items() if name not in changes}
        if both := told.keys() - self.theirs.keys():
            again = _("Save again to keep what you typed.")
            raise ChangedMeanwhile(
                {name: f"{told[name].sentence} {again}" for name in both},
                {self[name].html_initial_name: since.now for name, since in told.items()}
                | {name: since.now for name, since in self.theirs.items() if not self._is_secret(name)},
            )

    def refuse(self, refused: ValidationError) -> None:
        super().refuse(refused)
        for name, since in self.theirs.items():
            self[name].help_text = since.sentence

    def changed_by_others(self) -> list[str]:
        return [f"{self.fields[name].label}: {since.sentence}" for name, since in self.theirs.items()]

    def _shown(self, name: str) -> str | None:
        """What the page showed of a field; None where it does not say, as when no page was opened."""
        text = self.data.get(self[name].html_initial_name)
        return None if text is None else _lines(text)

    def _text(self, name: str, value: Any) -> str:
        """A value as the page carries it along."""
        field = self.fields[name]
        return _lines(field.hidden_widget().format_value(field.prepare_value(value)) or "")

    def _is_secret(self, name: str) -> bool:
        """Whether the page never shows what is on record of this field."""
        return getattr(self.fields[name], "secret", False)

    def _told(self, held: Model, now: Mapping[str, str], names: Collection[str]) -> dict[str, Since]:
        columns = {name: held._meta.get_field(name).column for name in names}
        changes = last_changes(held, columns.values())
        return {name: Since(now[name], self._sentence(name, now[name], changes.get(columns[name]))) for name in names}

    def _sentence(self, name: str, now: str, change: Change | None) -> str:
        words = {"who": _("Somebody"), "when": _("meanwhile")}
        if change:
            words = by_whom(change.actor, change.at, change.request)
        if self._is_secret(name):
            return _("%(who)s changed this, %(when)s.") % words
        words |= {"from": in_words(self.fields[name], self._shown(name)), "to": in_words(self.fields[name], now)}
        return _("%(who)s changed this from %(from)s to %(to)s, %(when)s.") % words


def last_changes(row: Model, columns: Collection[str]) -> dict[str, Change]:
    """The newest change of each of these columns of one row, as the audit has it."""
    changes = (
        Change.objects.filter(table=row._meta.db_table, row=row.pk, after__has_any_keys=list(columns))
        .select_related("actor")
        .order_by("id")
    )
    return {column: change for change in changes for column in change.after}


def by_whom(actor: User | None, at: datetime, request: str = "") -> dict[str, str]:
    """`who` and `when` of a write, for a sentence; the time alone for today's, the command where nobody signed in."""
    today = timezone.localdate(at) == timezone.localdate()
    return {
        "who": who(actor) if actor else request or _("somebody"),
        "when": _("at %(time)s") % {"time": hour(at)} if today else moment(at),
    }


def in_words(field: forms.Field, text: str | None) -> str:
    """A value of a field, as the page carries it along, as a reader reads it."""
    if not text:
        return _("nothing")
    if isinstance(field, forms.ModelChoiceField):
        try:
            return field.label_from_instance(field.to_python(text))
        except ValidationError:
            return _quoted(text)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(text, text))
    if isinstance(field, DayField):
        return day_typed(text) or _quoted(text)
    if isinstance(field, RupiahField):
        return f"Rp{field.widget.format_value(text)}"
    return _quoted(text)


def _quoted(text: str) -> str:
    return f"“{Truncator(text).chars(200)}”"


def _lines(text: str) -> str:
    """A browser sends line breaks in its own way."""
    return "\n".join(str(text).splitlines())
