"""Identity numbers, and what was typed of them, at rest: sealed, so that a stolen dump shows none, yet equal ones are found.

AES-SIV (RFC 5297) is deterministic: the same text, purpose and key give the same bytes, so unique constraints and
exact look-ups work on them. The purpose is authenticated along, so a value cannot be moved to another column.
"""

import base64
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from umkm.identifiers import Secret

KEY_BYTES = 64
SEALED_LOOKUPS = {"exact", "in", "isnull"}


def seal(text: str, purpose: str) -> bytes:
    return _cipher(settings.IDENTITY_KEY).encrypt(text.encode(), [purpose.encode()])


def unseal(sealed: bytes, purpose: str) -> str:
    try:
        return _cipher(settings.IDENTITY_KEY).decrypt(sealed, [purpose.encode()]).decode()
    except InvalidTag:
        raise ImproperlyConfigured(
            f"IDENTITY_KEY does not open this {purpose}: it was sealed with another key, or altered since. "
            "Set the key this database was filled with."
        ) from None


@lru_cache(maxsize=2)
def _cipher(key: str) -> AESSIV:
    try:
        return AESSIV(_key_bytes(key))
    except ValueError:
        raise ImproperlyConfigured(
            f"IDENTITY_KEY must be {KEY_BYTES} bytes as {2 * KEY_BYTES} hexadecimal digits, such as "
            "`python -c 'import secrets; print(secrets.token_hex(64))'` prints. Keep it: without it no NIK can be read."
        ) from None


def _key_bytes(key: str) -> bytes:
    key_bytes = bytes.fromhex(key)
    if len(key_bytes) != KEY_BYTES:
        raise ValueError
    return key_bytes


class SealedField(models.BinaryField):
    """A column of sealed numbers; in Python a `kind` (Nik or Npwp), or None. Found by equality alone."""

    def __init__(self, *args: Any, kind: type[Secret], purpose: str, **kwargs: Any) -> None:
        self.kind = kind
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"kind": self.kind, "purpose": self.purpose}

    def get_lookup(self, lookup_name: str) -> type[models.Lookup] | None:
        return super().get_lookup(lookup_name) if lookup_name in SEALED_LOOKUPS else None

    def get_transform(self, lookup_name: str) -> Callable[..., Any] | None:
        return None

    def get_prep_value(self, value: Secret | None) -> bytes | None:
        if value is None:
            return None
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} holds {self.kind.__name__}, not {type(value).__name__}: parse it first.")
        return seal(value.in_full(), self.purpose)

    def from_db_value(self, value: memoryview | None, expression: Any, connection: Any) -> Secret | None:
        return None if value is None else self.kind(unseal(bytes(value), self.purpose))

    def to_python(self, value: Secret | str | None) -> Secret | None:
        """A string is what a serializer wrote: sealed bytes in base64."""
        if isinstance(value, str):
            return self.kind(unseal(base64.b64decode(value), self.purpose))
        return value

    def value_to_string(self, obj: models.Model) -> str:
        sealed = self.get_prep_value(self.value_from_object(obj))
        return "" if sealed is None else base64.b64encode(sealed).decode()

    def formfield(self, **kwargs: Any) -> None:
        """None: no model form offers it; a form has a field of its own, which parses."""


class SealedJSONField(models.BinaryField):
    """A column of sealed JSON that nobody searches; in Python what `json` reads, or None."""

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"purpose": self.purpose}

    def get_lookup(self, lookup_name: str) -> type[models.Lookup] | None:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_prep_value(self, value: Any) -> bytes | None:
        return None if value is None else seal(json.dumps(value), self.purpose)

    def from_db_value(self, value: memoryview | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(unseal(bytes(value), self.purpose))
