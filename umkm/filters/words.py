"""Names that have words: anywhere in them, or, of short words alone, at their beginning."""

from collections.abc import Iterable

from django.db.models import Expression, Q, QuerySet, Value
from django.db.models.functions import Concat

from umkm.spelling import FEWEST_LETTERS


def called(rows: QuerySet, spellings: list[list[str]], *columns: str, begins: str) -> QuerySet:
    """The rows that have, for each word, one of its spellings in one of the columns.

    Short words alone, of which there are too many inside of names, are what the column `begins` begins with.
    """
    if are_short(word for words in spellings for word in words):
        return rows.filter(Q((f"{begins}__startswith", " ".join(words[0] for words in spellings))))
    for words in spellings:
        rows = rows.filter(_any_of(columns, "contains", words))
    return rows


def are_short(words: Iterable[str]) -> bool:
    """Whether none of them is long enough to be found inside a name."""
    return all(len(word) < FEWEST_LETTERS for word in words)


def gathered(column: str) -> Expression:
    """The column, for an order that no index has: rows that have words are then gathered first and sorted. The planner does
    not know that they stand together in the alphabet, and would walk there through all others."""
    return Concat(column, Value(""))


def _any_of(columns: tuple[str, ...], lookup: str, words: list[str]) -> Q:
    alternatives = Q()
    for column in columns:
        for word in words:
            alternatives |= Q((f"{column}__{lookup}", word))
    return alternatives
