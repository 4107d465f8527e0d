"""Possible doubles: what of a registration is needed to find them, and what is decided about a pair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from umkm.choices import Sector
from umkm.forms.ending import REASON
from umkm.forms.fields import KelurahanField, NameField, NibField, NikField, PhoneField
from umkm.models import Business, Distinction
from umkm.rules.distinction import distinguish
from umkm.rules.merger import merge_businesses


class HalfTyped(forms.Form):
    """Fields of the registration form, none of them required; one that is not right yet finds nothing."""

    owner_nik = NikField(required=False)
    owner_name = NameField(required=False)
    owner_phone = PhoneField(required=False)
    name = NameField(required=False)
    nib = NibField(required=False)
    phone = PhoneField(required=False)
    kelurahan = KelurahanField(required=False)
    address = forms.CharField(required=False, max_length=200)
    sector = forms.ChoiceField(choices=Sector.choices, required=False)
    registered_on = forms.DateField(required=False)

    def typed(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


class PairForm(RuleForm):
    """A decision about two businesses, with its reason."""

    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, pair: tuple[Business, Business], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair


class MergerForm(PairForm):
    """They are one: whose number survives."""

    survivor = forms.ChoiceField(
        label=_("The number that survives"),
        help_text=_("It counts from the earlier registration on, at the place of the one that survives."),
        widget=forms.RadioSelect,
    )
    field_order = ("survivor", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["survivor"].choices = [(each.number, f"{each.number} · {each.name}") for each in self.pair]
        self.initial["survivor"] = self.pair[0].number

    def write(self) -> Business:
        survivor, double = sorted(self.pair, key=lambda each: each.number != self.cleaned_data["survivor"])
        return merge_businesses(survivor=survivor, double=double, reason=self.cleaned_data["reason"], by=self.by)


class DistinctionForm(PairForm):
    """They are two."""

    def write(self) -> Distinction:
        one, other = self.pair
        return distinguish(one=one, other=other, reason=self.cleaned_data["reason"], by=self.by)
