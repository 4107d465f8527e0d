"""The facts of one business in words, as one reader may see them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.templatetags.jakpreneur import NOTHING, day, moment, number, phone, rupiah, who
from umkm.access import may_change, may_see_in_full, may_see_people
from umkm.models import Business, Participant, Placement
from umkm.models.kbli import in_words
from umkm.scale import scale_shown

#: Words and address.
Link = tuple[str, str]


@dataclass(frozen=True)
class Fact:
    label: str
    value: Any
    url: str = ""
    #: Where a masked value is shown in full, for those who may.
    in_full: str = ""
    #: What is odd about it, as a word.
    mark: str = ""
    #: What may be done about this one.
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class FactGroup:
    title: str
    facts: list[Fact]
    links: Sequence[Link] = ()

    def stated(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.value != NOTHING]

    def unstated(self) -> str:
        """The labels of what nobody has said."""
        return ", ".join(fact.label for fact in self.facts if fact.value == NOTHING)


def facts_of(business: Business, places: Sequence[Placement], user: User) -> list[FactGroup]:
    """All that is known, to those who work with the owner; an official reads what the design's section 2 names.

    `places`: all that stand, the newest first.
    """
    if not may_see_people(user):
        return [_group(_("Business"), _for_officials(business, places[0]))]
    changeable = may_change(user, business)

    def edit(section: str) -> list[Link]:
        address = reverse("business_edit_section", args=[business.number, section])
        return [(_("Edit"), address)] if changeable else []

    return [
        _group(_("Owner"), _owner(business, user), _owner_links(business) if changeable else []),
        _group(_("Place"), _place(business, places, changeable), _place_links(business) if changeable else []),
        _group(_("Activity"), _activity(business), edit("kegiatan")),
        _group(_("Business"), _business(business, user), edit("usaha")),
        _group(_("Size"), _size(business), edit("skala")),
        _group(_("Registration"), _registration(business), edit("pendaftaran")),
    ]


def _group(title: str, facts: Iterable[tuple[Any, ...] | Fact], links: Sequence[Link] = ()) -> FactGroup:
    return FactGroup(title, [fact if isinstance(fact, Fact) else Fact(*fact) for fact in facts], links)


def facts_of_person(participant: Participant, user: User) -> list[Fact]:
    return _group("", _person(participant, user)).facts


def _for_officials(business: Business, placement: Placement) -> Iterator[tuple[str, Any]]:
    yield _("Owner"), business.owner.initials if business.owner else NOTHING
    yield _("Sector"), capfirst(business.get_sector_display())
    yield _("Centre"), placement.kelurahan.centre.name


def _owner(business: Business, user: User) -> Iterator[tuple[Any, ...]]:
    if business.owner is None:
        yield _("Name, as claimed"), business.claimed_name
        yield (
            _("NIK, already another person's"),
            business.claimed_nik,
            "",
            _in_full("claimed_nik", business.number, user),
        )
    else:
        yield _("Name"), business.owner.name, reverse("participant_detail", args=[business.owner.pk])
        yield from _person(business.owner, user)


def _person(owner: Participant, user: User) -> Iterator[tuple[Any, ...] | Fact]:
    yield _("NIK"), owner.nik, "", _in_full("nik", owner.pk, user)
    yield _("Sex"), capfirst(owner.get_sex_display())
    yield _("Date of birth"), day(owner.born_on)
    yield _("Phone"), phone(owner.phone)
    yield _("Email"), owner.email or NOTHING
    home = (owner.address, owner.kelurahan and owner.kelurahan.name, owner.home_city)
    outside = _("outside Jakarta") if owner.lives_outside else ""
    yield Fact(_("Home address"), ", ".join(filter(None, home)) or NOTHING, mark=outside)
    yield _("Lives with a disability"), capfirst(owner.get_disability_display())


def _business(business: Business, user: User) -> Iterator[tuple[Any, ...]]:
    yield _("Trading since"), day(business.started_on)
    yield _("Entrepreneur"), _entrepreneur(business)
    yield _("NIB"), business.nib or NOTHING
    yield _("NPWP"), business.npwp or NOTHING, "", business.npwp and _in_full("npwp", business.number, user)
    yield _("Phone"), phone(business.phone)
    yield _("Email"), business.email or NOTHING
    yield _("Online shops"), ", ".join(business.shop_links) or NOTHING


def _activity(business: Business) -> Iterator[tuple[Any, ...]]:
    yield _("Sector"), capfirst(business.get_sector_display())
    yield _("KBLI"), _kbli(business) if business.kbli else NOTHING


def _registration(business: Business) -> Iterator[tuple[Any, ...]]:
    yield _("Registered on"), day(business.registered_on)
    yield _("Came in"), capfirst(business.get_channel_display())
    yield (
        _("Recorded"),
        ", ".join(filter(None, (moment(business.recorded_at), business.recorded_by and who(business.recorded_by)))),
    )


def _kbli(business: Business) -> str:
    return f"{in_words(business.kbli, business.kbli_version)} (KBLI {business.kbli_version})"


def _in_full(what: str, of: Any, user: User) -> str:
    return reverse(f"{what}_in_full", args=[of]) if may_see_in_full(user) else ""


def _entrepreneur(business: Business) -> str:
    if business.is_new is None:
        return _("Not stated")
    return _("New") if business.is_new else _("Already trading (naik kelas)")


def _place(business: Business, places: Sequence[Placement], changeable: bool) -> Iterator[tuple[Any, ...] | Fact]:
    """Where it is, and where it was before."""
    here = places[0]
    yield _("Address"), here.address or NOTHING
    yield _("Kelurahan"), here.kelurahan.name
    yield _("Centre"), here.kelurahan.centre.name
    if here.starts_on:
        yield Fact(_("There since"), day(here.starts_on), links=[_void_move(business, here)] if changeable else [])
    for later, before in pairwise(places):
        where = (before.address, before.kelurahan.name, before.kelurahan.centre.name)
        links = [(_("Correct"), reverse("business_correct_earlier", args=[business.number, before.pk]))]
        if before.starts_on:
            links.append(_void_move(business, before))
        said = ", ".join(dict.fromkeys(filter(None, where)))
        yield Fact(_("Until %(day)s") % {"day": day(later.starts_on)}, said, links=links if changeable else [])


def _owner_links(business: Business) -> list[Link]:
    return [(_("Edit"), reverse("participant_edit", args=[business.owner_id]))] if business.owner_id else []


def _place_links(business: Business) -> list[Link]:
    return [
        (_("Correct the address"), reverse("business_correct", args=[business.number])),
        (_("Record a move"), reverse("business_move", args=[business.number])),
    ]


def _void_move(business: Business, move: Placement) -> Link:
    return _("Void this move"), reverse("business_void_move", args=[business.number, move.pk])


def _size(business: Business) -> Iterator[tuple[str, Any]]:
    shown = scale_shown(capital=business.capital, annual_sales=business.annual_sales)
    yield _("Scale"), shown or _("Not stated")
    yield _("Capital"), rupiah(business.capital)
    yield _("Annual sales"), rupiah(business.annual_sales)
    yield _("Women at work"), number(business.workers_women)
    yield _("Men at work"), number(business.workers_men)
