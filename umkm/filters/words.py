"""Names that have words: anywhere in them, or, of short words alone, at the beginning of the name that comes first."""

from django.db.models import Q, QuerySet

from umkm.spelling import FEWEST_LETTERS


def called(rows: QuerySet, spellings: list[list[str]], *columns: str) -> QuerySet:
    """The rows that have, for each word, one of its spellings in one of the columns.

    Short words alone are looked for in the first column, where an index of its own finds them: of an owner too,
    the whole city would be walked through.
    """
    if all(len(word) < FEWEST_LETTERS for words in spellings for word in words):
        start = " ".join(words[0] for words in spellings)
        return rows.filter(_any_of(columns[:1], "startswith", [start]))
    for words in spellings:
        rows = rows.filter(_any_of(columns, "contains", words))
    return rows


def _any_of(columns: tuple[str, ...], lookup: str, words: list[str]) -> Q:
    alternatives = Q()
    for column in columns:
        for word in words:
            alternatives |= Q((f"{column}__{lookup}", word))
    return alternatives
