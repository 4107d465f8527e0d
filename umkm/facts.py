"""The facts of one business in words, as one reader may see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.templatetags.jakpreneur import NOTHING, day, number, phone, rupiah
from umkm.access import may_see_in_full, may_see_people
from umkm.models import Business, Participant, Placement
from umkm.models.kbli import in_words


@dataclass(frozen=True)
class Fact:
    label: str
    value: Any
    url: str = ""
    #: Where a masked value is shown in full, for those who may.
    in_full: str = ""


@dataclass(frozen=True)
class FactGroup:
    title: str
    facts: list[Fact]


def facts_of(business: Business, placement: Placement, user: User) -> list[FactGroup]:
    """All that is known, to those who work with the owner; an official reads what the design's section 2 names."""
    if may_see_people(user):
        groups = {
            _("Owner"): _owner(business, user),
            _("Business"): _business(business, user),
            _("Place"): _place(placement),
            _("Size"): _size(business),
        }
    else:
        groups = {_("Business"): _for_officials(business, placement)}
    return [FactGroup(title, [Fact(*fact) for fact in facts]) for title, facts in groups.items()]


def facts_of_person(participant: Participant, user: User) -> list[Fact]:
    return [Fact(*fact) for fact in _person(participant, user)]


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


def _person(owner: Participant, user: User) -> Iterator[tuple[Any, ...]]:
    yield _("NIK"), owner.nik, "", _in_full("nik", owner.pk, user)
    yield _("Sex"), capfirst(owner.get_sex_display())
    yield _("Date of birth"), day(owner.born_on)
    yield _("Phone"), phone(owner.phone)
    yield _("Email"), owner.email or NOTHING
    home = (owner.address, owner.kelurahan and owner.kelurahan.name, owner.home_city)
    yield _("Home address"), ", ".join(filter(None, home)) or NOTHING
    yield _("Lives with a disability"), capfirst(owner.get_disability_display())


def _business(business: Business, user: User) -> Iterator[tuple[Any, ...]]:
    yield _("Sector"), capfirst(business.get_sector_display())
    yield _("KBLI"), _kbli(business) if business.kbli else NOTHING
    yield _("Trading since"), day(business.started_on)
    yield _("Entrepreneur"), _entrepreneur(business)
    yield _("NIB"), business.nib or NOTHING
    yield _("NPWP"), business.npwp or NOTHING, "", business.npwp and _in_full("npwp", business.number, user)
    yield _("Phone"), phone(business.phone)
    yield _("Email"), business.email or NOTHING
    yield _("Online shops"), ", ".join(business.shop_links) or NOTHING
    yield _("Registered on"), day(business.registered_on)
    yield _("Came in"), capfirst(business.get_channel_display())


def _kbli(business: Business) -> str:
    return f"{in_words(business.kbli, business.kbli_version)} (KBLI {business.kbli_version})"


def _in_full(what: str, of: Any, user: User) -> str:
    return reverse(f"{what}_in_full", args=[of]) if may_see_in_full(user) else ""


def _entrepreneur(business: Business) -> str:
    if business.is_new is None:
        return _("Not stated")
    return _("New") if business.is_new else _("Already trading (naik kelas)")


def _place(placement: Placement) -> Iterator[tuple[str, Any]]:
    yield _("Address"), placement.address or NOTHING
    yield _("Kelurahan"), placement.kelurahan.name
    yield _("Centre"), placement.kelurahan.centre.name
    if placement.starts_on:
        yield _("There since"), day(placement.starts_on)


def _size(business: Business) -> Iterator[tuple[str, Any]]:
    scale, basis = business.scale
    words = {"capital": _("by its capital"), "annual_sales": _("by its annual sales")}
    yield _("Scale"), f"{capfirst(scale.label)}, {words[basis]} (PP 7/2021 Art. 35)" if scale else _("Not stated")
    yield _("Capital"), rupiah(business.capital)
    yield _("Annual sales"), rupiah(business.annual_sales)
    yield _("Women at work"), number(business.workers_women)
    yield _("Men at work"), number(business.workers_men)
