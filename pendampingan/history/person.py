"""What the upper floor adds to a person's page: their classes."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from pendampingan.access import CLASS_READERS
from pendampingan.choices import SessionStatus
from pendampingan.models import SessionDay, TrainingSession
from umkm.models import Business, Participant
from umkm.panels import Panel, person_panels


def classes_of(participant: Participant, user: User) -> QuerySet:
    """The person's enrolments, the latest first: in classes that the reader sees, and for businesses that they see.

    Whoever sees just the class knows of the business its number and name, as on the page of the class.
    """
    attended = Q(attendance__voided_at=None, attendance__day__voided_at=None)
    sessions = TrainingSession.objects.visible_to(user).filter(pk=OuterRef("session"))
    businesses = Business.objects.visible_to(user).filter(pk=OuterRef("business"))
    days = SessionDay.objects.standing().filter(session=OuterRef("session")).order_by("held_on")
    return (
        participant.enrolments.standing()
        .annotate(
            attended=Count("attendance", filter=attended),
            passed=Q(attended__gte=F("session__days_needed")) & ~Q(session__status=SessionStatus.CANCELLED),
            first_on=Subquery(days.values("held_on")[:1]),
            seen=Exists(sessions),
            business_seen=Exists(businesses),
        )
        .filter(Q(seen=True) | Q(business_seen=True))
        .select_related("session", "business")
        .defer("business__npwp", "business__claimed_nik")
        .order_by("-pk")
    )


person_panels.append(Panel(_("Classes"), "pendampingan/session/person.html", classes_of, CLASS_READERS, 10))
