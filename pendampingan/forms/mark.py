"""One mark as a phone sends it."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from jakpreneur.refusals import sentences
from jakpreneur.rule_form import RuleForm
from pendampingan.choices import AttendanceSource
from pendampingan.models import SessionDay, TrainingSession
from pendampingan.rules.mark import mark
from pendampingan.rules.receipt import Answer


class MarkForm(RuleForm):
    """Somebody of `session` was there on a day, or was not; `seen` is the revision that the sheet showed."""

    key = forms.UUIDField()
    day = forms.DateField()
    enrolment = forms.ModelChoiceField(
        None, error_messages={"invalid_choice": _("This person is not in this class any more.")}
    )
    there = forms.BooleanField(required=False)
    seen = forms.IntegerField(min_value=0)
    made_at = forms.DateTimeField()
    source = forms.ChoiceField(choices=AttendanceSource)

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

    def is_busy(self) -> bool:
        """Whether somebody else was in the way: nothing is decided, and sending it again may do."""
        return self.has_error(NON_FIELD_ERRORS, code="busy")

    def sentence(self) -> str:
        """Why it was refused."""
        return " ".join(error for errors in self.errors.values() for error in errors)
