"""Where a business is: entered, corrected, moved."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField
from jakpreneur.rule_form import RuleForm
from umkm.forms.ending import REASON
from umkm.forms.fields import KelurahanField
from umkm.models import Business, Placement
from umkm.rules.placement import correct_placement, move_business, newest_placement

PLACE = ("kelurahan", "address")


class PlaceFields(forms.Form):
    kelurahan = KelurahanField(
        label=_("Kelurahan"), help_text=_("Where the business is, which may not be where its owner lives.")
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=200)


class CorrectionForm(PlaceFields, RuleForm):
    """The newest place was entered wrong."""

    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        self.placement = newest_placement(business)
        initial = {"kelurahan": self.placement.kelurahan.code, "address": self.placement.address}
        super().__init__(*args, initial=initial, **kwargs)

    def write(self) -> Placement:
        return correct_placement(placement=self.placement, **self.cleaned_data, by=self.by)


class MoveForm(PlaceFields, RuleForm):
    """The business is somewhere else from a day on."""

    starts_on = DayField(label=_("Moved on"), initial=timezone.localdate)
    by_today = {"starts_on": "placement_started_by_today"}

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business = business

    def write(self) -> Placement:
        return move_business(business=self.business, **self.cleaned_data, by=self.by)
