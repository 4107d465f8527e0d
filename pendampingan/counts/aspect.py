"""What businesses are told apart by: of which sector they are, whose they are, how they came in."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from umkm.choices import Channel, Scale, Sector, Sex

#: What addresses call it that a business was trained before it was mentored, or on the same day.
CLASS_FIRST = "kelas-dahulu"
UNSTATED = ("unstated", _("not stated"))
#: The groups in which Statistics Indonesia tells ages: the first year of each, and what addresses call it.
AGES = (
    (0, "di-bawah-25", _("under 25 years")),
    (25, "25-34", _("25 to 34 years")),
    (35, "35-44", _("35 to 44 years")),
    (45, "45-54", _("45 to 54 years")),
    (55, "55-64", _("55 to 64 years")),
    (65, "65-ke-atas", _("65 years and over")),
)


@dataclass(frozen=True, eq=False)
class Aspect:
    """One thing that parts the businesses of a count: each is of exactly one of its kinds.

    `kinds` are what addresses call them and what readers do, in the order in which they are shown. `of` says of which
    kind a Progress row is, on a day. What is `personal` tells of the owner, and is not for those who see no people.
    """

    word: str
    label: Promise
    kinds: Mapping[str, Promise]
    of: Callable[[datetime.date], Combinable]
    personal: bool = False


def age_group(day: datetime.date) -> Case:
    """In which of AGES the owner is on that day."""
    youngest_last = (
        When(listing__born_on__lte=years_before(day, first), then=Value(word)) for first, word, _label in AGES[:0:-1]
    )
    return Case(*youngest_last, default=Value(AGES[0][1]))


def years_before(day: datetime.date, years: int) -> datetime.date:
    """Who was born on that day turns `years` on `day`; who was born on 29 February does on 1 March of other years."""
    year = max(day.year - years, datetime.MINYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def novelty(day: datetime.date) -> Case:
    """Whether the business began with its registration or after it, or had traded before (naik kelas)."""
    return Case(
        When(listing__started_on=None, then=Value(UNSTATED[0])),
        When(listing__started_on__gte=F("registered_on"), then=Value("baru")),
        default=Value("naik-kelas"),
    )


def order_of_steps(day: datetime.date) -> Case:
    """Which of the class and the first visit came first, of a business that had had both by that day."""
    return Case(
        When(Q(trained_and_mentored_on=None) | Q(trained_and_mentored_on__gt=day), then=Value("belum-keduanya")),
        When(mentored_on__lt=F("trained_on"), then=Value("kunjungan-dahulu")),
        default=Value(CLASS_FIRST),
    )


def as_recorded(column: str) -> Callable[[datetime.date], F]:
    """What the record says now, whatever the day."""
    return lambda day: F(column)


SECTOR = Aspect("sektor", _("sector"), dict(Sector.choices), as_recorded("listing__sector"))
SCALE = Aspect("skala", _("scale"), dict([*Scale.choices, UNSTATED]), as_recorded("listing__scale"))
SEX = Aspect("kelamin", _("sex of the owner"), dict(Sex.choices), as_recorded("listing__sex"), personal=True)
AGE = Aspect("umur", _("age of the owner"), {word: label for _first, word, label in AGES}, age_group, personal=True)
CHANNEL = Aspect("jalur", _("channel"), dict(Channel.choices), as_recorded("listing__channel"))
NOVELTY = Aspect(
    "kebaruan",
    _("new or naik kelas"),
    {"baru": _("new entrepreneur"), "naik-kelas": _("naik kelas")} | dict([UNSTATED]),
    novelty,
)
ORDER = Aspect(
    "urutan",
    _("order of the steps"),
    {
        CLASS_FIRST: _("class first"),
        "kunjungan-dahulu": _("visit first"),
        "belum-keduanya": _("not both taken"),
    },
    order_of_steps,
)
ASPECTS = (SECTOR, SCALE, SEX, AGE, CHANNEL, NOVELTY, ORDER)
