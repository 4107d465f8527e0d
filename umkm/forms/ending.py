"""Closing a business, opening it again, taking back a registration or a merger: each with its reason."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jakpreneur.fields import DayField
from jakpreneur.rule_form import RuleForm
from jakpreneur.templatetags.jakpreneur import day
from umkm.models import Business
from umkm.rules.business import close_business, reopen_business, void_business
from umkm.rules.merger import unmerge_business

REASON = {
    "label": gettext_lazy("Reason"),
    "help_text": gettext_lazy("Whoever looks at the record later reads it."),
    "max_length": 500,
    "widget": forms.Textarea(attrs={"rows": 3}),
}


class ReasonForm(RuleForm):
    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business = business


class ClosingForm(ReasonForm):
    closed_on = DayField(label=gettext_lazy("Closed on"), initial=timezone.localdate)
    field_order = ("closed_on", "reason")
    by_today = {"closed_on": "business_closed_by_today"}

    def consequences(self) -> list[str]:
        if self.business.is_closed:
            return [_("It closed on %(day)s already: there is nothing to do.") % {"day": day(self.business.closed_on)}]
        return [
            _("It keeps every stage it has reached: no count changes."),
            _("Lists show it as closed, and no visit is logged after that day."),
            _("It can be opened again."),
        ]

    def write(self) -> Business:
        return close_business(business=self.business, **self.cleaned_data, by=self.by)


class ReopeningForm(ReasonForm):
    def consequences(self) -> list[str]:
        if not self.business.is_closed:
            return [_("It is not closed: there is nothing to do.")]
        return [
            _("It closed on %(day)s. It becomes active again, and keeps every stage it has reached.")
            % {"day": day(self.business.closed_on)}
        ]

    def write(self) -> Business:
        return reopen_business(business=self.business, **self.cleaned_data, by=self.by)


class VoidingForm(ReasonForm):
    def consequences(self) -> list[str]:
        progress = self.business.progress
        stages = {
            _("registered"): progress.registered_on,
            _("trained"): progress.trained_on,
            _("mentored"): progress.mentored_on,
        }
        counts = ", ".join(
            _("%(stage)s since %(day)s") % {"stage": stage, "day": day(on)} for stage, on in stages.items() if on
        )
        return [
            _("It leaves every count: %(counts)s.") % {"counts": counts} if counts else _("It is in no count now."),
            _("Nothing more can be recorded for it, and this cannot be taken back."),
            _("The record stays and says who voided it and why. The owner, classes and visits stay on record."),
        ]

    def write(self) -> Business:
        return void_business(business=self.business, **self.cleaned_data, by=self.by)


class UnmergingForm(ReasonForm):
    def write(self) -> Business:
        return unmerge_business(business=self.business, **self.cleaned_data, by=self.by)
