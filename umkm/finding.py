"""A page of a list that may be searched by name: what has the words, or else what is spelt alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from jakpreneur.paging import Page, page_of
from umkm.filters.form import ALIKE, COUNTED, ListFilter
from umkm.spelling import words_meant

CLOSEST, WIDELY = "1", "2"


@dataclass(frozen=True)
class Found:
    """A page of the keys of rows. `alike` is empty where the words were found as typed, else how widely they were read."""

    page: Page
    alike: str
    #: The list's address.
    query: QueryDict

    @property
    def keys(self) -> list[int]:
        return [row[-1] for row in self.page]

    @property
    def is_whole(self) -> bool:
        return not (self.page.newer or self.page.older)

    def address(self, **words: str) -> str:
        query = self.query.copy()
        for name, word in words.items():
            query[name] = word
        return f"?{query.urlencode()}"

    @property
    def count_address(self) -> str:
        return self.address(**{COUNTED: "1"})

    @property
    def wider_address(self) -> str:
        return self.address(**{ALIKE: WIDELY}) if "q" in self.query and self.alike != WIDELY else ""


def find(listed: ListFilter, request: HttpRequest, key: Sequence[str]) -> Found:
    """The page that the request asks for. Where nothing has the words as typed, the closest ones; else all close ones."""
    asked = _asked(listed)
    ways = [asked] if asked else ["", CLOSEST, WIDELY] if listed.words else [""]
    for alike in ways:
        query = listed.query
        query.pop(ALIKE, None)
        if alike:
            query[ALIKE] = alike
        page = page_of(_keys(listed, key, alike), request, key=key, query=query)
        if page.rows:
            break
    return Found(page, alike, query)


def count(listed: ListFilter) -> int:
    """How many rows the list has on all its pages."""
    return _rows(listed, _asked(listed)).count()


def _asked(listed: ListFilter) -> str:
    asked = listed.query.get(ALIKE, "")
    return asked if asked in (CLOSEST, WIDELY) else ""


def _rows(listed: ListFilter, alike: str) -> QuerySet:
    if not listed.words:
        return listed.qs
    return listed.called(
        words_meant(listed.words, listed.words_near, widely=alike == WIDELY)
        if alike
        else [[word] for word in listed.words]
    )


def _keys(listed: ListFilter, key: Sequence[str], alike: str) -> QuerySet:
    """Only what orders the rows, and their keys last: an index alone answers that."""
    rows = _rows(listed, alike)
    primary = rows.model._meta.pk.attname
    columns = [name for name in dict.fromkeys(name.lstrip("-") for name in key) if name != primary]
    return rows.values_list(*columns, primary, named=True)
