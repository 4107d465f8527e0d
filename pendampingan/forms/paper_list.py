"""A paper list typed or pasted as text: a line a person, the days they were there at its end.

JP-00000017 1 2 3 4
00000017 1 2
1. JP-00000017 Siti Aminah 1 2
Warung Bu Siti; 1; 2
Siti Aminah
"""

import re
from dataclasses import dataclass

NUMBER = re.compile(r"\b(?:JP[-\s]?)?(\d{8})\b", re.IGNORECASE)
SEPARATORS = re.compile(r"[\s,;|]+")
DAY = re.compile(r"\d{1,2}")
ROW = re.compile(r"\s*\d{1,3}[.)]\s")  # "12. " in front, as lists are numbered
MOST_LINES = 200


@dataclass(frozen=True)
class Line:
    """Who a line names, and the days as they are numbered on paper; no days at all means every day."""

    row: int
    number: str
    name: str
    days: tuple[int, ...]

    @property
    def who(self) -> str:
        """The line without its days."""
        return " ".join(filter(None, (self.number, self.name)))


def read(text: str, after: int = 0) -> list[Line]:
    """The lines that say something, numbered as the person who typed them counts, behind those `after` which they stand."""
    rows = enumerate(text.splitlines(), start=after + 1)
    return [_line(row, ROW.sub("", typed, count=1)) for row, typed in rows if typed.strip(" \t,;|")]


def read_who(row: int, typed: str) -> Line:
    """A line that says no days: what looks like one belongs to the name, as in "Toko 99"."""
    number = NUMBER.search(typed)
    rest = typed[: number.start()] + " " + typed[number.end() :] if number else typed
    return Line(row, f"JP-{number[1]}" if number else "", " ".join(_words(rest)), ())


def _line(row: int, typed: str) -> Line:
    number = NUMBER.search(typed)
    if number is None:
        words, days = _split(_words(typed))
        return Line(row, "", " ".join(words), days)
    words = _words(typed[number.end() :])
    name = [word for word in _words(typed[: number.start()]) + words if not DAY.fullmatch(word)]
    return Line(row, f"JP-{number[1]}", " ".join(name), tuple(int(word) for word in words if DAY.fullmatch(word)))


def _words(typed: str) -> list[str]:
    return [word for word in SEPARATORS.split(typed) if word]


def _split(words: list[str]) -> tuple[list[str], tuple[int, ...]]:
    """A name and the days behind it. Days rise, so that "Toko 99 1 2" is the shop "Toko 99" on two days."""
    days: list[int] = []
    while len(words) > 1 and DAY.fullmatch(words[-1]) and (not days or int(words[-1]) < days[0]):
        days.insert(0, int(words.pop()))
    return words, tuple(days)
