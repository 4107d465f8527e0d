"""A second person's word for the attendance of one day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from pendampingan.counts.seats import Seat
from pendampingan.models import Attendance, SessionDay
from pendampingan.rules.verification import verify_attendance


@dataclass(frozen=True)
class Row:
    """Somebody who is ticked: who ticked and verified them, whether the reader may, and whether the form has them."""

    seat: Seat
    mark: Attendance
    open: bool
    ticked: bool


class VerificationForm(RuleForm):
    """Which ticks of `day` are as the paper says: all that the reader may verify, less those they take out.

    What was ticked after the page was drawn is not among them, since nobody has looked at it.
    """

    ticks = forms.TypedMultipleChoiceField(
        label=_("As on the signed sheet"),
        coerce=int,
        error_messages={
            "required": _("Tick at least one person."),
            "invalid_choice": _("This sheet has changed meanwhile. Look at it again."),
        },
    )

    def __init__(self, *args: Any, day: SessionDay, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.marks = {mark.enrolment_id: mark for mark in day.attendance.standing().for_sheet()}
        self.seats = [seat for seat in seats if seat.id in self.marks]
        self.open = {mark.pk for mark in self.marks.values() if self._may_verify(mark)}
        self.initial["ticks"] = self.open
        self.fields["ticks"].choices = [(key, key) for key in self.open]

    def _may_verify(self, mark: Attendance) -> bool:
        return mark.verified_by_id is None and mark.recorded_by_id != self.by.pk

    def rows(self) -> Iterator[Row]:
        ticked = {str(key) for key in self["ticks"].value()}
        for seat in self.seats:
            mark = self.marks[seat.id]
            yield Row(seat, mark, open=mark.pk in self.open, ticked=str(mark.pk) in ticked)

    def write(self) -> int:
        return verify_attendance(day=self.day, ticks=self.cleaned_data["ticks"], by=self.by)
