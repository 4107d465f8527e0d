"""What of a registration is needed to find its doubles, however little of it is typed yet."""

from typing import Any

from django import forms

from umkm.choices import Sector
from umkm.forms.fields import KelurahanField, NameField, NibField, NikField, PhoneField


class HalfTyped(forms.Form):
    """Fields of the registration form, none of them required; one that is not right yet finds nothing."""

    owner_nik = NikField(required=False)
    owner_name = NameField(required=False)
    owner_phone = PhoneField(required=False)
    name = NameField(required=False)
    nib = NibField(required=False)
    phone = PhoneField(required=False)
    kelurahan = KelurahanField(required=False)
    address = forms.CharField(required=False, max_length=200)
    sector = forms.ChoiceField(choices=Sector.choices, required=False)
    registered_on = forms.DateField(required=False)

    def typed(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data
