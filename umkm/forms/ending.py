"""Closing a business, opening it again, and taking a registration back: each with its reason."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField
from jakpreneur.rule_form import RuleForm
from umkm.models import Business
from umkm.rules.business import close_business, reopen_business, void_business

REASON = {
    "label": _("Reason"),
    "help_text": _("Whoever looks at the record later reads it."),
    "max_length": 500,
    "widget": forms.Textarea(attrs={"rows": 3}),
}


class ReasonForm(RuleForm):
    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business = business


class ClosingForm(ReasonForm):
    closed_on = DayField(label=_("Closed on"), initial=timezone.localdate)
    field_order = ("closed_on", "reason")
    by_today = {"closed_on": "business_closed_by_today"}

    def write(self) -> Business:
        return close_business(business=self.business, **self.cleaned_data, by=self.by)


class ReopeningForm(ReasonForm):
    def write(self) -> Business:
        return reopen_business(business=self.business, **self.cleaned_data, by=self.by)


class VoidingForm(ReasonForm):
    def write(self) -> Business:
        return void_business(business=self.business, **self.cleaned_data, by=self.by)
