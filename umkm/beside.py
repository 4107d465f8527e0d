"""Two registrations side by side, line by line, as one reader may see them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from jakpreneur.accounts.models import User
from jakpreneur.acting import today
from jakpreneur.templatetags.jakpreneur import NOTHING, day, phone
from umkm.choices import Sector, Sex, Stage, Why
from umkm.models import Business, Kelurahan, Participant, Placement
from umkm.rules.doubles import Double, doubles_of, why_alike

LABELS: dict[str, str | Promise] = {
    "name": gettext_lazy("Business name"),
    "owner": gettext_lazy("Owner"),
    "nik": gettext_lazy("NIK"),
    "kelurahan": gettext_lazy("Kelurahan"),
    "address": gettext_lazy("Address"),
    "sector": gettext_lazy("Sector"),
    "nib": gettext_lazy("NIB"),
    "phone": gettext_lazy("Phone"),
    "registered_on": gettext_lazy("Registered on"),
    "stages": gettext_lazy("Stages"),
}
#: What an officer reads of a business at another centre.
ELSEWHERE = ("name", "kelurahan")
#: The lines that each reason is about.
ABOUT = {
    Why.NIB: {"nib"},
    Why.OWNER_AND_NAME: {"owner", "nik", "name"},
    Why.NAME_IN_KELURAHAN: {"name", "kelurahan"},
    Why.ALIKE: {"name", "kelurahan"},
    Why.PHONE: {"phone"},
}


PERSON: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "nik": gettext_lazy("NIK"),
    "sex": gettext_lazy("Sex"),
    "born_on": gettext_lazy("Date of birth"),
    "phone": gettext_lazy("Phone"),
    "home": gettext_lazy("Home address"),
}
#: Of a person's businesses no more are named.
MOST = 25


@dataclass(frozen=True)
class Line:
    """What both say of one thing; `told` where it is what makes them alike."""

    label: str | Promise
    ours: str
    theirs: str
    told: bool


@dataclass(frozen=True)
class Match:
    """A business beside another one. `seen`: the reader may open it, else it is named and no more."""

    business: Business
    why: tuple[Why, ...]
    exact: bool
    must_be_decided: bool
    seen: bool
    lines: list[Line]

    @property
    def number(self) -> str:
        return self.business.number

    @property
    def reasons(self) -> str:
        return why_in_words(self.why)


def beside_typed(typed: Mapping[str, Any], user: User) -> list[Match]:
    """The registered businesses that may be the one typed, in the fields of the registration form, whole or half."""
    found = doubles_of(
        nik=typed.get("owner_nik") or None,
        name=typed.get("name") or "",
        kelurahan=typed.get("kelurahan"),
        nib=typed.get("nib") or "",
        phones=[typed[field] for field in ("owner_phone", "phone") if typed.get(field)],
        alike=True,
    )
    return matches(_typed(typed), found, user) if found else []


def matches(ours: Mapping[str, str], found: Collection[Double], user: User) -> list[Match]:
    """Each business found, beside what is said of ours (a value for each of LABELS)."""
    businesses = [double.business for double in found]
    seen = seen_among(businesses, user)
    addresses = addresses_of(businesses)
    return [
        Match(
            double.business,
            double.why,
            double.exact,
            double.must_be_decided,
            double.business.pk in seen,
            lines(ours, said_of(double.business, addresses, double.business.pk in seen), double.why),
        )
        for double in found
    ]


def why_in_words(why: Iterable[Why]) -> str:
    """Such as "the same NIB, the same phone"."""
    return ", ".join(str(each.label) for each in why)


def pair_beside(one: Business, other: Business) -> list[Line]:
    """Two registered businesses, both of which the reader may open."""
    addresses = addresses_of([one, other])
    ours, theirs = (said_of(business, addresses, seen=True) for business in (one, other))
    return lines(ours, theirs, why_alike(one, other))


def claim_beside(business: Business, known: Participant | None, user: User) -> list[Line]:
    """Who registered under a NIK, beside the person known by it; of somebody out of the reader's sight only the name."""
    nik = business.claimed_nik
    claimed = {
        "name": business.claimed_name,
        "nik": str(nik),
        "sex": capfirst(Sex(nik.sex).label),
        "born_on": day(nik.birth_date(today())),
        "phone": _phones(business.phone),
    }
    told = _said_of_person(known, user) if known else {}
    return [
        Line(label, claimed.get(name) or NOTHING, told.get(name) or NOTHING, name == "nik" and bool(told))
        for name, label in PERSON.items()
    ]


def standing_of(known: Participant, user: User) -> list[tuple[Business, bool]]:
    """The businesses of a person, each with whether the reader may open it."""
    businesses = list(
        Business.objects.living()
        .of(known)
        .select_related("kelurahan__centre")
        .order_by("-pk")
        .defer("npwp", "claimed_nik")[:MOST]
    )
    seen = seen_among(businesses, user)
    return [(business, business.pk in seen) for business in businesses]


def _said_of_person(known: Participant, user: User) -> dict[str, str]:
    said = {"name": known.name, "nik": str(known.nik)}
    if not Participant.objects.visible_to(user).filter(pk=known.pk).exists():
        return said
    home = (known.address, known.kelurahan and known.kelurahan.name, known.home_city)
    return said | {
        "sex": capfirst(known.get_sex_display()),
        "born_on": day(known.born_on),
        "phone": _phones(known.phone),
        "home": ", ".join(filter(None, home)),
    }


def lines(ours: Mapping[str, str], theirs: Mapping[str, str], why: Iterable[Why]) -> list[Line]:
    about = set().union(*(ABOUT[each] for each in why))
    return [
        Line(label, ours.get(name) or NOTHING, theirs.get(name) or NOTHING, name in about)
        for name, label in LABELS.items()
        if name in theirs
    ]


def said_of(business: Business, addresses: Mapping[int, str], seen: bool) -> dict[str, str]:
    """What is said of a registered business, in the order of LABELS; needs owner, place and progress loaded."""
    owner = business.owner
    said = {
        "name": business.name,
        "owner": owner.name if owner else business.claimed_name,
        "nik": str(owner.nik if owner else business.claimed_nik),
        "kelurahan": _place(business.kelurahan),
        "address": addresses.get(business.pk, ""),
        "sector": capfirst(business.get_sector_display()),
        "nib": business.nib,
        "phone": _phones(business.phone, owner.phone if owner else ""),
        "registered_on": day(business.registered_on),
        "stages": _stages(business),
    }
    return said if seen else {name: said[name] for name in ELSEWHERE}


def seen_among(businesses: Collection[Business], user: User) -> set[int]:
    """The keys of those that the user may open."""
    keys = [business.pk for business in businesses]
    return set(Business.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def addresses_of(businesses: Collection[Business]) -> dict[int, str]:
    """The address of each one's newest place."""
    newest = (
        Placement.objects.standing()
        .filter(business__in=businesses)
        .order_by("business", F("starts_on").desc(nulls_last=True))
    )
    return dict(newest.distinct("business").values_list("business", "address"))


def _typed(typed: Mapping[str, Any]) -> dict[str, str]:
    sector = typed.get("sector")
    return {
        "name": typed.get("name") or "",
        "owner": typed.get("owner_name") or "",
        "nik": str(typed.get("owner_nik") or ""),
        "kelurahan": _place(typed["kelurahan"]) if typed.get("kelurahan") else "",
        "address": typed.get("address") or "",
        "sector": capfirst(Sector(sector).label) if sector in Sector.values else "",
        "nib": typed.get("nib") or "",
        "phone": _phones(typed.get("phone"), typed.get("owner_phone")),
        "registered_on": day(typed.get("registered_on")),
    }


def _place(kelurahan: Kelurahan) -> str:
    return gettext("%(kelurahan)s, centre %(centre)s") % {
        "kelurahan": kelurahan.name,
        "centre": kelurahan.centre.name,
    }


def _phones(*phones: str | None) -> str:
    return ", ".join(phone(each) for each in dict.fromkeys(phones) if each)


def _stages(business: Business) -> str:
    if business.is_contested:
        return str(business.get_status_display())
    progress = business.progress
    reached = {
        Stage.REGISTERED: progress.registered_on,
        Stage.TRAINED: progress.trained_on,
        Stage.MENTORED: progress.mentored_on,
    }
    return ", ".join(str(stage.label) for stage, on in reached.items() if on)
