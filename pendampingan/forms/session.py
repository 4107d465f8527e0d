"""A class: planned, opened, closed, cancelled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.rule_form import RuleForm
from pendampingan.forms.days import DaysField
from pendampingan.models import Topic, TrainingSession
from pendampingan.rules.session import cancel_session, close_session, open_session, plan_session
from umkm.models import Agency, Centre

LARGEST = 500


class SessionFields(RuleForm):
    """What is said of every class. An officer's is at one of their centres; city staff may hold one for the whole city."""

    layout = {
        _("The class"): ("title", "topic", "centre", "agency"),
        _("Days"): ("days", "days_needed"),
    }

    title = forms.CharField(label=_("Title"), max_length=120)
    topic = forms.ModelChoiceField(
        Topic.objects.none(),
        label=_("Topic"),
        to_field_name="code",
        required=False,
        empty_label=_("Not stated"),
        error_messages={"invalid_choice": _("Choose a topic from the list.")},
    )
    centre = forms.ModelChoiceField(
        Centre.objects.none(),
        label=_("Centre"),
        to_field_name="code",
        empty_label=_("The whole city"),
        error_messages={"invalid_choice": _("This is not one of your centres.")},
    )
    agency = forms.ModelChoiceField(
        Agency.objects.all(),
        label=_("Agency"),
        to_field_name="code",
        error_messages={"invalid_choice": _("Choose an agency from the list.")},
    )
    days = DaysField(label=_("Dates"))
    days_needed = forms.IntegerField(
        label=_("Days needed to pass"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("Left open, all of them."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        post = by.posts.select_related("centre", "agency").first()
        initial = {"centre": post.centre.code, "agency": post.agency.code} if post else {}
        super().__init__(*args, by=by, initial=initial, **kwargs)
        self.fields["topic"].queryset = Topic.objects.offered().order_by("name")
        centre = self.fields["centre"]
        centre.queryset = Centre.objects.visible_to(by).order_by("name")
        centre.required = by.role == Role.OFFICER
        if centre.required:
            centre.empty_label = None


class PlanForm(SessionFields):
    layout = SessionFields.layout | {_("Place and seats"): ("venue", "trainer", "capacity", "opened")}

    venue = forms.CharField(label=_("Venue"), max_length=120, required=False)
    trainer = forms.CharField(label=_("Trainer"), max_length=120, required=False)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=LARGEST, initial=40)
    opened = forms.BooleanField(label=_("Open it for enrolment now"), required=False, initial=True)

    def write(self) -> TrainingSession:
        return plan_session(**self.cleaned_data, by=self.by)


class SessionForm(RuleForm):
    """A step of a class that is there already."""

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session


class OpeningForm(SessionForm):
    def write(self) -> TrainingSession:
        return open_session(session=self.session, by=self.by)


class ClosingForm(SessionForm):
    def write(self) -> TrainingSession:
        return close_session(session=self.session, by=self.by)


class CancellingForm(SessionForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever looks at the class later reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def write(self) -> TrainingSession:
        return cancel_session(session=self.session, **self.cleaned_data, by=self.by)
