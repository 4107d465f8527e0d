"""Whom a class could still train."""

from django.db.models import Exists, OuterRef, QuerySet

from jakpreneur.accounts.models import User
from pendampingan.models import TrainingSession
from umkm.models import Listing


def untrained(session: TrainingSession, user: User) -> QuerySet:
    """The listings of businesses that trade at the class's centre, or that the user sees where it is the whole city's;
    of those that no class has trained and that are not in this one."""
    seen = Listing.objects.visible_to(user).in_state(Listing.ACTIVE).filter(trained=False)
    here = seen.at(session.centre) if session.centre else seen
    in_class = session.enrolments.standing().still_in().filter(business=OuterRef("business"))
    return here.filter(~Exists(in_class))
