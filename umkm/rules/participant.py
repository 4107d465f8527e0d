"""People: known by their NIK, entered once."""

import datetime
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.acting import rule
from jakpreneur.meanwhile import AsSeen, unseen
from umkm.choices import Disability
from umkm.identifiers import Nik, fold, person_key
from umkm.models import Kelurahan, Participant

#: What may be added to a known person in passing; what is already known stays until the person's own page changes it.
CONTACT = ("phone", "email", "address", "kelurahan", "home_city")


#: What may be said of a person beside the NIK.
KNOWN = {"name", "sex", "born_on", "disability", *CONTACT}


@dataclass(frozen=True)
class Person:
    """What a clerk is told about a person; sex and birth date follow from the NIK where they are not said."""

    nik: Nik
    name: str
    sex: str
    born_on: datetime.date
    phone: str = ""
    email: str = ""
    address: str = ""
    kelurahan: Kelurahan | None = None
    home_city: str = ""
    disability: str = Disability.UNSTATED

    @classmethod
    def known_as(cls, participant: Participant) -> "Person":
        """Somebody who is known already, and of whom nothing more is told."""
        return cls(participant.nik, participant.name, participant.sex, participant.born_on)


@rule
def recognise_participant(*, person: Person, by) -> Participant:
    """The participant of this NIK: the one known, with the contact that was missing, or a new one.

    Raises beside `nik` where the NIK is already that of somebody with another name.
    """
    known = known_by(person.nik)
    if known is None:
        details = {field.name: getattr(person, field.name) for field in fields(person)}
        # Another clerk may enter the same person at this moment: whoever comes second finds the first one's row.
        Participant.objects.bulk_create(
            [Participant(name_key=person_key(person.name), **details)], ignore_conflicts=True
        )
        known = known_by(person.nik)
    if not same_name(known.name, person.name):
        raise ValidationError({"nik": ValidationError(anothers_nik(known), code="anothers_nik")})
    return add_contact(known, person)


def known_by(nik: Nik) -> Participant | None:
    return Participant.objects.standing().filter(nik=nik).first()


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: the words of one are all in the other, so titles and order do not matter."""
    words, others = set(fold(one).split()), set(fold(other).split())
    return words <= others or others <= words


def anothers_nik(known: Participant) -> str:
    return _("This NIK is already that of %(name)s. Give that name if it is the same person, or save as contested.") % {
        "name": known.name
    }


def add_contact(known: Participant, person: Person) -> Participant:
    home_is_known = known.kelurahan_id or known.home_city or known.address
    missing = [
        name
        for name in CONTACT
        if getattr(person, name) and not (home_is_known if name not in ("phone", "email") else getattr(known, name))
    ]
    if missing:
        for name in missing:
            setattr(known, name, getattr(person, name))
        known.save(update_fields=missing)
    return known


@rule
def edit_participant(
    *, participant: Participant, by, reason: str = "", as_seen: AsSeen = unseen, **changes
) -> Participant:
    """Change what is known of a person beside the NIK, and of this only what is given. Raises beside the field."""
    if unknown := changes.keys() - KNOWN:
        raise TypeError(f"not known of a person: {', '.join(sorted(unknown))}")
    held = _held(participant)
    as_seen(held)
    if "name" in changes:
        changes["name_key"] = person_key(changes["name"])
    for name, value in changes.items():
        setattr(held, name, value)
    held.save(update_fields=list(changes))
    return held


@rule
def correct_nik(*, participant: Participant, nik: Nik, reason: str, by, as_seen: AsSeen = unseen) -> Participant:
    """The person has another NIK than was entered.

    Raises beside `nik` where it is another person's, whose name is given to who sees that person anyway.
    """
    held = _held(participant)
    as_seen(held)
    if held.nik == nik:
        raise ValidationError({"nik": _("This is the NIK on record.")})
    if other := Participant.objects.visible_to(by).standing().filter(nik=nik).first():
        raise ValidationError({"nik": _("This NIK is already that of %(name)s.") % {"name": other.name}})
    held.nik = nik
    held.save(update_fields=["nik"])
    return held


def _held(participant: Participant) -> Participant:
    """The person as they are now, kept for this transaction."""
    return Participant.objects.standing().select_for_update(no_key=True, of=("self",)).get(pk=participant.pk)
