"""What is said of a business's owner when it is registered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import today
from jakpreneur.fields import DayField, capitalised
from umkm.choices import Disability, Sex
from umkm.forms.fields import HomeCityField, HomeField, NameField, NikField, PhoneField, city_of_home
from umkm.rules.participant import Person

HOME = ("owner_address", "owner_kelurahan", "owner_home_city")
FROM_NIK = _("Left open, it follows from the NIK.")


class OwnerFields(forms.Form):
    """The fields of a person, each with `owner_` in front."""

    owner_nik = NikField(label=_("Owner's NIK"), help_text=_("16 digits, as they stand on the identity card."))
    owner_name = NameField(label=_("Owner's name"), help_text=_("As it stands on the identity card."))
    owner_sex = forms.ChoiceField(
        label=_("Sex"), choices=capitalised(Sex.choices), required=False, widget=forms.RadioSelect, help_text=FROM_NIK
    )
    owner_born_on = DayField(label=_("Date of birth"), required=False, help_text=FROM_NIK)
    owner_phone = PhoneField(label=_("Owner's phone"))
    owner_email = forms.EmailField(label=_("Owner's email"), required=False, max_length=254)
    owner_disability = forms.ChoiceField(
        label=_("Lives with a disability"),
        choices=capitalised(Disability.choices),
        initial=Disability.UNSTATED,
        required=False,
    )
    owner_address = forms.CharField(label=_("Home address"), required=False, max_length=200)
    owner_kelurahan = HomeField(label=_("Home kelurahan"), city="owner_home_city")
    owner_home_city = HomeCityField(label=_("Home city outside Jakarta"))

    def clean_owner_home_city(self) -> str:
        return city_of_home(self, "owner_kelurahan", "owner_home_city")

    def person(self) -> Person:
        said = {name: self.cleaned_data[f"owner_{name}"] for name in Person.__dataclass_fields__}
        nik = said["nik"]
        said["sex"] = said["sex"] or nik.sex
        said["born_on"] = said["born_on"] or nik.birth_date(today())
        said["disability"] = said["disability"] or Disability.UNSTATED
        return Person(**said)

    def home_is_outside(self) -> bool:
        """Whether the home lies outside Jakarta: a city is named, or an address without a kelurahan."""
        said = self.cleaned_data
        return bool(said["owner_home_city"] or (said["owner_address"] and not said["owner_kelurahan"]))

    def oddities(self) -> list[Any]:
        """What is odd about the NIK beside what was typed; refuses nothing."""
        return self.cleaned_data["owner_nik"].warnings(
            today=today(),
            birth_date=self.cleaned_data["owner_born_on"],
            sex=self.cleaned_data["owner_sex"],
        )
