"""How a change of one column is said: what it is called, and its value in words."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.audit.models import Change
from jakpreneur.templatetags.jakpreneur import day, number, phone, rupiah, who
from umkm.models import Business, Fact, Kelurahan, Participant
from umkm.sealing import SealedField

#: What follows from other columns, or is said by the event that changed it.
UNTOLD = {
    "name_key",
    "kbli_version",
    "survivor",
    "merged_into_id",
    "voided_at",
    "voided_by_id",
    "void_reason",
    "recorded_at",
    "recorded_by_id",
}
MONEY = {"capital", "annual_sales"}
#: Of a row that a column points to, what names it.
NAMED: dict[type[models.Model], Callable[[Any], str]] = {
    Kelurahan: lambda kelurahan: kelurahan.name,
    Participant: lambda person: person.name,
    User: who,
    Business: lambda business: business.number,
}


@dataclass
class Names:
    """The names of all the rows that some changes point to, asked for once a table."""

    found: Mapping[type[models.Model], Mapping[int, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Iterable[Change], models_by_table: Mapping[str, type[Fact]]) -> "Names":
        keys: dict[type[models.Model], set[int]] = {}
        for change in changes:
            for column in change.after or ():
                target = column_of(models_by_table[change.table], column).related_model
                if target in NAMED:
                    keys.setdefault(target, set()).update(
                        value for value in (change.before[column], change.after[column]) if value
                    )
        return cls(
            {
                target: {row.pk: NAMED[target](row) for row in _bare(target).filter(pk__in=wanted)}
                for target, wanted in keys.items()
            }
        )

    def name(self, target: type[models.Model], key: int) -> str:
        return self.found.get(target, {}).get(key, str(key))


def _bare(target: type[models.Model]) -> models.QuerySet:
    """Without what is sealed: unsealing is slow, and nobody asked."""
    sealed = [column.name for column in target._meta.concrete_fields if isinstance(column, SealedField)]
    return target._default_manager.defer(*sealed)


def column_of(model: type[models.Model], column: str) -> models.Field:
    return next(field for field in model._meta.concrete_fields if field.column == column)


def told(change: Change, model: type[Fact], names: Names, *, open_to: Collection[str] | None) -> str:
    """ "phone changed from 0812-… to 0813-…; NPWP changed": values of the columns `open_to` the reader, None for all."""
    parts = []
    for column in change.after.keys() - UNTOLD:
        said = column_of(model, column)
        if isinstance(said, SealedField) or (open_to is not None and column not in open_to):
            parts.append(_("%(what)s changed") % {"what": said.verbose_name})
        else:
            before, after = (in_words(said, side[column], names) for side in (change.before, change.after))
            parts.append(
                _("%(what)s changed from %(from)s to %(to)s") % {"what": said.verbose_name, "from": before, "to": after}
            )
    return "; ".join(sorted(parts))


def in_words(said: models.Field, value: Any, names: Names) -> str:
    """A value as the audit keeps it (JSON), as a reader reads it."""
    if value in (None, "", []):
        return _("nothing")
    if isinstance(said, models.BooleanField):
        return _("yes") if value else _("no")
    if said.related_model in NAMED:
        return names.name(said.related_model, value)
    if said.choices:
        return str(dict(said.flatchoices).get(value, value))
    if isinstance(said, models.DateField) and not isinstance(said, models.DateTimeField):
        return day(datetime.date.fromisoformat(value))
    if said.name in MONEY:
        return rupiah(value)
    if said.name == "phone":
        return phone(value)
    if isinstance(value, int):
        return number(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
