"""Closing a month."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from pendampingan.models import MonthClose
from pendampingan.rules.month import close_month


class MonthCloseForm(RuleForm):
    """Closes the month that begins on `month`."""

    note = forms.CharField(
        label=_("Note"),
        help_text=_(
            "What readers of the report should know, such as a centre whose sheets are still missing. It stays."
        ),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, month: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month

    def write(self) -> MonthClose:
        return close_month(month=self.month, note=self.cleaned_data["note"], by=self.by)
