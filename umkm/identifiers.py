"""Numbers and names that tell one person or business from another: parsed, or refused with the reason.

Each `parse` takes what a person typed or a file held, spaces and separators included, and returns a
value in one canonical form. It never guesses: what a spreadsheet has spoiled is refused.

The sealed ones, NIK and NPWP, show a mask wherever they are printed. `in_full()` is the one way out.
The constructors trust their argument; they are for what has been parsed before.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

JAKARTA = "31"
DEMO_REGENCY = "3199"  # does not exist, so a made-up NIK can be nobody's
FEMALE_DAY = 40  # added to the day of birth in a woman's NIK
USUAL_AGE = range(15, 111)

SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u00a0]+")
SPOILED = re.compile(r"'?\d(?:[.,]\d+)?e[+-]?\d+|'?\d{7,}[.,]0", re.IGNORECASE)


class IdentifierError(ValueError):
    """Refused. `sentence` says why in the reader's language, without repeating the number."""

    def __init__(self, sentence: Promise | str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def digits_of(text: str, name: str, *lengths: int) -> str:
    """The bare digits of `text`, if there are as many as one of `lengths`."""
    text = unicodedata.normalize("NFKC", text).strip()
    if SPOILED.fullmatch(text):
        raise IdentifierError(
            format_lazy(
                _("A spreadsheet has rounded this {name}. Type all its digits, as they stand on the document."),
                name=name,
            )
        )
    digits = SEPARATORS.sub("", text.removeprefix("'"))
    if not re.fullmatch(r"[0-9]+", digits):
        raise IdentifierError(format_lazy(_("{name} has digits only."), name=name))
    if len(digits) not in lengths:
        expected = format_lazy(_("{shorter} or {longer}"), shorter=lengths[0], longer=lengths[-1])
        raise IdentifierError(
            format_lazy(
                _("{name} has {expected} digits, this one has {found}."),
                name=name,
                expected=expected if len(lengths) > 1 else lengths[0],
                found=len(digits),
            )
        )
    return digits


@dataclass(frozen=True, repr=False)
class Secret:
    """A number that must not leak: printed, logged or formatted, it shows its first four digits."""

    digits_in_full: str

    def in_full(self) -> str:
        return self.digits_in_full

    def __str__(self) -> str:
        return self.digits_in_full[:4] + "•" * (len(self.digits_in_full) - 4)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


@dataclass(frozen=True, repr=False)
class Nik(Secret):
    """The number of a resident: PPKKCC place, DDMMYY born (women day + 40), SSSS serial."""

    @classmethod
    def parse(cls, text: str, *, demo: bool = False) -> Self:
        """Refuses letters, another length, an impossible date, serial 0000; `demo` lets prefix 3199 in."""
        nik = cls(digits_of(text, "NIK", 16))
        if not any(nik._possible_birth_dates()):
            raise IdentifierError(_("Digits 7 to 12 of this NIK are not a date of birth."))
        if nik.digits_in_full.endswith("0000"):
            raise IdentifierError(_("A NIK does not end in 0000."))
        if nik.digits_in_full.startswith(DEMO_REGENCY) and not demo:
            raise IdentifierError(_("NIKs that begin with 3199 are made up, for demonstrations only."))
        return nik

    @property
    def sex(self) -> str:
        """`female` or `male`."""
        return "female" if int(self.digits_in_full[6:8]) > FEMALE_DAY else "male"

    def birth_date(self, today: datetime.date) -> datetime.date:
        """The year has two digits: the latest century in which the owner is 15 to 110, else the latest one past."""
        past = [date for date in self._possible_birth_dates() if date <= today]
        usual = [date for date in past if (today.year - date.year) in USUAL_AGE]
        return max(usual or past or self._possible_birth_dates())

    def warnings(
        self, *, today: datetime.date, birth_date: datetime.date | None = None, sex: str | None = None
    ) -> list[Promise | str]:
        """What is odd about it, beside what is stored of the person; refuses nothing."""
        odd: list[Promise | str] = []
        if not self.digits_in_full.startswith(JAKARTA):
            odd.append(_("This NIK was issued outside Jakarta."))
        if birth_date and birth_date != self.birth_date(today):
            odd.append(_("The date of birth differs from the one in the NIK."))
        if sex and sex != self.sex:
            odd.append(_("The sex differs from the one in the NIK."))
        return odd

    def _possible_birth_dates(self) -> list[datetime.date]:
        day, month, year = (int(self.digits_in_full[at : at + 2]) for at in (6, 8, 10))
        day -= FEMALE_DAY if day > FEMALE_DAY else 0
        return list(_real_dates((century + year, month, day) for century in (1900, 2000)))


def _real_dates(parts: Iterable[tuple[int, int, int]]) -> Iterator[datetime.date]:
    for year, month, day in parts:
        try:
            yield datetime.date(year, month, day)
        except ValueError:
            continue


@dataclass(frozen=True, repr=False)
class Npwp(Secret):
    """A tax number. Since 2024 it has 16 digits: a person's is the NIK, an older one begins with 0."""

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(digits_of(text, "NPWP", 15, 16).rjust(16, "0"))


@dataclass(frozen=True)
class Nib:
    """The number of a business licence (nomor induk berusaha): 13 digits."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(digits_of(text, "NIB", 13))

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True)
class Phone:
    """An Indonesian telephone number in E.164: +6281234567890."""

    e164: str

    MOBILE = re.compile(r"8[1-9]\d{7,10}")
    LANDLINE = re.compile(r"[2-79]\d{7,10}")

    @classmethod
    def parse(cls, text: str) -> Self:
        text = unicodedata.normalize("NFKC", text).strip().removeprefix("'")
        if SPOILED.fullmatch(text):
            raise IdentifierError(_("A spreadsheet has spoiled this phone number. Type it again, with its 0 in front."))
        dialled = re.sub(r"[()/]", "", SEPARATORS.sub("", text))
        if not re.fullmatch(r"\+?[0-9]+", dialled):
            raise IdentifierError(_("A phone number has digits only, with an optional + in front."))
        prefix = re.match(r"\+62|0062|62|0(?!0)", dialled)
        if prefix is None:
            raise IdentifierError(_("A phone number begins with 0 or +62."))
        national = dialled[prefix.end() :].removeprefix("0")
        if not (cls.MOBILE.fullmatch(national) or cls.LANDLINE.fullmatch(national)):
            raise IdentifierError(_("No Indonesian phone number looks like this: check its digits."))
        return cls(f"+62{national}")

    def __str__(self) -> str:
        return self.e164


@dataclass(frozen=True)
class BusinessNumber:
    """The registry's own number: JP-, seven digits of a sequence, and a check digit."""

    text: str

    @classmethod
    def of(cls, sequence: int) -> Self:
        digits = f"{sequence:07d}"
        return cls(f"JP-{digits}{damm(digits)}")

    @classmethod
    def parse(cls, text: str) -> Self:
        typed = SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
        if not re.fullmatch(r"JP[0-9]{8}", typed):
            raise IdentifierError(_("A business number is JP- and eight digits, such as JP-00000013."))
        digits = typed.removeprefix("JP")
        if damm(digits) != 0:
            raise IdentifierError(_("No business has this number: a digit is mistyped."))
        return cls(f"JP-{digits}")

    def __str__(self) -> str:
        return self.text


# H. M. Damm, "Total anti-symmetrische Quasigruppen", dissertation, Marburg 2004. The diagonal is 0, so a
# number followed by its check digit comes out as 0; every single wrong digit and swapped pair is noticed.
QUASIGROUP = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def damm(digits: str) -> int:
    """The check digit that follows `digits`; 0 when the last of them is their check digit already."""
    interim = 0
    for digit in digits:
        interim = QUASIGROUP[interim][int(digit)]
    return interim


# What a business is rather than what it is called. People add, drop and swap these, so two names that
# differ only here may be one business.
BUSINESS_TYPE_WORDS = (
    "rumah makan", "bengkel", "catering", "cv", "depot", "industri", "kafe", "katering", "kedai", "kelontong",
    "kios", "konveksi", "lapak", "laundry", "pd", "pt", "resto", "restoran", "rm", "rumah produksi", "salon", "tb",
    "toko", "tk", "ud", "umkm", "usaha", "warung", "wr",
)  # fmt: skip
#: Letters of a key, as many as of the name it is made of.
KEY_LENGTH = 120
BUSINESS_TYPE = re.compile(rf"\b(?:{'|'.join(BUSINESS_TYPE_WORDS)})\b")


def tidy_name(text: str) -> str:
    """One line, single spaces: what a person would have typed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Lower-case letters and digits without their marks, words apart by one space."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    unmarked = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.sub(r"[\W_]+", " ", unmarked).split())


def name_key(name: str) -> str:
    """Names with the same key may be the same business: "Warung Bu Tini" and "TINI, BU" both give "bu tini"."""
    words = fold(name)
    telling = BUSINESS_TYPE.sub(" ", words).split()
    return kept(" ".join(sorted(telling or words.split())) or tidy_name(name).casefold())


def is_type_alone(name: str) -> bool:
    """Whether every word tells the type of business, so that no key of another name holds it."""
    words = fold(name)
    return bool(words) and not BUSINESS_TYPE.sub(" ", words).split()


def person_key(name: str) -> str:
    """What people are sorted and found by."""
    return kept(fold(name))


def kept(key: str) -> str:
    """As much of a key as its column holds: one letter that is a whole phrase ("ﷺ") unfolds to 18."""
    return key[:KEY_LENGTH]
