"""One more person in a class, or several."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from pendampingan.forms.finding import FindingForm
from pendampingan.models import Enrolment, TrainingSession
from pendampingan.rules.enrolment import Enrolled, enrol, enrol_many
from umkm.models import Business, Participant
from umkm.rules.participant import same_name


class EnrolForm(FindingForm):
    """By number or slip code also a business of another centre; by words only one of the class's own centre."""

    participant = forms.CharField(
        label=_("Who comes"),
        max_length=120,
        required=False,
        help_text=_("Left open, the owner. Otherwise the name of a partner or employee."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nothing = _("None of your businesses is called this, nor its owner. Of another centre's, give the number.")

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session

    def nameable(self) -> QuerySet:
        return Business.objects.select_related("owner")

    def searched(self) -> QuerySet:
        own = Business.objects.visible_to(self.by)
        return own.at(self.session.centre) if self.session.centre else own

    def write(self) -> Enrolment:
        business = self.cleaned_data["business"]
        person = belonging(business, self.cleaned_data["participant"])
        return enrol(session=self.session, business=business, participant=person, by=self.by)


class EnrolManyForm(RuleForm):
    """The owners of the ticked businesses, of those that the user sees."""

    businesses = forms.ModelMultipleChoiceField(
        Business.objects.none(),
        to_field_name="number",
        error_messages={
            "required": _("Tick who is enrolled."),
            "invalid_choice": _("You cannot choose %(value)s here."),
        },
    )

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["businesses"].queryset = Business.objects.visible_to(self.by).order_by("name_key", "pk")

    @property
    def ticked(self) -> set[str]:
        """The numbers that were ticked when the form was sent."""
        return set(self["businesses"].value() or ())

    def write(self) -> Enrolled:
        return enrol_many(session=self.session, **self.cleaned_data, by=self.by)


def belonging(business: Business, name: str) -> Participant | None:
    """The owner, partner or employee of this name; nobody where no name is given."""
    if not name:
        return None
    members = [membership.participant for membership in business.memberships.standing().select_related("participant")]
    for person in filter(None, [business.owner, *members]):
        if same_name(person.name, name):
            return person
    raise ValidationError({"participant": _("Nobody of this name owns the business or belongs to it.")})
