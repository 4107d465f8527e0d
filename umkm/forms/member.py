"""Who belongs to a business: added, in another role, removed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import capitalised
from jakpreneur.rule_form import RuleForm
from umkm.choices import Tie
from umkm.forms.ending import REASON
from umkm.forms.person import HOME, PERSON, NamedPersonForm
from umkm.models import Membership
from umkm.rules.membership import add_member, change_tie, remove_member


class TieField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=capitalised(Tie.choices), widget=forms.RadioSelect, **kwargs)


class MemberForm(NamedPersonForm):
    tie = TieField(label=_("Belongs to the business as"))
    layout = {_("Person"): ("nik", "tie", *PERSON), _("Home"): HOME}

    def write(self) -> Membership:
        return add_member(business=self.business, person=self.person(), tie=self.cleaned_data["tie"], by=self.by)


class TieForm(RuleForm):
    tie = TieField(label=_("Belongs to the business as"))
    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, initial={"tie": membership.tie}, **kwargs)
        self.membership = membership

    def write(self) -> Membership:
        return change_tie(membership=self.membership, **self.cleaned_data, by=self.by)


class RemovalForm(RuleForm):
    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership

    def write(self) -> Membership:
        return remove_member(membership=self.membership, **self.cleaned_data, by=self.by)
