"""What a cell says: the value it stands for, or refused in words. What a spreadsheet has spoiled is never guessed.

Numbers and names are read by what reads them on forms, so a file and a form refuse in the same words.
"""

import datetime
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField, RupiahField
from jakpreneur.refusals import sentence_of
from jakpreneur.sheet import Cell, written
from umkm.choices import Sector, Sex
from umkm.forms.fields import NameField
from umkm.identifiers import BusinessNumber, IdentifierError, Nib, Nik, Npwp, Phone, fold, person_key, tidy_name
from umkm.imports.clues import WRITTEN, DateClue

#: Reads a cell. Raises IdentifierError or ValidationError.
Reader = Callable[[Cell], Any]

NO_TEXT = _("This cell holds characters that are no text.")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LONGEST_ADDRESS, LONGEST_EMAIL = 200, 254
MOST_WORKERS = 100_000

NAME, RUPIAH, DAY = NameField(), RupiahField(), DayField()
SEXES = {
    **dict.fromkeys(("l", "lk", "laki", "laki laki", "pria", "male", "m"), Sex.MALE.value),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "female", "f"), Sex.FEMALE.value),
}
SECTORS = {fold(spelling): sector.value for sector in Sector for spelling in (sector.value, str(sector.label))}


def text(cell: Cell) -> str:
    """One line of text; a number that stands where text belongs reads as its digits."""
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta | bool):
        raise ValidationError(_("The spreadsheet has made something else of this text. Type it anew, as text."))
    read = written(cell)
    if UNPRINTABLE.search(read):
        raise ValidationError(NO_TEXT)
    return tidy_name(read)


def name(cell: Cell) -> str:
    return NAME.clean(text(cell))


def person(cell: Cell) -> str:
    """A name with a letter or digit in it, which it is sorted and found by."""
    read = name(cell)
    if not person_key(read):
        raise ValidationError(sentence_of("participant_name_is_given"))
    return read


def address(cell: Cell) -> str:
    read = text(cell)
    if len(read) > LONGEST_ADDRESS:
        raise ValidationError(_("An address has at most 200 letters here."))
    return read


def email(cell: Cell) -> str:
    read = text(cell)
    validate_email(read)
    if len(read) > LONGEST_EMAIL:
        raise ValidationError(_("An email address has at most 254 letters."))
    return read


def as_text(cell: Cell, called: str) -> str:
    """The digits of an identifier, which has to be text: of a number a spreadsheet keeps 15 digits, and no zero in front."""
    if not isinstance(cell, str):
        raise ValidationError(
            _(
                "The spreadsheet keeps this %(number)s as a number and loses digits. Format the column as text, type it anew."
            )
            % {"number": called}
        )
    return cell


def nik(*, demo: bool) -> Reader:
    return lambda cell: Nik.parse(as_text(cell, "NIK"), demo=demo)


def npwp(cell: Cell) -> Npwp:
    return Npwp.parse(as_text(cell, "NPWP"))


def nib(cell: Cell) -> str:
    return str(Nib.parse(as_text(cell, "NIB")))


def phone(cell: Cell) -> str:
    return str(Phone.parse(as_text(cell, _("phone number"))))


def number(cell: Cell) -> str:
    return str(BusinessNumber.parse(text(cell)))


def kbli(cell: Cell) -> str:
    read = text(cell)
    if not re.fullmatch(r"[0-9]{5}", read):
        lost = re.fullmatch(r"[0-9]{1,4}", read)
        raise ValidationError(
            _("A KBLI code has five digits; a spreadsheet may have taken a zero away.")
            if lost
            else _("A KBLI code has five digits.")
        )
    return read


def sex(cell: Cell) -> str:
    try:
        return SEXES[fold(text(cell))]
    except KeyError:
        raise ValidationError(_("Write L or P.")) from None


def sector(cell: Cell) -> str:
    try:
        return SECTORS[fold(text(cell))]
    except KeyError:
        words = {"sectors": ", ".join(Sector.values)}
        raise ValidationError(_("No such sector. There are: %(sectors)s.") % words) from None


@lru_cache(maxsize=4096)
def _rupiah(read: str) -> int:
    return RUPIAH.clean(read)


def rupiah(cell: Cell) -> int:
    if isinstance(cell, float) and not cell.is_integer():
        raise ValidationError(RUPIAH.error_messages["invalid"])  # 234.567 may be thousands, or a part of one rupiah
    return _rupiah(text(cell))


def workers(cell: Cell) -> int:
    read = text(cell)
    if not re.fullmatch(r"[0-9]{1,6}", read) or int(read) > MOST_WORKERS:
        raise ValidationError(_("Write a whole number of people, such as 3."))
    return int(read)


def day(clue: DateClue) -> Reader:
    """Days as the column writes them: where 03/04/2021 could be either, it is refused."""

    @lru_cache(maxsize=16384)
    def typed(read: str) -> datetime.date:
        parts = WRITTEN.fullmatch(read)
        if (
            parts
            and not clue.is_certain
            and int(parts[1]) <= 12
            and int(parts[2]) <= 12
            and int(parts[1]) != int(parts[2])
        ):
            raise ValidationError(
                _(
                    "This may be day/month or month/day, and the column does not tell. Write the year first, such as 2021-04-03."
                )
            )
        return DAY.clean(read)

    def read(cell: Cell) -> datetime.date:
        if isinstance(cell, datetime.datetime):
            return cell.date()
        if isinstance(cell, datetime.date):
            return cell
        if not isinstance(cell, str):
            raise ValidationError(_("This is a number, not a date. Format the cell as a date, or write it as text."))
        return typed(cell)

    return read


def sentences(refused: IdentifierError | ValidationError) -> list[str]:
    return [str(refused.sentence)] if isinstance(refused, IdentifierError) else [str(each) for each in refused.messages]
