"""A paper list as it was read: a grid of people and days, for the officer to look over before it is saved.

Drawn once, the grid is what counts: each row sends its `line`, in `there-<place>` the days ticked, in `who-<place>`
which of several is meant, or that it is somebody NEW, and in `new-<place>-…` who that is. Lines typed below it are read
as new rows.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from pendampingan.forms.guests import Choice, Pair, Register, Unclear
from pendampingan.forms.newcomer import NewcomerForm, menu_of_places
from pendampingan.forms.paper_list import Line, read, read_who
from pendampingan.forms.spelt_alike import spelt_alike
from umkm.beside import seen_among

#: None of those that a line may mean.
NEW = "new"


@dataclass
class Row:
    """A line of the list: whom it may mean and does, on which days of the class they came, and what is unclear.

    A `newcomer` is registered with the class, unless something is unclear or turns out to be `meant` after all.
    """

    place: int
    line: Line
    there: frozenset[int]
    choices: list[Choice] = field(default_factory=list)
    meant: Choice | None = None
    is_new: bool = False
    newcomer: NewcomerForm | None = None
    fault: str = ""

    @property
    def anchor(self) -> str:
        return f"baris-{self.place}"

    @property
    def name(self) -> str:
        """Who it is, for who hears the page."""
        return self.meant.person.name if self.meant and self.meant.seen else self.line.name or self.line.number

    @property
    def sentence(self) -> str:
        return _("Line %(row)d: %(why)s") % {"row": self.line.row, "why": self.fault}

    def may_be_new(self) -> bool:
        """Whether it can be somebody beside those that the line may mean."""
        return not any(choice.exact for choice in self.choices)

    def is_left_out(self) -> bool:
        return not self.there and not self.fault


def lines_drawn(sent: QueryDict) -> list[Line]:
    """The rows of the grid as they come back."""
    return [read_who(row, typed.replace("\0", "")) for row, typed in enumerate(sent.getlist("line"), start=1)]


def days_drawn(sent: QueryDict) -> list[datetime.date]:
    """The days that the grid had when it was drawn; none where it was not."""
    try:
        return [datetime.date.fromisoformat(day) for day in sent.getlist("drawn")]
    except ValueError:
        return []


def rows_drawn(sent: QueryDict, days: Sequence[datetime.date]) -> list[Row]:
    """The rows with their ticks. A day that was mistyped keeps its ticks; where one was added or dropped, each date does."""
    before = days_drawn(sent)
    dates = dict(enumerate(days if len(before) == len(days) else before, start=1))
    place_of = {day: place for place, day in enumerate(days, start=1)}
    rows = []
    for place, line in enumerate(lines_drawn(sent)):
        ticked = {number for number in dates if str(number) in sent.getlist(f"there-{place}")}
        there = frozenset(place_of[dates[number]] for number in ticked if dates[number] in place_of)
        rows.append(Row(place, line, there))
    return rows


def rows_read(text: str, drawn: int, days: int) -> list[Row]:
    """The rows of a text below a grid of so many."""
    return [_row(place, line, days) for place, line in enumerate(read(text, after=drawn), start=drawn)]


def clear_up(rows: Iterable[Row], sent: QueryDict, own: QuerySet, centres: QuerySet, by: User) -> None:
    """Say of each row whom it means, or what is unclear about it. Newcomers are registered at one of `centres`."""
    rows = [row for row in rows if not row.is_left_out()]
    register = Register([row.line for row in rows], own)
    meant: dict[int, list[Pair]] = {}
    for row in rows:
        try:
            meant[row.place] = register.meant_by(row.line)
        except Unclear as why:
            row.fault = str(why)
    strayed = [row for row in rows if row.place not in meant and not row.line.number]
    alike = spelt_alike([row.line.name for row in strayed], centres, by)
    guessed = {row.place: alike[row.line.name] for row in strayed if row.line.name in alike}
    meant |= guessed
    seen = seen_among([business for pairs in meant.values() for business, _person in pairs], by)
    for row in rows:
        told = {"why": _("a similar name"), "guessed": True} if row.place in guessed else {}
        row.choices = [Choice(*pair, seen=pair[0].pk in seen, **told) for pair in meant.get(row.place, [])]
        _choose(row, sent.get(f"who-{row.place}", ""))
    strangers = [row for row in rows if row.meant is None and not row.line.number]
    places = menu_of_places(centres) if strangers else []
    for row in strangers:
        words = {"prefix": f"new-{row.place}", "name": row.line.name}
        row.newcomer = NewcomerForm(sent, **words, centres=centres, places=places, by=by)
        if row.newcomer.is_bound:
            _meet(row, sent.get(f"who-{row.place}", ""))
    _refuse_twice(rows)


def _row(place: int, line: Line, days: int) -> Row:
    if strangers := [day for day in line.days if not 1 <= day <= days]:
        fault = _("the class has no day %(day)d.") % {"day": strangers[0]}
        return Row(place, line, frozenset(line.days) - frozenset(strangers), fault=fault)
    return Row(place, line, frozenset(line.days or range(1, days + 1)))


def _choose(row: Row, chosen: str) -> None:
    row.is_new = chosen == NEW
    if not row.choices:
        return
    only = row.choices[0] if len(row.choices) == 1 and not row.choices[0].guessed and not row.is_new else None
    row.meant = next((choice for choice in row.choices if choice.value == chosen), only)
    if row.meant:
        row.fault = "" if row.meant.guessed else row.fault
    elif row.is_new:
        row.fault = _("say who %(name)s is, to be registered.") % {"name": row.line.name}
    elif row.choices[0].guessed:
        told = _("nobody at your centre is called %(name)s, but somebody is alike. Choose who, or register them.")
        row.fault = told % {"name": row.line.name}
    else:
        row.fault = _may_be(row)


def _meet(row: Row, chosen: str) -> None:
    """What was entered of a newcomer, beside what it may be already: that is chosen, or it is another."""
    newcomer = row.newcomer
    if not newcomer.is_valid():
        row.fault = _("look at what is entered of %(name)s.") % {"name": row.line.name}
        return
    known = {choice.business for choice in row.choices}
    row.choices += [choice for choice in newcomer.found if choice.business not in known]
    row.meant = next((choice for choice in row.choices if choice.value == chosen), None)
    if row.meant:
        row.fault = ""
    elif any(not choice.guessed for choice in row.choices) and not row.is_new:
        row.fault = _may_be(row)
    elif not newcomer.is_another():
        row.fault = (
            _("look at what is entered of %(name)s.") % {"name": row.line.name} if newcomer.errors else _may_be(row)
        )
    else:
        row.fault = ""


def _may_be(row: Row) -> str:
    numbers = " / ".join(sorted(choice.business.number for choice in row.choices))
    return _("%(name)s may be %(numbers)s. Choose which.") % {"name": row.line.name, "numbers": numbers}


def _refuse_twice(rows: Iterable[Row]) -> None:
    """Nobody is on two lines, and no two newcomers have what may be one business."""
    on_row: dict[Any, int] = {}
    for row in rows:
        if row.fault:
            continue
        nik = row.meant.person.nik if row.meant else row.newcomer.cleaned_data["owner_nik"]
        business = None if row.meant else row.newcomer.may_be_one_with()
        if nik in on_row:
            row.fault = _("this person is on line %(row)d already.") % {"row": on_row[nik]}
        elif business in on_row:
            told = _("line %(row)d registers a business of this name in this kelurahan.")
            row.fault = told % {"row": on_row[business]}
        on_row |= {key: row.line.row for key in (nik, business) if key and key not in on_row}
