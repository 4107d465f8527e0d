"""Rows on their way to COPY."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

NULL = r"\N"


class Table(NamedTuple):
    """A table, the columns that are filled, and its rows as lines of COPY's text format."""

    name: str
    columns: str
    rows: Iterable[str]
    #: How many to expect, for the progress bar.
    expected: int


def line(*values) -> str:
    """One row. None is NULL; texts hold neither tab, backslash nor line break, since all of them are made here."""
    return "\t".join([NULL if value is None else str(value) for value in values]) + "\n"


def sealed(ciphertext: bytes) -> str:
    """Bytes as COPY reads a bytea."""
    return r"\\x" + ciphertext.hex()


class Stream:
    """What COPY reads from: rows as they are made, a few hundred at a time, so that they are never all in memory."""

    def __init__(self, rows: Iterable[str], tell=lambda count: None) -> None:
        self.rows: Iterator[str] = iter(rows)
        self.tell = tell

    def read(self, _size: int = -1) -> str:
        rows = list(islice(self.rows, 500))
        self.tell(len(rows))
        return "".join(rows)
