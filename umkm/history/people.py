"""The people of a business, on its page: who owns it and who belongs to it. `changes.py` tells who came and went."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jakpreneur.accounts.models import User
from umkm.access import WITH_PEOPLE, may_change, may_see_people
from umkm.models import Business, Handover, Membership
from umkm.panels import Entry, Panel, panels, timeline


@dataclass(frozen=True)
class People:
    """Who owns a business, and who belongs to it or to one merged into it: partners first, each in order of recording."""

    business: Business
    members: list[Membership]
    changeable: bool


def people_of(business: Business, user: User) -> People:
    members = _memberships(business).standing().order_by("-tie", "pk")
    return People(business, list(members), may_change(user, business))


def handovers_of(business: Business, user: User) -> Iterator[Entry]:
    """When it got another owner, and how; an official reads that it did."""
    named = may_see_people(user)
    title = _("Handed over from %(giver)s to %(taker)s") if named else _("Handed over to another owner")
    for handover in (
        Handover.objects.filter(business__in=business.family)
        .select_related("giver", "taker")
        .defer("giver__nik", "taker__nik")
    ):
        words = {"giver": handover.giver.name, "taker": handover.taker.name}
        why = (handover.void_reason or handover.reason) if named else ""
        yield Entry(handover.handed_over_on, title % words, why, gone=handover.voided_at is not None)


def _memberships(business: Business) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(business__in=business.family).select_related("participant").defer("participant__nik")
    )


panels.append(Panel(gettext_lazy("People"), "umkm/person/of_business.html", people_of, WITH_PEOPLE, 5))
timeline.append(handovers_of)
