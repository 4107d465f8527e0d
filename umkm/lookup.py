"""What somebody types into the search box: a number that names a business, or words."""

import re
from collections.abc import Callable, Iterator

from django.db.models import Q

from jakpreneur.accounts.models import User
from umkm.access import may_see_people
from umkm.identifiers import BusinessNumber, IdentifierError, Nib, Nik, Phone
from umkm.models import Business, Participant

MOST = 25
#: More than this is no name and no number.
LONGEST = 200
SLIP = re.compile(r"[2-9XYHJKMRT]{12}")
NUMBER = re.compile(r"(?:jp\W{0,3})?[+'(]{0,2}\d(?:[\s.,\-\u2010-\u2015()/]*\d)*(?:e\+?\d+)?", re.IGNORECASE)
#: Of a business number.
DIGITS = re.compile(r"[0-9]{8}")
FEWEST_DIGITS = 6
MOST_DIGITS_OF_A_WORD = 9


def number_in(text: str) -> str | None:
    """The number that is meant, right or mistyped; None for words.

    Also one among words ("NIK 3174…"), if it is long enough to be a person's: such a text never goes into an address.
    """
    text = text.strip()
    if SLIP.fullmatch(text.upper()):
        return text
    number = max((found[0] for found in NUMBER.finditer(text)), key=_digits, default="")
    enough = FEWEST_DIGITS if number == text else MOST_DIGITS_OF_A_WORD + 1
    return number if _digits(number) >= enough else None


def businesses_named(text: str, user: User) -> list[Business]:
    """The businesses the user sees that a business number, slip code, NIB, NIK or phone names; at most 25."""
    found: dict[int, Business] = {}
    for named in _readings(text, user):
        rows = Business.objects.visible_to(user).living().filter(named).order_by("name_key", "id")
        found |= {business.pk: business for business in rows[:MOST]}
    return list(found.values())[:MOST]


def people_numbered(text: str, user: User) -> list[Participant]:
    """The people the user sees whose NIK or phone this is; at most 25."""
    named = Q()
    for parse, column in ((_nik, "nik"), (lambda typed: str(Phone.parse(typed)), "phone")):
        try:
            named |= Q((column, parse(text)))
        except IdentifierError:
            continue
    if not named:
        return []
    return list(Participant.objects.visible_to(user).standing().filter(named).order_by("name_key", "id")[:MOST])


def fault_in(text: str) -> str:
    """Why a business number or NIK was not understood; nothing where it is well formed."""
    kind = BusinessNumber if text.strip().upper().startswith("JP") else Nik
    if kind is Nik and _digits(text) < 15:
        return ""
    try:
        kind.parse(text, **({"demo": True} if kind is Nik else {}))
    except IdentifierError as refused:
        return str(refused.sentence)
    return ""


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _readings(text: str, user: User) -> Iterator[Q]:
    slip = text.strip().upper()
    if SLIP.fullmatch(slip):
        yield Q(slip=slip)
    readings: list[tuple[Callable, Callable]] = [
        (_business_number, lambda number: Q(number=str(number))),
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


def _business_number(text: str) -> BusinessNumber:
    """Also where only its digits are typed: the last one shows whether it is one."""
    digits = text.strip()
    return BusinessNumber.parse(f"JP-{digits}" if DIGITS.fullmatch(digits) else text)


def _nik(text: str) -> Nik:
    return Nik.parse(text, demo=True)
