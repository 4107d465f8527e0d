"""What a clerk answered, in words, before it is registered."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jakpreneur.fields import DayField, RupiahField
from jakpreneur.templatetags.jakpreneur import day, number, phone, rupiah
from umkm.choices import Disability, Sex
from umkm.forms.consent import ConsentField
from umkm.forms.fields import KelurahanField, PhoneField
from umkm.forms.kbli import KbliField
from umkm.forms.registration import RegistrationForm
from umkm.models import kbli


@dataclass(frozen=True)
class Answer:
    label: str | Promise
    value: Any
    #: What is remarkable about it, in one or two words.
    mark: str = ""


@dataclass(frozen=True)
class Answered:
    """One section of the form, with the way back to it."""

    anchor: str
    title: str | Promise
    answers: list[Answer]


def answers_of(form: RegistrationForm) -> list[Answered]:
    """What a valid form says, section by section; what was left empty is left out."""
    said = form.cleaned_data
    follows = _from_nik(form)
    marks = {name: _("from the NIK") for name in follows}
    if form.home_is_outside():
        marks["owner_home_city" if said["owner_home_city"] else "owner_address"] = _("outside Jakarta")
    found = []
    for part in form.parts():
        fields = [field for field in (*part.fields, *part.more) if (said | follows).get(field.name) not in EMPTY]
        answers = [
            Answer(
                capfirst(field.label),
                follows.get(field.name) or in_words(field.field, said[field.name]),
                marks.get(field.name, ""),
            )
            for field in fields
        ]
        if part.anchor == "ukuran" and (shown := form.scale()):
            answers.append(Answer(_("Scale"), shown, _("check the amount") if shown.is_beyond else ""))
        found.append(Answered(part.anchor, part.title, answers))
    return found


EMPTY = (None, "", [], False, Disability.UNSTATED)


def in_words(field: forms.Field, value: Any) -> Any:
    match field:
        case DayField():
            return day(value)
        case RupiahField():
            return rupiah(value)
        case KelurahanField():
            return f"{value.name}, {value.centre.name}"
        case PhoneField():
            return phone(value)
        case KbliField():
            return kbli.in_words(value)
        case ConsentField():
            return _("Yes, text %(version)s") % {"version": value}
        case forms.BooleanField():
            return _("Yes")
        case forms.ChoiceField():
            return dict(field.choices)[value]
        case forms.IntegerField():
            return number(value)
    return ", ".join(value) if isinstance(value, list) else value


def _from_nik(form: RegistrationForm) -> dict[str, str]:
    """Sex and date of birth, where they were left open."""
    said, person = form.cleaned_data, form.person()
    follows = {"owner_sex": capfirst(Sex(person.sex).label), "owner_born_on": day(person.born_on)}
    return {name: words for name, words in follows.items() if not said[name]}
