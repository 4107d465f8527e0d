"""Seeing a masked number in full, and who has seen one."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from jakpreneur.rule_form import RuleForm
from jakpreneur.templatetags.jakpreneur import who
from umkm.choices import Sealed
from umkm.identifiers import Secret
from umkm.models import Business, Disclosure, Participant
from umkm.rules.disclosure import disclose


class DisclosureForm(RuleForm):
    """Asks why; each page that asks can be sent once."""

    reason = forms.CharField(
        label=_("Why is the number needed?"),
        help_text=_("City staff read who looked, when and why."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ask = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, what: Sealed, of: Participant | Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.what, self.of = what, of

    def write(self) -> Secret:
        return disclose(what=self.what, of=self.of, **self.cleaned_data, by=self.by)

    @property
    def is_spent(self) -> bool:
        """Whether this page has shown the number already, or is no page of ours."""
        return self.has_error("ask")


class LookerField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return who(user)


class LookersForm(forms.Form):
    """Narrows the list of who looked to one user."""

    oleh = LookerField(
        User.objects.none(),
        label=_("Shown to"),
        required=False,
        empty_label=_("Everybody"),
        to_field_name="username",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        looked = Exists(Disclosure.objects.filter(by=OuterRef("pk")))
        self.fields["oleh"].queryset = User.objects.filter(looked).order_by("first_name", "username")

    def narrow(self, disclosures: QuerySet) -> QuerySet:
        user = self.cleaned_data.get("oleh") if self.is_valid() else None
        return disclosures.filter(by=user) if user else disclosures
