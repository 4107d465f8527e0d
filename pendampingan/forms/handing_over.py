"""Whose businesses are handed over, which of them, and to whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jakpreneur.accounts.models import User
from jakpreneur.fields import DayField
from jakpreneur.rule_form import RuleForm
from jakpreneur.templatetags.jakpreneur import number, who
from pendampingan.counts.caseload import MentorLoad
from umkm.models import Business, Centre
from umkm.rules.assignment import HandedOver, hand_over


class CentreForm(forms.Form):
    """The centre whose mentors are looked at: the one asked for, else the reader's first."""

    pusat = forms.ModelChoiceField(Centre.objects.none(), label=_("Centre"), to_field_name="code", empty_label=None)

    def __init__(self, *args: Any, centres: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pusat"].queryset = self.centres = centres

    @property
    def centre(self) -> Centre | None:
        return self.cleaned_data["pusat"] if self.is_valid() else self.centres.first()


class HandOverForm(RuleForm):
    """The businesses ticked pass to a mentor, who is offered with how many they have already."""

    mentor = forms.TypedChoiceField(label=_("To"), coerce=int)
    starts_on = DayField(label=_("From"), initial=timezone.localdate)
    businesses = forms.ModelMultipleChoiceField(
        Business.objects.none(),
        to_field_name="number",
        error_messages={
            "required": _("Tick the businesses that are handed over."),
            "invalid_choice": _("You cannot choose %(value)s here."),
        },
    )
    by_today = {"starts_on": "assignment_started_by_today"}

    def __init__(
        self, *args: Any, of: User | None, among: QuerySet, loads: Sequence[MentorLoad], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        self.mentors = {load.mentor.pk: load.mentor for load in loads if load.works_here and load.mentor != of}
        offered = [(load.mentor.pk, _with_load(load)) for load in loads if load.mentor.pk in self.mentors]
        self.fields["mentor"].choices = [("", _("Choose a mentor.")), *offered]
        self.fields["businesses"].queryset = among

    @property
    def ticked(self) -> set[str]:
        """The numbers of the businesses that were ticked when the form was sent."""
        return set(self["businesses"].value() or ())

    def write(self) -> HandedOver:
        mentor = self.mentors[self.cleaned_data["mentor"]]
        words = {name: self.cleaned_data[name] for name in ("businesses", "starts_on")}
        return hand_over(**words, of=self.of, mentor=mentor, by=self.by)


def _with_load(load: MentorLoad) -> str:
    """→ "Rina Wati (105 businesses)"."""
    businesses = ngettext("%(number)s business", "%(number)s businesses", load.businesses)
    return f"{who(load.mentor)} ({businesses % {'number': number(load.businesses)}})"
