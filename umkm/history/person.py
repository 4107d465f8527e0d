"""What happened to a person, on their page: entered, changed, of which businesses they became or ceased to be a part."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.audit.models import Change
from umkm.history.actor import by_and_where
from umkm.history.columns import Names, told
from umkm.models import Business, Handover, Participant
from umkm.panels import Entry, person_timeline

TABLES = {Participant._meta.db_table: Participant}


def changes_of(participant: Participant, user: User) -> Iterator[Entry]:
    """Every change of what is known of the person, in words; a NIK only that it was changed."""
    written = Change.objects.filter(table=Participant._meta.db_table, row=participant.pk).order_by("-id")
    changes = list(written.select_related("actor").prefetch_related("actor__posts__centre"))
    names = Names.of(changes, TABLES)
    for change in changes:
        entered = change.action == Change.Action.INSERT
        title = _("Entered in the registry") if entered else told(change, Participant, names, open_to=None)
        if title:
            yield Entry(
                on=timezone.localdate(change.at),
                at=change.at,
                title=capfirst(title),
                text=change.reason,
                by=by_and_where(change.actor, change.request),
            )


def businesses_of(participant: Participant, user: User) -> Iterator[Entry]:
    """Of the businesses that the reader sees: registered by the person, joined and left."""
    seen = {business.pk: business for business in Business.objects.visible_to(user).of(participant).for_list()}
    handovers = (
        Handover.objects.standing().filter(business__in=seen).filter(Q(giver=participant) | Q(taker=participant))
    )
    taken = set()
    for handover in handovers.order_by("-pk"):
        business = seen[handover.business_id]
        words = {"business": business.name, "number": business.number}
        given = handover.giver_id == participant.pk
        title = _("Handed over %(business)s, %(number)s") if given else _("Took over %(business)s, %(number)s")
        taken.add(None if given else business.pk)
        yield Entry(handover.handed_over_on, title % words, handover.reason)
    for business in seen.values():
        if business.owner_id == participant.pk and business.pk not in taken:
            words = {"business": business.name, "number": business.number}
            yield Entry(business.registered_on, _("Registered: %(business)s, %(number)s") % words)
    for membership in participant.memberships.filter(business__in=seen).order_by("-pk"):
        business = seen[membership.business_id]
        words = {"tie": membership.get_tie_display(), "business": business.name, "number": business.number}
        if membership.voided_at:
            yield Entry(
                on=timezone.localdate(membership.voided_at),
                at=membership.voided_at,
                title=_("No longer belongs to %(business)s, %(number)s") % words,
                text=membership.void_reason,
            )
        yield Entry(
            on=timezone.localdate(membership.recorded_at),
            at=membership.recorded_at,
            title=_("Recorded as %(tie)s of %(business)s, %(number)s") % words,
        )


person_timeline.append(changes_of)
person_timeline.append(businesses_of)
