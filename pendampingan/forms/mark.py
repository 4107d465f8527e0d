"""One mark as a phone sends it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jakpreneur.refusals import sentences
from jakpreneur.templatetags.jakpreneur import moment, who
from pendampingan.choices import AttendanceSource
from pendampingan.forms.item import ItemForm
from pendampingan.models import Attendance, Enrolment, SessionDay, TrainingSession
from pendampingan.rules.mark import mark
from pendampingan.rules.receipt import Answer

#: How somebody is ticked on a sheet; what is read from a file comes in another way.
ON_A_SHEET = (AttendanceSource.SHEET, AttendanceSource.SCAN)


class MarkForm(ItemForm):
    """Somebody of `session` was there on a day, or was not; `seen` is the revision that the sheet showed."""

    day = forms.DateField()
    enrolment = forms.ModelChoiceField(
        None, error_messages={"invalid_choice": _("This person is not in this class any more.")}
    )
    there = forms.BooleanField(required=False)
    seen = forms.IntegerField(min_value=0)
    source = forms.ChoiceField(choices=[(source, source.label) for source in ON_A_SHEET])

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["enrolment"].queryset = session.enrolments.standing()

    def clean_day(self) -> SessionDay:
        day = self.session.days.standing().filter(held_on=self.cleaned_data["day"]).first()
        if day is None:
            raise ValidationError(sentences["attendance_not_voided"])
        return day

    def write(self) -> Answer:
        return mark(**self.cleaned_data, by=self.by)

    def answer(self) -> Answer:
        """And how the seat stands then: the phone that was refused may decide again."""
        if not self.is_valid():
            return super().answer()
        seat = self.cleaned_data["enrolment"], self.cleaned_data["day"]
        return super().answer() | stands(*seat)


def stands(enrolment: Enrolment, day: SessionDay) -> Answer:
    revision, tick = Attendance.objects.of_seat(enrolment, day).for_sheet().as_marked()
    said = f"{who(tick.recorded_by)} {moment(tick.recorded_at)}" if tick else ""
    return {"revision": revision, "there": bool(tick), "said": said}
