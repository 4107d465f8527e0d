"""What a clerk decides of the businesses that the one to be registered may be."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from jakpreneur.rule_form import RuleForm
from umkm.beside import Match
from umkm.models import Draft
from umkm.rules.doubles import SAME
from umkm.rules.draft import changed


class DecisionForm(RuleForm):
    """That it is another one than those ticked, and why; every one that is the same in something must be decided."""

    because = forms.CharField(
        label=_("Why it is another one"), help_text=_("Such as: a second stall, run by her sister."), max_length=200
    )

    #: The draft as the page showed it: what is registered is what the clerk read.
    checked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, sent: Any, *, matches: Collection[Match], draft: Draft, by: User) -> None:
        super().__init__(sent, initial={"checked": draft.fingerprint}, by=by)
        self.draft = draft
        self.to_decide = [match for match in matches if match.must_be_decided]
        self.must_decide = {match.number for match in matches if SAME & set(match.why)}
        ticked = set(sent.getlist("another_than")) if sent is not None else set()
        self.another_than = [match.number for match in self.to_decide if match.number in ticked]
        self.fields["because"].required = bool(self.another_than)
        self.fields["because"].depends = True

    def clean(self) -> None:
        if self.cleaned_data["checked"] not in ("", self.draft.fingerprint):
            self.data = self.data.copy()
            self.data["checked"] = self.draft.fingerprint
            raise changed()
        for number in sorted(self.must_decide - set(self.another_than)):
            words = {"number": number, "anchor": f"double-{number}"}
            self.add_error(
                None, ValidationError(_("Say of %(number)s whether it is this one or another."), params=words)
            )

    def decisions(self) -> dict[str, Any]:
        """What `register_business` is told of them."""
        return {"another_than": self.another_than, "because": self.cleaned_data["because"]}
