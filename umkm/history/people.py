"""The people of a business, on its page: who owns it, who belongs to it, who came and who went."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jakpreneur.accounts.models import User
from umkm.access import WITH_PEOPLE, may_change, may_see_people
from umkm.choices import Tie
from umkm.models import Business, Membership
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


def comings_and_goings(business: Business, user: User) -> Iterator[Entry]:
    """When somebody was recorded as a partner or employee and when they were taken off again, with the reason."""
    if not may_see_people(user):
        return
    for membership in _memberships(business).order_by("-pk"):
        words = {"name": membership.participant.name, "tie": Tie(membership.tie).label}
        if membership.voided_at:
            yield Entry(
                timezone.localdate(membership.voided_at),
                _("%(name)s no longer belongs to it") % words,
                membership.void_reason,
            )
        yield Entry(timezone.localdate(membership.recorded_at), _("%(name)s recorded as %(tie)s") % words)


def _memberships(business: Business) -> QuerySet[Membership]:
    of_it = Q(business=business) | Q(business__merged_into=business)
    return Membership.objects.filter(of_it).select_related("participant").defer("participant__nik")


panels.append(Panel(gettext_lazy("People"), "umkm/person/of_business.html", people_of, WITH_PEOPLE, 5))
timeline.append(comings_and_goings)
