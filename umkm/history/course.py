"""What happened to a business by the ground floor's own facts, as lines of its timeline."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from umkm.access import may_see_people
from umkm.choices import Stage
from umkm.history.actor import by_and_where
from umkm.models import Business
from umkm.panels import Entry, Evidence, evidence, timeline


def entries_of(business: Business, user: User) -> Iterator[Entry]:
    """Registered, moved, followed by mentors, closed, voided, merged; an official reads no reasons and no names."""
    told = may_see_people(user)
    if business.voided_at:
        yield Entry(
            on=timezone.localdate(business.voided_at),
            at=business.voided_at,
            title=_("Registration voided"),
            text=business.void_reason if told else "",
            by=by_and_where(business.voided_by, named=told),
        )
    if business.closed_on:
        yield Entry(business.closed_on, _("Closed"))
    for placement in business.placements.standing().select_related("kelurahan__centre").order_by("-starts_on"):
        if placement.starts_on:
            yield Entry(
                placement.starts_on,
                (_("Moved to %(kelurahan)s, %(centre)s") if told else _("Moved to %(centre)s"))
                % {"kelurahan": placement.kelurahan.name, "centre": placement.kelurahan.centre.name},
            )
    if told:
        yield from _mentors(business)
    yield Entry(business.registered_on, _("Registered"), gone=business.is_voided)


def registration_of(business: Business, user: User) -> dict[Stage, Evidence]:
    return {Stage.REGISTERED: Evidence(_("Registered %(how)s") % {"how": business.get_channel_display()})}


def _mentors(business: Business) -> Iterator[Entry]:
    for assignment in business.assignments.standing().select_related("mentor").order_by("-starts_on"):
        names = {"mentor": assignment.mentor.get_full_name() or assignment.mentor.username}
        if assignment.ends_on:
            yield Entry(assignment.ends_on, _("No longer followed by %(mentor)s") % names)
        yield Entry(assignment.starts_on, _("Followed by %(mentor)s") % names)


timeline.append(entries_of)
evidence.append(registration_of)
