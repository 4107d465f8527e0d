"""People the registry knows already, as far as one clerk may be told of them."""

from dataclasses import dataclass
from typing import Any

from jakpreneur.accounts.models import User
from jakpreneur.templatetags.jakpreneur import phone as dialled
from umkm.identifiers import Nik
from umkm.models import Business, Participant

MOST_OF_ONE_PHONE = 5
MOST_BUSINESSES = 10


@dataclass(frozen=True)
class Acquaintance:
    """A known person. Who is out of the clerk's sight is told of only what stands on the card in the clerk's hand."""

    person: Participant
    is_seen: bool
    businesses: tuple[Business, ...] = ()

    def facts(self) -> dict[str, str]:
        """Field of the registration form → what is known, as it would be typed."""
        known = {
            "owner_name": self.person.name,
            "owner_sex": self.person.sex,
            "owner_born_on": self.person.born_on.isoformat(),
        }
        if self.is_seen:
            known |= {
                "owner_phone": dialled(self.person.phone) if self.person.phone else "",
                "owner_email": self.person.email,
                "owner_disability": self.person.disability,
                "owner_address": self.person.address,
                "owner_kelurahan": self.person.kelurahan.code if self.person.kelurahan else "",
                "owner_home_city": self.person.home_city,
            }
        return {field: value for field, value in known.items() if value}


def acquaintances(*, nik: Nik | None, phone: str = "", user: User) -> list[Acquaintance]:
    """Whoever has this NIK, anywhere in the city; where no NIK is given, the people with this phone whom the user sees."""
    standing = Participant.objects.standing().select_related("kelurahan")
    if nik:
        people = list(standing.filter(nik=nik))
    elif phone:
        people = list(standing.visible_to(user).filter(phone=phone).order_by("name_key", "id")[:MOST_OF_ONE_PHONE])
    else:
        return []
    seen = set(
        Participant.objects.visible_to(user)
        .filter(pk__in=[person.pk for person in people])
        .values_list("pk", flat=True)
    )
    return [
        Acquaintance(person, person.pk in seen, businesses_of(person, user) if person.pk in seen else ())
        for person in people
    ]


def businesses_of(person: Participant, user: User) -> tuple[Business, ...]:
    """Some of the person's businesses that the user sees."""
    rows = Business.objects.visible_to(user).living().of(person).for_list().order_by("-id")
    return tuple(rows[:MOST_BUSINESSES])


def kept_as_on_record(*, nik: Nik, said: dict[str, Any], user: User) -> list[Acquaintance]:
    """The known person of this NIK, where something else was typed of them: registering a business changes no person.

    Of somebody out of the user's sight that is not told, so they are always named.
    """
    contact = ("phone", "email", "address", "home_city")
    return [
        each
        for each in acquaintances(nik=nik, user=user)
        if not each.is_seen
        or any(
            said[f"owner_{name}"] and getattr(each.person, name) not in ("", said[f"owner_{name}"]) for name in contact
        )
    ]
