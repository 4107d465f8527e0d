"""A class: planned, changed, opened, closed, opened again, cancelled."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.fields import DayField
from jakpreneur.meanwhile import EditForm
from jakpreneur.rule_form import RuleForm
from pendampingan.forms.days import DaysField, HourField
from pendampingan.models import SessionDay, Topic, TrainingSession
from pendampingan.rules.session import (
    Times,
    cancel_session,
    close_session,
    edit_session,
    open_session,
    plan_session,
    reopen_session,
)
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

    def __init__(self, *args: Any, by: User, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, by=by, initial=own_post(by) if initial is None else initial, **kwargs)
        self.fields["topic"].queryset = Topic.objects.offered().order_by("name")
        centre = self.fields["centre"]
        centre.queryset = Centre.objects.visible_to(by).order_by("name")
        centre.required = by.role == Role.OFFICER
        if centre.required:
            centre.empty_label = None


def own_post(user: User) -> dict[str, Any]:
    """Centre and agency of whoever works at a centre."""
    post = user.posts.select_related("centre", "agency").first()
    return {"centre": post.centre.code, "agency": post.agency.code} if post else {}


def hours_of(days: Sequence[SessionDay]) -> dict[str, Any]:
    return {"starts_at": days[0].starts_at, "ends_at": days[0].ends_at} if days else {}


#: What a copy of a class takes over from it: all but its days and its people.
COPIED = ("title", "topic", "centre", "agency", "days_needed", "venue", "trainer", "capacity")


def copy_of(session: TrainingSession) -> dict[str, Any]:
    """What the form of a new class starts with where it is to be like this one."""
    hours = hours_of(session.days.standing().order_by("held_on")[:1])
    return {name: getattr(session, name) for name in COPIED} | hours


class PlanForm(SessionFields):
    layout = SessionFields.layout | {
        _("Days"): ("days", "starts_at", "ends_at", "days_needed"),
        _("Place and seats"): ("venue", "trainer", "capacity", "enrol_until", "opened"),
    }

    starts_at = HourField(label=_("Starts at"), required=False, help_text=_("The same on each day."))
    ends_at = HourField(label=_("Ends at"), required=False)
    venue = forms.CharField(label=_("Venue"), max_length=120, required=False)
    trainer = forms.CharField(label=_("Trainer"), max_length=120, required=False)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=LARGEST, initial=40)
    enrol_until = DayField(
        label=_("Last day of enrolment"),
        required=False,
        help_text=_("Left open, people can be put in until the class is closed."),
    )
    opened = forms.BooleanField(label=_("Open it for enrolment now"), required=False, initial=True)

    def times(self) -> Times:
        return Times(self.cleaned_data.pop("starts_at"), self.cleaned_data.pop("ends_at"))

    def write(self) -> TrainingSession:
        return plan_session(times=self.times(), **self.cleaned_data, by=self.by)


class SessionEditForm(EditForm, PlanForm):
    """Changes a class that is planned or open. `shown` are the days on the page when it was opened, so that only those
    that this officer put in or took out are changed, and not what another one has changed meanwhile."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, row=session, **kwargs)
        del self.fields["opened"]
        self.fields["topic"].queryset = Topic.objects.offered(besides=session.topic).order_by("name")
        self.held = list(session.days.standing().order_by("held_on"))
        self.initial |= hours_of(self.held) | {
            "days": [day.held_on for day in self.held],
            "shown": " ".join(str(day.held_on) for day in self.held),
        }
        for name in ("starts_at", "ends_at"):
            self.fields[name].show_hidden_initial = True

    def write(self) -> TrainingSession:
        shown, typed = set(self.cleaned_data["shown"].split()), self.cleaned_data["days"]
        gone = shown - {str(day) for day in typed}
        return edit_session(
            session=self.row,
            more_days=[day for day in typed if str(day) not in shown],
            fewer_days=[day for day in self.held if str(day.held_on) in gone],
            times=self.times() if {"starts_at", "ends_at"} & set(self.changed_data) else None,
            as_seen=self.compare,
            by=self.by,
            **self.changes(),
        )


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


class ReasonedForm(SessionForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever looks at the class later reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReopeningForm(ReasonedForm):
    def write(self) -> TrainingSession:
        return reopen_session(session=self.session, **self.cleaned_data, by=self.by)


class CancellingForm(ReasonedForm):
    def write(self) -> TrainingSession:
        return cancel_session(session=self.session, **self.cleaned_data, by=self.by)
