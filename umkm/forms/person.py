"""What is said of a person."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import today
from jakpreneur.fields import DayField, capitalised
from jakpreneur.meanwhile import EditForm
from jakpreneur.rule_form import RuleForm, Section
from umkm.choices import Disability, Sex
from umkm.forms.ending import REASON
from umkm.forms.fields import (
    Fingerprint,
    HomeCityField,
    HomeField,
    NameField,
    NikField,
    PhoneField,
    Unshown,
    city_of_home,
)
from umkm.models import Business, Participant
from umkm.rules.participant import Person, correct_nik, edit_participant

PERSON = ("name", "sex", "born_on", "phone", "email", "disability")
HOME = ("address", "kelurahan", "home_city")
FROM_NIK = _("Left open, it follows from the NIK.")


class NikForm(forms.Form):
    """The NIK of the person who is meant, before anything else is asked."""

    nik = NikField(label=_("NIK"), help_text=_("16 digits, as they stand on the identity card."))


class PersonFields(forms.Form):
    """What the registry keeps of a person beside the NIK."""

    name = NameField(label=_("Name"), help_text=_("As it stands on the identity card."))
    sex = forms.ChoiceField(
        label=_("Sex"), choices=capitalised(Sex.choices), required=False, widget=forms.RadioSelect, help_text=FROM_NIK
    )
    born_on = DayField(label=_("Date of birth"), required=False, help_text=FROM_NIK)
    phone = PhoneField(label=_("Phone"))
    email = forms.EmailField(label=_("Email"), required=False, max_length=254)
    disability = forms.ChoiceField(
        label=_("Lives with a disability"),
        choices=capitalised(Disability.choices),
        initial=Disability.UNSTATED,
        required=False,
    )
    address = forms.CharField(label=_("Home address"), required=False, max_length=200)
    kelurahan = HomeField(label=_("Home kelurahan"), city="home_city")
    home_city = HomeCityField(label=_("Home city outside Jakarta"))

    def clean_home_city(self) -> str:
        return city_of_home(self, "kelurahan", "home_city")


class NamedPersonForm(NikForm, PersonFields, RuleForm):
    """Something about a business and a person named by NIK: `known`, of whom nothing more is asked, or entered here."""

    by_today = {"born_on": "participant_born_in_the_past"}

    def __init__(self, *args: Any, business: Business, known: Participant | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.business, self.known = business, known
        self.fields["nik"].widget.attrs["readonly"] = True
        if known:
            for name in (*PERSON, *HOME):
                del self.fields[name]

    def person(self) -> Person:
        if self.known:
            return Person.known_as(self.known)
        nik = self.cleaned_data["nik"]
        said = {name: self.cleaned_data[name] for name in (*PERSON, *HOME)}
        said["sex"] = said["sex"] or nik.sex
        said["born_on"] = said["born_on"] or nik.birth_date(today())
        said["disability"] = said["disability"] or Disability.UNSTATED
        return Person(nik, **said)

    def sections(self) -> Iterator[Section]:
        """Of somebody known no more than what there is to say."""
        return (section for section in super().sections() if section.fields)

    def oddities(self) -> list[Any]:
        """What is odd about the NIK beside what was typed; refuses nothing."""
        person = self.person()
        return person.nik.warnings(today=today(), birth_date=person.born_on, sex=person.sex)


class PersonForm(PersonFields, EditForm):
    """Changes what is known of a person, but for the NIK."""

    layout = {_("Person"): PERSON, _("Home"): HOME}
    by_today = {"born_on": "participant_born_in_the_past"}

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, row=participant, **kwargs)
        self.fields["phone"].required = False
        for name in ("sex", "born_on", "disability"):
            self.fields[name].required, self.fields[name].help_text = True, ""

    def write(self) -> Participant:
        changes = self.changes()
        return (
            edit_participant(participant=self.row, as_seen=self.compare, by=self.by, **changes) if changes else self.row
        )


class NewNikField(NikField):
    """A NIK in place of the one on record, which is never shown."""

    widget = Unshown
    hidden_widget = Fingerprint
    secret = True

    def has_changed(self, initial: Any, data: str | None) -> bool:
        return bool(data and data.strip())


class NikCorrectionForm(EditForm):
    """The NIK was entered wrong."""

    nik = NewNikField(label=_("The right NIK"), help_text=_("16 digits, as they stand on the identity card."))
    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, row=participant, **kwargs)

    def write(self) -> Participant:
        return correct_nik(participant=self.row, as_seen=self.compare, by=self.by, **self.cleaned_data)
