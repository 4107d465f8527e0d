"""Where a business is: entered, corrected, moved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.fields import DayField
from jakpreneur.meanwhile import ChangedMeanwhile, EditForm, SeenForm, by_whom
from jakpreneur.rule_form import RuleForm
from jakpreneur.templatetags.jakpreneur import day
from umkm.forms.ending import REASON
from umkm.forms.fields import KelurahanField
from umkm.models import Business, Placement
from umkm.rules.placement import correct_placement, move_business, newest_placement, placement_before, void_move

PLACE = ("kelurahan", "address")


class PlaceFields(forms.Form):
    kelurahan = KelurahanField(
        label=_("Kelurahan"), help_text=_("Where the business is, which may not be where its owner lives.")
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=200)


class CorrectionForm(PlaceFields, EditForm):
    """A place was entered wrong: the newest one, unless it says which. The first one has no day of a move."""

    starts_on = DayField(label=_("Moved there on"), required=False, help_text=_("Left open, the day stays."))
    reason = forms.CharField(**REASON)
    field_order = ("starts_on", "kelurahan", "address", "reason")
    by_today = {"starts_on": "placement_started_by_today"}

    def __init__(self, *args: Any, business: Business, placement: Placement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=placement or newest_placement(business), **kwargs)
        if self.row.starts_on is None:
            del self.fields["starts_on"]

    def consequences(self) -> list[str]:
        return [
            gettext(
                "What was entered was wrong: the business was at the right place all along, and counts follow it there."
            )
        ]

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in super().changes().items() if (name, value) != ("starts_on", None)}

    def write(self) -> Placement:
        changes = self.changes()
        if not changes:
            raise ValidationError({"kelurahan": gettext("This is the place on record. Type what it should have been.")})
        reason = self.cleaned_data["reason"]
        return correct_placement(placement=self.row, reason=reason, as_seen=self.compare, by=self.by, **changes)


class MoveForm(PlaceFields, SeenForm):
    """The business is somewhere else from a day on. `left` is the place it moved from, as the page showed it."""

    starts_on = DayField(label=_("Moved on"), initial=timezone.localdate)
    left = forms.CharField(widget=forms.HiddenInput, required=False)
    by_today = {"starts_on": "placement_started_by_today"}
    field_order = ("starts_on", "kelurahan", "address")

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        self.business = business
        self.newest = newest_placement(business)
        super().__init__(*args, initial={"left": str(self.newest.pk)}, **kwargs)

    def consequences(self) -> list[str]:
        words = {"place": in_words(self.newest), "centre": self.newest.kelurahan.centre.name}
        said = [
            gettext("It is at %(place)s now and counts at centre %(centre)s.") % words,
            gettext("From the day it moved it counts at the centre of the new place. Everything before stays."),
        ]
        if self.by.role == Role.OFFICER:
            said.append(
                gettext("If that is another centre's, its officers see the record from then on, and you no longer.")
            )
        return said

    def write(self) -> Placement:
        place = {name: self.cleaned_data[name] for name in ("kelurahan", "address", "starts_on")}
        return move_business(business=self.business, as_seen=self.compare, by=self.by, **place)

    def compare(self, newest: Placement) -> None:
        """Whether the business is still at the place that the page showed."""
        if self.cleaned_data["left"] in ("", str(newest.pk)):
            return
        told = gettext(
            "Meanwhile %(who)s recorded a move to %(kelurahan)s from %(day)s, %(when)s. Save again if it moved once more."
        ) % (
            {"kelurahan": newest.kelurahan.name, "day": day(newest.starts_on)}
            | by_whom(newest.recorded_by, newest.recorded_at)
        )
        raise ChangedMeanwhile({"kelurahan": told}, carried={"left": str(newest.pk)})


class MoveVoidingForm(RuleForm):
    """A move that never was."""

    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, business: Business, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.placement = placement
        self.before = placement_before(placement)

    def consequences(self) -> list[str]:
        words = {
            "place": in_words(self.placement),
            "day": day(self.placement.starts_on),
            "before": in_words(self.before),
        }
        return [
            gettext("The move to %(place)s on %(day)s is taken back.") % words,
            gettext("From that day on the business is at %(before)s again, and counts follow it there.") % words,
            gettext("The record keeps the move, marked as voided, with the reason."),
        ]

    def write(self) -> Placement:
        return void_move(placement=self.placement, reason=self.cleaned_data["reason"], by=self.by)


def in_words(placement: Placement) -> str:
    return ", ".join(filter(None, (placement.address, placement.kelurahan.name)))
