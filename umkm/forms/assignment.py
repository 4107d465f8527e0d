"""Which mentor follows a business."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from jakpreneur.fields import DayField
from jakpreneur.rule_form import RuleForm
from umkm.models import Assignment, Business
from umkm.rules.assignment import assign_mentor, end_assignment, mentors_of


class MentorField(forms.ModelChoiceField):
    def label_from_instance(self, mentor: User) -> str:
        return mentor.get_full_name() or mentor.username


class AssignmentForm(RuleForm):
    """Another mentor from a day on, or none any more."""

    mentor = MentorField(
        User.objects.none(),
        label=_("Mentor"),
        required=False,
        empty_label=_("No mentor"),
        error_messages={"invalid_choice": _("This is no mentor of the business's centre.")},
    )
    starts_on = DayField(label=_("From"), initial=timezone.localdate)
    by_today = {"starts_on": "assignment_started_by_today"}

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        self.business = business
        self.open = business.assignments.open().first()
        super().__init__(*args, initial={"mentor": self.open and self.open.mentor_id}, **kwargs)
        self.fields["mentor"].queryset = mentors_of(business).order_by("first_name", "username")

    def write(self) -> Assignment:
        mentor, day = self.cleaned_data["mentor"], self.cleaned_data["starts_on"]
        if mentor:
            return assign_mentor(business=self.business, mentor=mentor, starts_on=day, by=self.by)
        if self.open is None:
            raise ValidationError({"mentor": _("Choose a mentor.")})
        return end_assignment(assignment=self.open, ends_on=day, by=self.by)
