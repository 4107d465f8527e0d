"""What a registration form carries besides its fields: whose draft it is, and what was typed as it was typed."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from jakpreneur.accounts.models import User
from umkm.rules.draft import Typed

SALT = "umkm.draft"


@dataclass(frozen=True)
class Claim:
    """A draft and its clerk, as a signed token says; a form in the browser of somebody else proves nothing."""

    key: uuid.UUID
    clerk: int

    @classmethod
    def new(cls, clerk: User) -> "Claim":
        return cls(uuid.uuid4(), clerk.pk)

    @classmethod
    def read(cls, token: str, *, max_age: datetime.timedelta | None = None) -> "Claim | None":
        """None for a token that is forged, or older than `max_age`."""
        try:
            key, clerk = signing.loads(token, salt=SALT, max_age=max_age)
        except signing.BadSignature:
            return None
        return cls(uuid.UUID(key), clerk)

    def __str__(self) -> str:
        return signing.dumps([str(self.key), self.clerk], salt=SALT)


def typed_in(sent: QueryDict, fields: dict[str, forms.Field]) -> Typed:
    """What was sent of the fields, empty ones left out."""
    typed = {name: _texts(sent, name, field.widget) for name, field in fields.items()}
    return {name: texts for name, texts in typed.items() if texts}


def _texts(sent: QueryDict, name: str, widget: forms.Widget) -> list[str]:
    """A widget may have been answered in another input than its own, such as one of several radios."""
    value = widget.value_from_datadict(sent, {}, name)
    return [text for text in ([value] if isinstance(value, str) else sent.getlist(name)) if text]


def sent_from(typed: Typed) -> MultiValueDict:
    """What a form is bound to, as if it had just been sent."""
    return MultiValueDict(typed)


def shown_from(typed: Typed, fields: dict[str, forms.Field]) -> dict[str, Any]:
    """What an unbound form shows, so that nothing is judged before it is sent."""
    many = {name for name, field in fields.items() if isinstance(field, forms.MultipleChoiceField)}
    return {name: texts if name in many else texts[-1] for name, texts in typed.items() if name in fields}
