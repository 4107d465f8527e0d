"""A business registered on one page: its owner, what it is, where it is, what it does, how large it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.acting import today
from jakpreneur.rule_form import RuleForm
from umkm.forms.business import ACTIVITY, BUSINESS, DAYS, SIZE, BusinessFields
from umkm.forms.consent import CONSENT, ConsentFields
from umkm.forms.owner import HOME, OWNER, OwnerFields
from umkm.forms.placement import PLACE, PlaceFields
from umkm.models import Business, Centre
from umkm.rules.business import register_business
from umkm.rules.doubles import doubles_of


class RegistrationForm(OwnerFields, BusinessFields, PlaceFields, ConsentFields, RuleForm):
    """Registers a business. `double` is the one that stands in the way, where there is one."""

    contested = forms.BooleanField(
        label=_("Save as contested: city staff decide whose NIK it is"),
        help_text=_("The business counts once they have."),
        required=False,
    )
    layout = {
        _("Owner"): (*OWNER, "contested"),
        _("Owner's home"): HOME,
        _("Business"): BUSINESS,
        _("Place"): PLACE,
        _("Activity"): ACTIVITY,
        _("Size"): SIZE,
        _("Consents"): CONSENT,
        _("Registration"): ("registered_on",),
    }
    by_today = DAYS | {"owner_born_on": "participant_born_in_the_past"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.double: Business | None = None
        self.initial["registered_on"] = today()
        if self.by.role == Role.OFFICER:
            self.fields["kelurahan"].only_at(Centre.objects.visible_to(self.by))

    def sections(self):
        """Saving as contested is offered only where the NIK is somebody else's."""
        if not (self.has_error("owner_nik", "anothers_nik") or self["contested"].data):
            del self.fields["contested"]
        return super().sections()

    def write(self) -> Business:
        return register_business(
            owner=self.person(),
            kelurahan=self.cleaned_data["kelurahan"],
            address=self.cleaned_data["address"],
            contested=self.cleaned_data["contested"],
            consents=self.consents(),
            by=self.by,
            **self.facts(),
        )

    def save(self) -> Business | None:
        typed = dict(self.cleaned_data)
        business = super().save()
        if business is None:
            found = doubles_of(**{name: typed[name] for name in ("name", "kelurahan", "nib")}, nik=typed["owner_nik"])
            self.double = found[0].business if found else None
        return business
