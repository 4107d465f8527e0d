"""Where a business is: entered, corrected, moved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField
from jakpreneur.meanwhile import ChangedMeanwhile, EditForm, SeenForm, by_whom
from jakpreneur.templatetags.jakpreneur import day
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


class CorrectionForm(PlaceFields, EditForm):
    """The newest place was entered wrong."""

    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, row=newest_placement(business), **kwargs)

    def write(self) -> Placement:
        changes = self.changes()
        if not changes:
            raise ValidationError({"kelurahan": _("This is the place on record. Type what it should have been.")})
        reason = self.cleaned_data["reason"]
        return correct_placement(placement=self.row, reason=reason, as_seen=self.compare, by=self.by, **changes)


class MoveForm(PlaceFields, SeenForm):
    """The business is somewhere else from a day on. `left` is the place it moved from, as the page showed it."""

    starts_on = DayField(label=_("Moved on"), initial=timezone.localdate)
    left = forms.CharField(widget=forms.HiddenInput, required=False)
    by_today = {"starts_on": "placement_started_by_today"}

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, initial={"left": str(newest_placement(business).pk)}, **kwargs)
        self.business = business

    def write(self) -> Placement:
        place = {name: self.cleaned_data[name] for name in ("kelurahan", "address", "starts_on")}
        return move_business(business=self.business, as_seen=self.compare, by=self.by, **place)

    def compare(self, newest: Placement) -> None:
        """Whether the business is still at the place that the page showed."""
        if self.cleaned_data["left"] in ("", str(newest.pk)):
            return
        told = _(
            "Meanwhile %(who)s recorded a move to %(kelurahan)s from %(day)s, %(when)s. Save again if it moved once more."
        ) % (
            {"kelurahan": newest.kelurahan.name, "day": day(newest.starts_on)}
            | by_whom(newest.recorded_by, newest.recorded_at)
        )
        raise ChangedMeanwhile({"kelurahan": told}, carried={"left": str(newest.pk)})
