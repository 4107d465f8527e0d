"""A business: registered, edited, closed, opened again, voided."""

import datetime
from collections.abc import Collection, Mapping
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import LedgerClock, rule
from jakpreneur.meanwhile import AsSeen, by_whom, last_changes, unseen
from jakpreneur.refusals import sentence_of
from umkm.choices import BusinessStatus, Channel
from umkm.identifiers import Nik, name_key
from umkm.models import Business, Kelurahan, Placement
from umkm.rules.consent import consent_from_the_start
from umkm.rules.distinction import keep_apart
from umkm.rules.doubles import Double, doubles_of, one_at_a_time
from umkm.rules.living import hold
from umkm.rules.participant import Person, known_by, recognise_participant, same_name

#: What a clerk may say of a business beyond its name, owner and place.
FACTS = {
    "sector",
    "kbli",
    "kbli_version",
    "nib",
    "npwp",
    "phone",
    "email",
    "shop_links",
    "started_on",
    "capital",
    "annual_sales",
    "workers_women",
    "workers_men",
    "registered_on",
}


@rule
def register_business(
    *,
    owner: Person,
    name: str,
    kelurahan: Kelurahan,
    address: str = "",
    channel: str = Channel.COUNTER,
    contested: bool = False,
    another_than: Collection[str] = (),
    because: str = "",
    consents: Mapping[str, str] = MappingProxyType({}),
    by: User,
    **facts,
) -> Business:
    """Register a business and, where the NIK is new, its owner. `facts` are columns of Business named in FACTS.

    Raises beside `owner_nik` where the NIK is somebody else's; with `contested` such a registration is saved without
    an owner, and counts once staff have decided whose it is. Raises beside the field for a place outside an officer's
    centres, a date to come, and a double: the same NIB, or the same owner, name key and kelurahan. Any other that is
    the same in something is refused beside `name` ("possible_double"), unless `another_than` has its number: that it
    is another is then remembered, `because` of what. `consents`: purpose → version of the text that the owner agreed to.
    """
    refuse_elsewhere(kelurahan, by)
    one_at_a_time(name)
    business = Business(name=name, name_key=name_key(name), kelurahan=kelurahan, channel=channel, **_known(facts))
    if contested and is_anothers(owner.nik, owner.name):
        business.status = BusinessStatus.CONTESTED
        business.claimed_nik, business.claimed_name = owner.nik, owner.name
        business.phone = business.phone or owner.phone
    else:
        business.owner = recognised(owner, by)
    others = decided_doubles(business, {owner.phone, business.phone}, another_than, because)
    business.save(force_insert=True)
    Placement.objects.create(business=business, kelurahan=kelurahan, address=address)
    keep_apart(business, others, because)
    consent_from_the_start(business, consents)
    return business


@rule
def edit_business(*, business: Business, by: User, reason: str = "", as_seen: AsSeen = unseen, **changes) -> Business:
    """Change what is said of a business: its name or FACTS, and of these only what is given."""
    held = hold(business)
    as_seen(held)
    name = changes.pop("name", held.name)
    one_at_a_time(held.name, name)
    changes = _known(changes) | {"name": name, "name_key": name_key(name)}
    for fact, value in changes.items():
        setattr(held, fact, value)
    held.save(update_fields=list(changes))
    return held


@rule
def close_business(*, business: Business, closed_on: datetime.date, reason: str, by: User) -> Business:
    """The business stopped trading that day. It keeps every stage it reached."""
    held = hold(business)
    if held.is_closed:
        before = _who_set_its_status(held)
        raise ValidationError(_("%(who)s closed this business, %(when)s.") % before if before else _("It is closed."))
    if held.is_contested:
        raise ValidationError(_("A contested registration is decided before it can be closed."))
    if held.started_on and closed_on < held.started_on:
        raise ValidationError({"closed_on": _("It had not begun to trade by then.")})
    held.status, held.closed_on = BusinessStatus.CLOSED, closed_on
    held.save(update_fields=["status", "closed_on"])
    return held


@rule
def reopen_business(*, business: Business, reason: str, by: User) -> Business:
    held = hold(business)
    if not held.is_closed:
        before = _who_set_its_status(held)
        said = _("This business is not closed: %(who)s opened it again, %(when)s.") % before if before else ""
        raise ValidationError(said or _("This business is not closed."))
    held.status, held.closed_on = BusinessStatus.ACTIVE, None
    held.save(update_fields=["status", "closed_on"])
    return held


@rule
def void_business(*, business: Business, reason: str, by: User) -> Business:
    """Take back a registration that should never have been. The row stays, and leaves every count."""
    held = hold(business)
    one_at_a_time(held.name)
    if held.merged.exists():
        raise ValidationError(_("Others are merged into this business. Take them apart first."))
    held.voided_at, held.voided_by, held.void_reason = LedgerClock(), by, reason.strip()
    held.save(update_fields=["voided_at", "voided_by", "void_reason"])
    return held


def decided_doubles(
    business: Business, phones: Collection[str], another_than: Collection[str], because: str
) -> list[Business]:
    """Those the clerk says a new business is not; refused while one that it may well be is undecided."""
    found = doubles_of(
        nik=business.owner and business.owner.nik,
        name=business.name,
        kelurahan=business.kelurahan,
        nib=business.nib,
        phones=phones if another_than else (),
        alike=bool(another_than),
    )
    decided = [double.business for double in found if double.business.number in another_than]
    if any(double.exact for double in found):
        return []  # The table refuses it, in its own words.
    if undecided := [double for double in found if double.is_same and double.business not in decided]:
        raise ValidationError({"name": ValidationError(possible_double(undecided), code="possible_double")})
    if decided and not because.strip():
        raise ValidationError({"because": sentence_of("distinction_says_why")})
    return decided


def possible_double(doubles: Collection[Double]) -> str:
    numbers = ", ".join(double.business.number for double in doubles)
    return _("This may be a business that is registered already: %(numbers)s.") % {"numbers": numbers}


def refuse_elsewhere(kelurahan: Kelurahan, by: User) -> None:
    """An officer enters businesses at their own centres."""
    if by.role == Role.OFFICER and not by.posts.filter(centre=kelurahan.centre_id).exists():
        raise ValidationError({"kelurahan": _("This kelurahan is not one of your centre's.")})


def recognised(owner: Person, by: User):
    """The owner, with a refusal beside `owner_nik`, `owner_name` …"""
    try:
        return recognise_participant(person=owner, by=by)
    except ValidationError as refused:
        raise ValidationError(
            {f"owner_{field}": errors for field, errors in refused.update_error_dict({}).items()}
        ) from refused


def is_anothers(nik: Nik, name: str) -> bool:
    """Whether the NIK is already that of somebody with another name."""
    known = known_by(nik)
    return known is not None and not same_name(known.name, name)


def _who_set_its_status(held: Business) -> dict[str, str]:
    """For a sentence: `who` closed it or opened it again, and `when`; nothing where nobody has."""
    change = last_changes(held, ["status"]).get("status")
    return by_whom(change.actor, change.at, change.request) if change else {}


def _known(facts: dict) -> dict:
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"not facts of a business: {', '.join(sorted(unknown))}")
    return facts
