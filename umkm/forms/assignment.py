"""Which mentor follows a business."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from jakpreneur.fields import DayField
from jakpreneur.meanwhile import ChangedMeanwhile, SeenForm, by_whom
from jakpreneur.templatetags.jakpreneur import who
from umkm.models import Assignment, Business
from umkm.rules.assignment import assign_mentor, end_assignment, mentors_of


class MentorField(forms.ModelChoiceField):
    def label_from_instance(self, mentor: User) -> str:
        return mentor.get_full_name() or mentor.username


#: What the page carries along where no mentor followed the business.
NOBODY = "-"


class AssignmentForm(SeenForm):
    """Another mentor from a day on, or none any more. `followed` is the assignment that the page showed."""

    mentor = MentorField(
        User.objects.none(),
        label=_("Mentor"),
        required=False,
        empty_label=_("No mentor"),
        error_messages={"invalid_choice": _("This is no mentor of the business's centre.")},
    )
    starts_on = DayField(label=_("From"), initial=timezone.localdate)
    followed = forms.CharField(widget=forms.HiddenInput, required=False)
    by_today = {"starts_on": "assignment_started_by_today"}

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        self.business = business
        self.open = business.assignments.open().first()
        shown = {"mentor": self.open and self.open.mentor_id, "followed": key_of(self.open)}
        super().__init__(*args, initial=shown, **kwargs)
        self.fields["mentor"].queryset = mentors_of(business).order_by("first_name", "username")

    def write(self) -> Assignment:
        mentor, day = self.cleaned_data["mentor"], self.cleaned_data["starts_on"]
        if mentor:
            return assign_mentor(business=self.business, mentor=mentor, starts_on=day, as_seen=self.compare, by=self.by)
        if self.open is None:
            raise ValidationError({"mentor": _("Choose a mentor.")})
        self.compare(self.open)
        return end_assignment(assignment=self.open, ends_on=day, by=self.by)

    def compare(self, followed: Assignment | None) -> None:
        """Whether the business still has the mentor that the page showed."""
        if self.cleaned_data["followed"] in ("", key_of(followed)):
            return
        if followed:
            words = {"mentor": who(followed.mentor)} | by_whom(followed.recorded_by, followed.recorded_at)
            told = gettext("Meanwhile %(who)s assigned %(mentor)s, %(when)s. Save again to change that.") % words
        else:
            told = gettext("Meanwhile the mentor was taken off. Save again to assign one.")
        raise ChangedMeanwhile({"mentor": told}, carried={"followed": key_of(followed)})


def key_of(assignment: Assignment | None) -> str:
    return str(assignment.pk) if assignment else NOBODY
