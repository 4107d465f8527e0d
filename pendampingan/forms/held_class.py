"""A class already held, from the paper list, on one page."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import WHY_LATE
from pendampingan.forms.look_over import Row, clear_up, days_drawn, rows_drawn, rows_read
from pendampingan.forms.once import KeyedForm
from pendampingan.forms.paper_list import MOST_LINES
from pendampingan.forms.session import SessionFields
from pendampingan.rules.held_class import Guest, Newcomer, NewcomerRefused, log_held_class
from pendampingan.rules.receipt import answered
from umkm.models import Business, Centre


class HeldClassForm(KeyedForm, SessionFields):
    """The list is read into `rows`, a grid to look over. Sent twice, the page is one class."""

    guests = forms.CharField(
        label=_("Paper list"),
        help_text=_(
            "A line for each person: the business number or a name, then the days they came, such as"
            " JP-00000017 1 2 4. Without days: every day. Lines can be pasted from a spreadsheet."
        ),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
    )
    saved_before = _("This page was saved before. Look for the class in the list.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guests"].depends = True
        self.days: list[datetime.date] = []
        self.rows: list[Row] = []

    def clean(self) -> None:
        super().clean()
        self.days = self.cleaned_data.get("days") or days_drawn(self.data)
        if not self.days:
            return  # no grid without days: what was typed stays as it is
        drawn = rows_drawn(self.data, self.days)
        self.rows = drawn[:MOST_LINES]
        if len(drawn) > MOST_LINES:
            self.say_too_many()
        text = self.cleaned_data.pop("guests", "")
        if text:
            self.read_on(text)
        if self.rows:
            self["guests"].label = gettext("Further lines")
            self.fields["guests"].widget.attrs["rows"] = 3
        elif not text:
            self.add_error("guests", self.fields["guests"].error_messages["required"])
        clear_up(self.rows, self.data, self.where_names_are_looked_for(), self.centres(), self.by)
        self.say_what_is_unclear()

    def read_on(self, text: str) -> None:
        """The lines of the text become rows, and leave the field they were typed in."""
        read = rows_read(text, len(self.rows), len(self.days))
        if len(self.rows) + len(read) > MOST_LINES:
            self.say_too_many()
            return
        self.rows += read
        self.data = self.data.copy()
        self.data["guests"] = ""

    def say_too_many(self) -> None:
        self.add_error("guests", gettext("One class has at most %(most)d people.") % {"most": MOST_LINES})

    def where_names_are_looked_for(self) -> QuerySet:
        own, centre = Business.objects.visible_to(self.by), self.cleaned_data.get("centre")
        return own.at(centre) if centre else own

    def centres(self) -> QuerySet:
        """Where newcomers can be registered: at the centre of the class, else wherever the reader works."""
        visible, centre = Centre.objects.visible_to(self.by), self.cleaned_data.get("centre")
        return visible.filter(pk=centre.pk) if centre else visible

    def say_what_is_unclear(self) -> None:
        for row in self.rows:
            if row.fault:
                self.add_error(
                    None, ValidationError("%(sentence)s", params={"sentence": row.sentence, "anchor": row.anchor})
                )
        drawn = days_drawn(self.data)
        if drawn and len(drawn) != len(self.days):
            self.add_error(None, gettext("The class has more or fewer days than before: look who came on which."))
        if self.rows and all(row.is_left_out() for row in self.rows):
            self.add_error("guests", gettext("Nobody is ticked."))

    def columns(self) -> list[tuple[int, datetime.date]]:
        """The days of the grid, as they are numbered on paper."""
        return list(enumerate(self.days, start=1))

    def guests_ticked(self) -> list[Guest]:
        """Those of the grid who are known and came at all."""
        return [
            Guest(row.meant.business, row.meant.person, self.dates(row))
            for row in self.rows
            if row.meant and not row.is_left_out()
        ]

    def newcomers(self) -> list[Row]:
        """Those who are registered with the class."""
        return [row for row in self.rows if row.newcomer and not row.meant and not row.fault]

    def dates(self, row: Row) -> frozenset[datetime.date]:
        return frozenset(self.days[day - 1] for day in row.there)

    def write(self) -> int:
        """The class's key; of a class that this very page has logged before, the same."""
        facts = self.cleaned_data | {
            "guests": self.guests_ticked(),
            "newcomers": [Newcomer(row.newcomer.registration(), self.dates(row)) for row in self.newcomers()],
        }
        del facts["key"]
        return self.write_once(self.told, lambda: {"session": log_held_class(**facts, by=self.by).pk})["session"]

    def refuse(self, refused: ValidationError) -> None:
        """What is said of a newcomer stands at their line."""
        if not isinstance(refused, NewcomerRefused) or WHY_LATE in refused.update_error_dict({}):
            super().refuse(refused)
            return
        row = self.newcomers()[refused.place]
        row.newcomer.refuse(refused)
        row.fault = gettext("look at what is entered of %(name)s.") % {"name": row.line.name}
        self.say_what_is_unclear()

    def logged_before(self) -> int | None:
        """The class of this very page: whoever sent it twice is not told that its people were entered before."""
        if not self.is_bound or "key" not in self.cleaned_data:
            return None
        answer = answered(key=self.cleaned_data["key"], content=self.told, by=self.by)
        return answer and answer["session"]
