"""Withdrawing a certificate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from pendampingan.models import Certificate
from pendampingan.rules.certificate import withdraw_certificate


class WithdrawalForm(RuleForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever looks at the class later reads it; the certificate’s public page does not say it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.certificate = certificate

    def write(self) -> Certificate:
        return withdraw_certificate(certificate=self.certificate, **self.cleaned_data, by=self.by)
