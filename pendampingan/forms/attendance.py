"""The sheet of one day."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jakpreneur.refusals import sentences
from jakpreneur.rule_form import RuleForm
from pendampingan.counts.seats import Seat
from pendampingan.models import Attendance, Enrolment, SessionDay
from pendampingan.rules.attendance import Marked, keep_sheet


@dataclass(frozen=True)
class Row:
    """One line of the sheet: who, ticked or not, who ticked them before and when, and how often they were marked."""

    seat: Seat
    ticked: bool
    mark: Attendance | None
    revision: int


class SheetForm(RuleForm):
    """Who was there on `day`.

    `asked` is the day that was sent, in ISO: where the class has it no longer, or none was sent, nothing is saved, since
    a mark on another day would count. `shown` is who was ticked when the page was drawn, so that only what this officer
    changed is saved, and not what another one has ticked meanwhile.
    """

    enrolments = forms.TypedMultipleChoiceField(
        label=_("Who was there"),
        coerce=int,
        required=False,
        error_messages={"invalid_choice": _("Somebody on this sheet has left the class meanwhile. Look at it again.")},
    )
    shown = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, day: SessionDay, asked: str, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.asked, self.seats = day, asked, seats
        for field in self.fields.values():
            field.choices = [(seat.id, seat.number) for seat in seats]

    def clean(self) -> dict[str, Any]:
        if self.asked != str(self.day.held_on):
            raise ValidationError(sentences["attendance_not_voided"])
        return super().clean()

    def write(self) -> Marked:
        came, shown = set(self.cleaned_data["enrolments"]), set(self.cleaned_data["shown"])
        return keep_sheet(day=self.day, came=_people(came - shown), missing=_people(shown - came), by=self.by)

    def rows(self) -> Iterator[Row]:
        """The people in order, ticked as the form has them, with the attendance that stands."""
        ticked = {str(value) for value in self["enrolments"].value()}
        marks, revisions = {}, Counter()
        for attendance in self.day.attendance.for_sheet():
            revisions[attendance.enrolment_id] += attendance.marks
            if attendance.voided_at is None:
                marks[attendance.enrolment_id] = attendance
        for seat in self.seats:
            yield Row(seat, str(seat.id) in ticked, marks.get(seat.id), revisions[seat.id])


def _people(ids: set[int]) -> list[Enrolment]:
    return list(Enrolment.objects.filter(pk__in=ids))
