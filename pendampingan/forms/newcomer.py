"""Somebody of a paper list who is not registered yet: entered beside their line, with what the counter asks at least."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import today
from jakpreneur.fields import capitalised
from jakpreneur.rule_form import RuleForm
from pendampingan.forms.guests import Choice
from umkm.beside import seen_among, why_in_words
from umkm.choices import Sector
from umkm.forms.fields import KelurahanField, NameField, NikField, PhoneField
from umkm.identifiers import name_key
from umkm.models import Business, Kelurahan, Participant
from umkm.rules.doubles import doubles_of
from umkm.rules.participant import Person, known_by, same_name

PERSON = ("owner_nik", "owner_name", "owner_phone")
BUSINESS = ("name", "sector", "kelurahan", "address")


class NewcomerForm(RuleForm):
    """The names of the fields are those beside which `register_business` refuses. `found`: what it may be already."""

    owner_nik = NikField(label=_("NIK"), help_text=_("16 digits, as they stand on the identity card."))
    owner_name = NameField(label=_("Name"), help_text=_("As it stands on the identity card."))
    owner_phone = PhoneField(label=_("Phone"))
    name = NameField(label=_("Business name"))
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("Choose a sector")), *capitalised(Sector.choices)])
    kelurahan = KelurahanField(label=_("Kelurahan"), help_text=_("Where the business is."))
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    because = forms.CharField(
        label=_("Why it is another one"),
        help_text=_("Such as: a second stall, run by her sister."),
        required=False,
        max_length=200,
    )

    def __init__(
        self, sent: QueryDict, *, prefix: str, name: str, centres: QuerySet, places: Sequence[Any], by: User
    ) -> None:
        typed = any(sent.get(f"{prefix}-{field}") for field in (*PERSON, *BUSINESS) if field != "owner_name")
        named = sent.get(f"{prefix}-owner_name") or name
        super().__init__(sent if typed else None, prefix=prefix, initial={"owner_name": named}, by=by)
        self.fields["kelurahan"].only_at(centres)
        self.fields["kelurahan"].widget.choices = places
        self.shown = set(sent.getlist(f"{prefix}-shown"))
        self.found: list[Choice] = []
        self.doubles: list[str] = []  # the numbers of those that are the same in something

    def clean(self) -> None:
        super().clean()
        nik, name = self.cleaned_data.get("owner_nik"), self.cleaned_data.get("owner_name")
        known = known_by(nik) if nik else None
        if known and name and not same_name(known.name, name):
            told = _("This NIK is already that of %(name)s. Give that name if it is the same person.")
            self.add_error("owner_nik", ValidationError(told, params={"name": known.name}))
        elif not self.errors:
            self.found = self.find(known)

    def find(self, known: Participant | None) -> list[Choice]:
        """The businesses that may be this one, then what else its owner has."""
        said = {name: self.cleaned_data[name] for name in ("name", "kelurahan")}
        same = [each for each in doubles_of(nik=known and known.nik, **said) if each.is_same and each.business.owner]
        why = {each.business: (why_in_words(each.why), each.exact) for each in same}
        if known:
            for business in Business.objects.living().filter(owner=known).select_related("owner").order_by("number"):
                why.setdefault(business, (gettext("the same owner"), False))
        self.doubles = [each.business.number for each in same]
        seen = seen_among(list(why), self.by) if why else set()
        return [Choice(business, business.owner, business.pk in seen, *told) for business, told in why.items()]

    def is_another(self) -> bool:
        """Whether it can be said, and was, of all that were found; why, where something is the same."""
        if any(each.exact for each in self.found) or not {each.business.number for each in self.found} <= self.shown:
            return False
        if self.doubles and not self.cleaned_data["because"].strip():
            self.add_error("because", self.fields["because"].error_messages["required"])
        return not self.errors

    def may_be_one_with(self) -> tuple[str, Kelurahan]:
        """What is the same of two registrations that may be one."""
        return name_key(self.cleaned_data["name"]), self.cleaned_data["kelurahan"]

    def asked(self) -> list[BoundField]:
        """Why it is another one only where that was said of something."""
        return [self[name] for name in (*PERSON, *BUSINESS, *(["because"] if self.doubles else []))]

    def registration(self) -> dict[str, Any]:
        """What `register_business` is told."""
        said = {name: self.cleaned_data[name] for name in (*BUSINESS, "because")}
        return said | {"owner": self.person(), "another_than": self.doubles}

    def person(self) -> Person:
        nik, name, phone = (self.cleaned_data[field] for field in PERSON)
        return Person(nik, name, nik.sex, nik.birth_date(today()), phone)


def menu_of_places(centres: QuerySet) -> list[Any]:
    """The kelurahan of some centres, read once for all the lines of a list."""
    field = KelurahanField()
    field.only_at(centres)
    return list(field.choices)
