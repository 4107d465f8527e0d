"""What the owner agrees to: ticked while registering, given and withdrawn on a page of its own."""

from typing import Any

from django import forms

from jakpreneur.rule_form import RuleForm
from umkm.choices import ConsentPurpose
from umkm.consent_texts import TEXTS, current, text_of
from umkm.models import Business, Consent
from umkm.rules.consent import record_consent

CONSENT = ("consent_publication", "consent_sharing")


class ConsentInput(forms.CheckboxInput):
    """A box that sends the version of the text beside it, so that what is recorded is what was read."""

    def __init__(self, version: str) -> None:
        # Shown ticked only beside the text that was read: a draft may be older than the text.
        super().__init__(check_test=lambda value: value == version)
        self.version = version

    def format_value(self, value: Any) -> str:
        return self.version

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return data.get(name) or ""


class ConsentField(forms.Field):
    """The version of the text that was agreed to, "" where the box is not ticked; it never is by itself."""

    def __init__(self, purpose: ConsentPurpose) -> None:
        self.text = current(purpose)
        super().__init__(
            label=purpose.label,
            help_text=self.text,
            required=False,
            widget=ConsentInput(self.text.version),
            template_name="umkm/consent/field.html",
        )

    def clean(self, value: str) -> str:
        if not value:
            return ""
        text = text_of(self.text.purpose, value)
        return (text or self.text).version


class ConsentFields(forms.Form):
    """The consents that registering asks for, each on its own."""

    consent_publication = ConsentField(ConsentPurpose.PUBLICATION)
    consent_sharing = ConsentField(ConsentPurpose.SHARING)

    def consents(self) -> dict[str, str]:
        """Purpose → version of the text, of those that were ticked."""
        ticked = {name.removeprefix("consent_"): self.cleaned_data[name] for name in CONSENT}
        return {purpose: version for purpose, version in ticked.items() if version}


class ConsentForm(RuleForm):
    """One consent given or withdrawn, by one of the buttons of its page."""

    purpose = forms.ChoiceField(choices=ConsentPurpose.choices)
    partner = forms.CharField(required=False, max_length=40)
    given = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda given: given == "1")
    text_version = forms.ChoiceField(choices=[(text.version, text.version) for text in TEXTS])

    def __init__(self, *args: Any, business: Business, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business = business

    def write(self) -> Consent:
        return record_consent(business=self.business, **self.cleaned_data, by=self.by)
