"""Who owns a business, changed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField, capitalised
from jakpreneur.meanwhile import ChangedMeanwhile, SeenForm, by_whom, last_changes
from umkm.choices import Tie
from umkm.forms.ending import REASON
from umkm.forms.person import HOME, PERSON, NamedPersonForm
from umkm.models import Business, Handover
from umkm.rules.ownership import correct_owner, hand_over

HANDOVER, CORRECTION = "handover", "correction"


class OwnerForm(NamedPersonForm, SeenForm):
    """The business changed hands, or the owner was entered wrong. `seen` is the owner that the page showed."""

    happened = forms.ChoiceField(
        label=_("What happened?"),
        choices=[
            (HANDOVER, _("It changed hands: sold, inherited or given away")),
            (CORRECTION, _("The owner was entered wrong")),
        ],
        widget=forms.RadioSelect,
    )
    handed_over_on = DayField(
        label=_("Changed hands on"), required=False, help_text=_("Only where the business changed hands.")
    )
    stays = forms.ChoiceField(
        label=_("The owner before"),
        choices=[("", _("Leaves the business")), *capitalised(Tie.choices)],
        required=False,
        help_text=_("Only where the business changed hands."),
    )
    reason = forms.CharField(**REASON)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    layout = {
        _("New owner"): ("nik", *PERSON),
        _("Home"): HOME,
        _("Change"): ("happened", "handed_over_on", "stays", "reason"),
    }
    by_today = NamedPersonForm.by_today | {"handed_over_on": "handover_by_today"}

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, business=business, **kwargs)
        self.initial["seen"] = str(business.owner_id)
        self.fields["handed_over_on"].depends = True

    def clean(self) -> None:
        super().clean()
        changed_hands = self.cleaned_data.get("happened") == HANDOVER
        if changed_hands and not self.cleaned_data.get("handed_over_on") and not self.has_error("handed_over_on"):
            self.add_error("handed_over_on", ValidationError(_("Say on which day the business changed hands.")))

    def write(self) -> Business | Handover:
        words = {"business": self.business, "owner": self.person(), "reason": self.cleaned_data["reason"]}
        words |= {"as_seen": self.compare, "by": self.by}
        if self.cleaned_data["happened"] == CORRECTION:
            return correct_owner(**words)
        return hand_over(handed_over_on=self.cleaned_data["handed_over_on"], stays=self.cleaned_data["stays"], **words)

    def compare(self, held: Business) -> None:
        """Whether the business still has the owner that the page showed."""
        if self.cleaned_data["seen"] in ("", str(held.owner_id)):
            return
        change = last_changes(held, ["owner_id"]).get("owner_id")
        if change is None or held.owner is None:
            return  # Nobody changed it, so no page of ours showed another one.
        words = {"name": held.owner.name} | by_whom(change.actor, change.at, change.request)
        told = _("Meanwhile %(who)s made %(name)s the owner, %(when)s. Save again if it changed once more.") % words
        raise ChangedMeanwhile({"nik": told}, carried={"seen": str(held.owner_id)})
