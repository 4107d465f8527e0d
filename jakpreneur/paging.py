"""Keyset paging: a page starts after a row, not after a count, so the last costs what the first costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

AFTER, BEFORE = "setelah", "sebelum"


@dataclass(frozen=True)
class Page:
    """Some rows in order, and the query strings of the pages on either side (None where there is none)."""

    rows: list
    newer: str | None
    older: str | None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


@dataclass(frozen=True)
class Key:
    """The columns that order a list; together unique and never null. A leading "-" is descending."""

    names: tuple[str, ...]

    def reversed(self) -> "Key":
        return Key(tuple(name[1:] if name.startswith("-") else f"-{name}" for name in self.names))

    def beyond(self, rows: QuerySet, values: Sequence) -> QuerySet:
        """The rows after `values`, put so that an index is walked: from the first column on, less those at or before."""
        first = self.names[0]
        side = "lte" if first.startswith("-") else "gte"
        return rows.filter(Q((f"{first.lstrip('-')}__{side}", values[0]))).exclude(_up_to(self.names, values))

    def cursor(self, row: Any) -> str:
        """The row's place, signed, so that what comes back was once given out."""
        values = (attrgetter(name.lstrip("-").replace("__", "."))(row) for name in self.names)
        return signing.dumps([value if isinstance(value, int) else str(value) for value in values], salt=self._salt)

    def read(self, cursor: str | None) -> list | None:
        """The values of a cursor of this very key; None for anything else."""
        if not cursor:
            return None
        try:
            return signing.loads(cursor, salt=self._salt)
        except signing.BadSignature:
            return None

    @property
    def _salt(self) -> str:
        return "page:" + ",".join(name.lstrip("-") for name in self.names)


def page_of(
    queryset: QuerySet,
    request: HttpRequest,
    *,
    key: Sequence[str] = ("name_key", "id"),
    size: int = 25,
    query: QueryDict | None = None,
) -> Page:
    """The page that the request asks for, in one query; the first for a missing, foreign or spoiled cursor.

    `query` is what the addresses of the pages beside it keep, where that is not simply the request's own.
    """
    key = Key(tuple(key))
    turn = _Turn(key, request.GET if query is None else query)
    if values := key.read(request.GET.get(BEFORE)):
        back = key.reversed()
        rows = list(back.beyond(queryset, values).order_by(*back.names)[: size + 1])
        if len(rows) >= size:
            more, rows = len(rows) > size, rows[:size][::-1]
            return turn.page(rows, newer=more, older=True)
    elif values := key.read(request.GET.get(AFTER)):
        rows = list(key.beyond(queryset, values).order_by(*key.names)[: size + 1])
        if rows:
            return turn.page(rows[:size], newer=True, older=len(rows) > size)
    rows = list(queryset.order_by(*key.names)[: size + 1])
    return turn.page(rows[:size], newer=False, older=len(rows) > size)


@dataclass(frozen=True)
class _Turn:
    """Turns the list to another page, with its own parameters, its filters among them."""

    key: Key
    query: QueryDict

    def page(self, rows: list, *, newer: bool, older: bool) -> Page:
        return Page(
            rows,
            newer=self._to(BEFORE, rows[0]) if newer else None,
            older=self._to(AFTER, rows[-1]) if older else None,
        )

    def _to(self, name: str, row: Any) -> str:
        query = self.query.copy()
        query.pop(AFTER, None)
        query.pop(BEFORE, None)
        query[name] = self.key.cursor(row)
        return f"?{query.urlencode()}"


def _up_to(names: Sequence[str], values: Sequence) -> Q:
    """The rows at or before `values` among those that share nothing yet, column by column."""
    (name, *more), (value, *rest) = names, values
    column, descending = name.lstrip("-"), name.startswith("-")
    if not more:
        return Q((f"{column}__{'gte' if descending else 'lte'}", value))
    return Q((f"{column}__{'gt' if descending else 'lt'}", value)) | Q((column, value)) & _up_to(more, rest)
