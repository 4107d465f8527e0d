"""What the upper floor adds to a person's page: their classes."""

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from pendampingan.access import CLASS_READERS
from pendampingan.choices import SessionStatus
from pendampingan.models import Attendance, Enrolment, SessionDay, TrainingSession
from umkm.models import Business, Participant
from umkm.panels import Panel, person_panels


def classes_of(participant: Participant, user: User) -> list[Enrolment]:
    """The person's enrolments, the latest first: in classes that the reader sees, and for businesses that they see.

    Whoever sees just the class knows of the business its number and name, as on the page of the class. What is seen is
    asked for the few rows there are: in one query the database would go through all that the reader sees.
    """
    ticks = Attendance.objects.standing().filter(enrolment=OuterRef("pk"), day__voided_at=None).order_by()
    days = SessionDay.objects.standing().filter(session=OuterRef("session")).order_by("held_on")
    enrolments = list(
        participant.enrolments.standing()
        .annotate(
            attended=Coalesce(Subquery(ticks.values("enrolment").annotate(days=Count("pk")).values("days")), 0),
            passed=Q(attended__gte=F("session__days_needed")) & ~Q(session__status=SessionStatus.CANCELLED),
            first_on=Subquery(days.values("held_on")[:1]),
        )
        .select_related("session", "business")
        .defer("business__npwp", "business__claimed_nik")
        .order_by("-pk")
    )
    sessions = TrainingSession.objects.visible_to(user).in_bulk({each.session_id for each in enrolments})
    businesses = Business.objects.visible_to(user).only("pk").in_bulk({each.business_id for each in enrolments})
    for enrolment in enrolments:
        enrolment.seen = enrolment.session_id in sessions
        enrolment.business_seen = enrolment.business_id in businesses
    return [enrolment for enrolment in enrolments if enrolment.seen or enrolment.business_seen]


person_panels.append(Panel(_("Classes"), "pendampingan/session/person.html", classes_of, CLASS_READERS, 10))
