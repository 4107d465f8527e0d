"""The people of a business, on its page: who owns it and who belongs to it. `changes.py` tells who came and went."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from jakpreneur.accounts.models import User
from umkm.access import WITH_PEOPLE, may_change
from umkm.models import Business, Membership
from umkm.panels import Panel, panels


@dataclass(frozen=True)
class People:
    """Who owns a business, and who belongs to it or to one merged into it: partners first, each in order of recording."""

    business: Business
    members: list[Membership]
    changeable: bool


def people_of(business: Business, user: User) -> People:
    members = _memberships(business).standing().order_by("-tie", "pk")
    return People(business, list(members), may_change(user, business))


def _memberships(business: Business) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(business__in=business.family).select_related("participant").defer("participant__nik")
    )


panels.append(Panel(gettext_lazy("People"), "umkm/person/of_business.html", people_of, WITH_PEOPLE, 5))
