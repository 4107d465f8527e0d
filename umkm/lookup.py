"""What somebody types into the search box: a number that names a business, or words."""

import re
from collections.abc import Callable, Iterator

from django.db.models import Q

from jakpreneur.accounts.models import User
from umkm.access import may_see_people
from umkm.identifiers import BusinessNumber, IdentifierError, Nib, Nik, Phone
from umkm.models import Business, Participant

MOST = 25
SLIP = re.compile(r"[2-9XYHJKMRT]{12}")
NUMBER_LIKE = re.compile(r"\s*(?:jp|\+)?[\s\d.,\-–()/'+]*\d[\s\d.,\-–()/'+]*(?:e\+?\d+)?\s*", re.IGNORECASE)
FEWEST_DIGITS = 6


def is_number(text: str) -> bool:
    """Whether this is meant as a number, right or mistyped. Such text never goes into an address: it may be a NIK."""
    digits = sum(character.isdigit() for character in text)
    return bool((NUMBER_LIKE.fullmatch(text) and digits >= FEWEST_DIGITS) or SLIP.fullmatch(text.strip().upper()))


def businesses_named(text: str, user: User) -> list[Business]:
    """The businesses the user sees that a business number, slip code, NIB, NIK or phone names; at most 25."""
    found: dict[int, Business] = {}
    for named in _readings(text, user):
        rows = Business.objects.visible_to(user).living().filter(named).order_by("name_key", "id")
        found |= {business.pk: business for business in rows[:MOST]}
    return list(found.values())[:MOST]


def fault_in(text: str) -> str:
    """Why a business number or NIK was not understood; nothing where it is well formed."""
    kind = BusinessNumber if text.strip().upper().startswith("JP") else Nik
    if kind is Nik and sum(character.isdigit() for character in text) < 15:
        return ""
    try:
        kind.parse(text, **({"demo": True} if kind is Nik else {}))
    except IdentifierError as refused:
        return str(refused.sentence)
    return ""


def _readings(text: str, user: User) -> Iterator[Q]:
    slip = text.strip().upper()
    if SLIP.fullmatch(slip):
        yield Q(slip=slip)
    readings: list[tuple[Callable, Callable]] = [
        (BusinessNumber.parse, lambda number: Q(number=str(number))),
        (Nib.parse, lambda nib: Q(nib=str(nib))),
    ]
    if may_see_people(user):
        readings += [
            (_nik, lambda nik: Q(owner__in=Participant.objects.standing().filter(nik=nik))),
            (Phone.parse, lambda phone: Q(phone=str(phone))),
            (Phone.parse, lambda phone: Q(owner__in=Participant.objects.standing().filter(phone=str(phone)))),
        ]
    for parse, named in readings:
        try:
            yield named(parse(text))
        except IdentifierError:
            continue


def _nik(text: str) -> Nik:
    return Nik.parse(text, demo=True)
