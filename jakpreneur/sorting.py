"""The orders that a list can have, each a word in its address and a link in the head of its table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from jakpreneur.paging import AFTER, BEFORE, Key

SORT = "urut"


@dataclass(frozen=True)
class Head:
    """One column that the list can be sorted by: where its link leads, and how it is sorted now."""

    url: str
    #: What aria-sort says.
    now: str


@dataclass(frozen=True)
class Sorting:
    """`orders`: word → the columns it sorts by, the last of them unique. A leading "-" turns an order round.

    The first click on one of `falling` puts the highest first.
    """

    orders: Mapping[str, tuple[str, ...]]
    default: str
    query: QueryDict
    falling: Collection[str] = ()

    @property
    def chosen(self) -> str:
        asked = self.query.get(SORT, "")
        return asked if asked.removeprefix("-") in self.orders and not asked.startswith("--") else self.default

    @property
    def key(self) -> tuple[str, ...]:
        key = Key(self.orders[self.chosen.removeprefix("-")])
        return key.reversed().names if self.chosen.startswith("-") else key.names

    @property
    def heads(self) -> dict[str, Head]:
        return {word: Head(self._to(word), self._now(word)) for word in self.orders}

    def _now(self, word: str) -> str:
        return {word: "ascending", f"-{word}": "descending"}.get(self.chosen, "none")

    def _to(self, word: str) -> str:
        """The same list in this order, from its start; what is in this order already is turned round."""
        query = self.query.copy()
        for name in (AFTER, BEFORE):
            query.pop(name, None)
        first, second = (f"-{word}", word) if word in self.falling else (word, f"-{word}")
        query[SORT] = second if self.chosen == first else first
        return f"?{query.urlencode()}"
