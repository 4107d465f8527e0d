"""What the page of a business, or of a person, shows beyond its facts: lists that each app adds to in its history.

Each reader is given the business or person and the user who looks, and answers only what that user may see. A merged
business's page asks for its own facts; the survivor's page asks for those of all that were merged into it.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from jakpreneur.accounts.models import Role, User
from umkm.choices import Stage
from umkm.models import Business, Participant


@dataclass(frozen=True)
class Panel:
    """A block of its own: its template shows what `read` answers as `content`; None leaves the block out."""

    title: str
    template: str
    read: Callable[[Any, User], object]
    roles: Collection[Role]
    order: int


@dataclass(frozen=True)
class PanelShown:
    """A panel as one reader finds it on one page."""

    title: str
    template: str
    content: object


@dataclass(frozen=True)
class Entry:
    """One line of the timeline: a fact of a day, or a change of the record, written `at` a moment of it.

    `by` says who wrote it and where; `gone` is a voided fact, whose `text` says why.
    """

    on: datetime.date
    title: str
    text: str = ""
    url: str = ""
    gone: bool = False
    at: datetime.datetime | None = None
    by: str = ""
    is_change: bool = False


@dataclass(frozen=True)
class Day:
    """The lines of one day."""

    on: datetime.date
    entries: list[Entry]


@dataclass(frozen=True)
class Timeline:
    """The lines that are shown, newest first, and how many there are."""

    entries: list[Entry]
    total: int

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def days(self) -> Iterator[Day]:
        for on, entries in groupby(self.entries, key=attrgetter("on")):
            yield Day(on, list(entries))


@dataclass(frozen=True)
class Evidence:
    """The fact that a stage rests on, in words, and where it is kept ("" where the reader may not go there)."""

    title: str
    url: str = ""


panels: list[Panel] = []
timeline: list[Callable[[Business, User], Iterable[Entry]]] = []
evidence: list[Callable[[Business, User], Mapping[Stage, Evidence]]] = []
person_panels: list[Panel] = []
person_timeline: list[Callable[[Participant, User], Iterable[Entry]]] = []


def panels_for(business: Business, user: User) -> list[PanelShown]:
    return _shown(panels, business, user)


def person_panels_for(participant: Participant, user: User) -> list[PanelShown]:
    return _shown(person_panels, participant, user)


def timeline_for(business: Business, user: User, *, facts_alone: bool = False, most: int | None = None) -> Timeline:
    """Newest first; of one day what was written last comes first, and then what happened, as the lists told it."""
    entries = [entry for read in timeline for entry in read(business, user) if not (facts_alone and entry.is_change)]
    return _in_order(entries, most)


def person_timeline_for(participant: Participant, user: User, *, most: int | None = None) -> Timeline:
    return _in_order([entry for read in person_timeline for entry in read(participant, user)], most)


def evidence_for(business: Business, user: User) -> dict[Stage, Evidence]:
    found: dict[Stage, Evidence] = {}
    for read in evidence:
        found |= read(business, user)
    return found


def _shown(declared: list[Panel], of: Business | Participant, user: User) -> list[PanelShown]:
    mine = sorted((panel for panel in declared if user.role in panel.roles), key=lambda panel: panel.order)
    read = ((panel, panel.read(of, user)) for panel in mine)
    return [PanelShown(panel.title, panel.template, content) for panel, content in read if content is not None]


def _in_order(entries: list[Entry], most: int | None) -> Timeline:
    entries.sort(key=lambda entry: (entry.on, entry.at.timestamp() if entry.at else 0), reverse=True)
    return Timeline(entries[:most], total=len(entries))
