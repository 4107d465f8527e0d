"""What staff decide about a contested registration."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jakpreneur.rule_form import RuleForm
from umkm.choices import Outcome
from umkm.forms.ending import REASON
from umkm.forms.fields import NameField, NikField
from umkm.models import Business, Participant
from umkm.rules.business import void_business
from umkm.rules.contest import correct_claim, correct_known, decide_contest


class ContestForm(RuleForm):
    """One of four outcomes, with what that one needs, and the reason. `known`: who has the NIK now, if anybody."""

    outcome = forms.ChoiceField(label=gettext_lazy("Whose is it?"), widget=forms.RadioSelect)
    right_nik = NikField(label=gettext_lazy("The right NIK of who came"), required=False)
    right_name = NameField(
        label=gettext_lazy("Their name"), help_text=gettext_lazy("As it stands on the identity card."), required=False
    )
    known_nik = NikField(label=gettext_lazy("The right NIK of the person known"), required=False)
    reason = forms.CharField(**REASON)

    #: Where an outcome's rule names a field in a way of its own.
    beside: ClassVar[dict[str, dict[str, str]]] = {
        Outcome.KNOWN: {"owner": "outcome", "name": "outcome"},
        Outcome.MISTYPED: {"owner": "outcome", "nik": "right_nik", "name": "right_name"},
        Outcome.CLAIMANT: {"owner": "outcome", "nik": "known_nik"},
        Outcome.VOID: {},
    }
    needs: ClassVar[dict[str, tuple[str, ...]]] = {
        Outcome.MISTYPED: ("right_nik", "right_name"),
        Outcome.CLAIMANT: ("known_nik",),
    }

    def __init__(self, *args: Any, business: Business, known: Participant | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business, self.known = business, known
        self.initial["right_name"] = business.claimed_name
        self.fields["outcome"].choices = list(self._outcomes())
        for name in (name for names in self.needs.values() for name in names):
            self.fields[name].depends = True
        if known is None:
            del self.fields["known_nik"]

    def _outcomes(self):
        names = {"claimed": self.business.claimed_name, "known": self.known and self.known.name}
        if self.known:
            yield Outcome.KNOWN, _("It is %(known)s's: the NIK is right, the name was written differently") % names
        yield Outcome.MISTYPED, _("The NIK was mistyped: %(claimed)s has another one") % names
        if self.known:
            yield Outcome.CLAIMANT, _("The NIK is %(claimed)s's: the one of %(known)s was wrong all along") % names
        else:
            yield Outcome.CLAIMANT, _("The NIK is %(claimed)s's: nobody else has it any longer") % names
        yield Outcome.VOID, _("The registration should not be: void it")

    def clean(self) -> None:
        super().clean()
        for name in self.needs.get(self.cleaned_data.get("outcome"), ()):
            if name in self.fields and not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed for what you chose."))

    def write(self) -> Business:
        said = self.cleaned_data
        words = {"business": self.business, "reason": said["reason"], "by": self.by}
        match said["outcome"]:
            case Outcome.KNOWN:
                return decide_contest(owner=self.known, **words)
            case Outcome.MISTYPED:
                return correct_claim(nik=said["right_nik"], name=said["right_name"], **words)
            case Outcome.CLAIMANT:
                return correct_known(right_nik=said.get("known_nik") or None, **words)
            case _:
                return void_business(**words)

    def refuse(self, refused: ValidationError) -> None:
        beside = self.beside[self.cleaned_data["outcome"]]
        errors = refused.update_error_dict({})
        super().refuse(ValidationError({beside.get(name, name): faults for name, faults in errors.items()}))

    def parts(self):
        """Each outcome with the fields that it needs, in the order of the page."""
        for radio in self["outcome"]:
            value = radio.data["value"]
            yield radio, [self[name] for name in self.needs.get(value, ()) if name in self.fields]
