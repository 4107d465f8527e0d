"""A business registered on one page: its owner, what it is, where it is, what it does, how large it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.acting import today
from jakpreneur.keys import key_in
from jakpreneur.refusals import sentence_of
from jakpreneur.rule_form import RuleForm
from umkm.choices import Why
from umkm.forms.business import ACTIVITY, DAYS, SIZE, BusinessFields, on_record
from umkm.forms.consent import CONSENT, ConsentFields
from umkm.forms.owner import HOME, OwnerFields
from umkm.forms.placement import PLACE, PlaceFields
from umkm.models import Centre, Participant
from umkm.models.fact import PROGRAMME_BEGAN
from umkm.rules.business import is_anothers, refuse_elsewhere
from umkm.rules.doubles import doubles_of
from umkm.rules.participant import anothers_nik, known_by

#: Anchor on the page → heading, the fields that most registrations have, and those that unfold.
PARTS = {
    "pemilik": (
        _("Owner"),
        ("owner_nik", "owner_phone", "owner_name", "owner_sex", "owner_born_on", "contested"),
        ("owner_email", "owner_disability"),
    ),
    "rumah": (_("Owner's home"), HOME, ()),
    "usaha": (_("Business"), ("name", "started_on", "nib"), ("npwp", "phone", "email", "shop_links")),
    "lokasi": (_("Place"), ("at_home", *PLACE), ()),
    "kegiatan": (_("Activity"), ACTIVITY, ()),
    "ukuran": (_("Size"), SIZE, ()),
    "persetujuan": (_("Consents"), CONSENT, ()),
    "pendaftaran": (_("Registration"), ("registered_on",), ()),
}

#: Whether the NIB is the same → the field, and the constraint that says so.
EXACT = {True: ("nib", "business_nib_once"), False: ("name", "business_once_an_owner_and_kelurahan")}


@dataclass(frozen=True)
class Part:
    """One section of the page, with the rarer fields folded away while nothing is in them."""

    anchor: str
    title: str | Promise
    fields: list[BoundField]
    more: list[BoundField]
    is_open: bool


class RegistrationForm(OwnerFields, BusinessFields, PlaceFields, ConsentFields, RuleForm):
    """What is registered, judged as far as one can before it is: the rule and the tables judge once more."""

    #: A person that was found by phone: the registry knows the NIK, and the page need not show it.
    owner_person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    contested = forms.BooleanField(
        label=_("Save as contested: city staff decide whose NIK it is"),
        help_text=_("The business counts once they have."),
        required=False,
    )
    at_home = forms.BooleanField(label=_("The business is at the owner's home"), required=False)
    layout = {title: (*fields, *more) for title, fields, more in PARTS.values()}
    by_today = DAYS | {"owner_born_on": "participant_born_in_the_past"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said: dict[str, Any] = {}
        self.initial.setdefault("registered_on", today())
        if self.by.role == Role.OFFICER:
            self.fields["kelurahan"].only_at(Centre.objects.visible_to(self.by))
        self.fields["kelurahan"].required = not self.says("at_home")
        if person := self.known_person():
            self.fields["owner_nik"].required = False
            self["owner_nik"].help_text = on_record(str(person.nik))

    def says(self, name: str) -> Any:
        """What stands in a field before anything is judged."""
        return self[name].value()

    def known_person(self) -> Participant | None:
        """The person that was taken from a search by phone, while no other NIK is typed."""
        key = key_in(str(self.says("owner_person") or ""))
        if key is None or self.says("owner_nik"):
            return None
        return Participant.objects.visible_to(self.by).standing().filter(pk=key).first()

    def focus(self) -> None:
        """Begin at the first field that is still to be filled in."""
        for part in self.parts():
            for field in part.fields:
                if field.field.required and not field.value():
                    field.field.widget.attrs["autofocus"] = True
                    return

    def parts(self) -> Iterator[Part]:
        """The sections; saving as contested is offered only where the NIK is somebody else's."""
        hidden = set() if self.has_error("owner_nik", "anothers_nik") or self.says("contested") else {"contested"}
        for anchor, (title, names, more) in PARTS.items():
            fields, folded = ([self[name] for name in some if name not in hidden] for some in (names, more))
            is_open = any(self.errors.get(field.name) or said(field) for field in folded)
            yield Part(anchor, title, fields, folded, is_open)

    def clean(self) -> None:
        super().clean()
        if (day := self.cleaned_data.get("registered_on")) and day < PROGRAMME_BEGAN:
            self.add_error("registered_on", sentence_of("business_registered_since_the_programme"))
        self.judge_owner()
        self.judge_place()
        self.said = dict(self.cleaned_data)  # a field that is refused from here on was still understood
        if not self.errors:
            self.judge_double()

    def judge_owner(self) -> None:
        if person := self.known_person():
            self.cleaned_data["owner_nik"] = person.nik
        nik, name = self.cleaned_data.get("owner_nik"), self.cleaned_data.get("owner_name")
        if nik and name and not self.cleaned_data["contested"] and is_anothers(nik, name):
            self.add_error("owner_nik", ValidationError(anothers_nik(known_by(nik)), code="anothers_nik"))
        if self.cleaned_data.get("owner_kelurahan") and self.cleaned_data.get("owner_home_city"):
            self.add_error("owner_home_city", _("Name a home city only for a home outside Jakarta."))

    def judge_place(self) -> None:
        if self.cleaned_data["at_home"]:
            self.cleaned_data["kelurahan"] = self.cleaned_data.get("owner_kelurahan")
            self.cleaned_data["address"] = self.cleaned_data.get("owner_address", "")
            if not self.cleaned_data["kelurahan"]:
                self.add_error("at_home", _("Choose the home kelurahan, or say where in Jakarta the business is."))
        try:
            if kelurahan := self.cleaned_data.get("kelurahan"):
                refuse_elsewhere(kelurahan, self.by)
        except ValidationError as refused:
            self.add_error("at_home" if self.cleaned_data["at_home"] else "kelurahan", refused.messages)

    def judge_double(self) -> None:
        """What the tables would refuse beside another business; of the rest the clerk decides on the next page."""
        said = {name: self.cleaned_data[name] for name in ("name", "kelurahan", "nib")}
        for double in doubles_of(nik=self.cleaned_data["owner_nik"], **said):
            if double.exact:
                name, constraint = EXACT[Why.NIB in double.why]
                self.add_error(name, ValidationError(sentence_of(constraint), code=constraint))
                return

    def oddities(self) -> list[Any]:
        """Also that a contested registration has nobody yet to keep what else was typed of its owner for."""
        lost = [self[name] for name in (*HOME, "owner_email", "owner_disability") if said(self[name])]
        if not self.cleaned_data["contested"] or not lost:
            return super().oddities()
        words = {"fields": ", ".join(str(field.label) for field in lost)}
        told = _("Not kept while it is contested: %(fields)s. Enter it again once it is decided whose it is.") % words
        return [*super().oddities(), told]

    def registration(self) -> dict[str, Any]:
        """What `register_business` is told."""
        return {
            "owner": self.person(),
            "kelurahan": self.cleaned_data["kelurahan"],
            "address": self.cleaned_data["address"],
            "contested": self.cleaned_data["contested"],
            "consents": self.consents(),
            **self.facts(),
        }


def said(field: BoundField) -> bool:
    """Whether somebody filled the field in."""
    value = field.value()
    return bool(value) and value != field.field.initial
