"""The classes and visits of a business: a panel of each, and their lines of the timeline."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jakpreneur.accounts.models import User
from jakpreneur.templatetags.jakpreneur import who
from pendampingan.access import CLASS_READERS, VISIT_READERS, VISITORS
from pendampingan.models import Attendance, Enrolment, MentoringVisit, TrainingSession
from umkm.access import may_see_people
from umkm.models import Business
from umkm.panels import Entry, Panel, panels, timeline

MOST = 10


def classes_of(business: Business, user: User) -> QuerySet:
    """The latest enrolments for it, each with the days attended and whether the reader may open the class."""
    return _enrolments(business, user)[:MOST]


def visits_of(business: Business, user: User) -> dict[str, Any]:
    return {
        "visits": _visits(business, user)[:MOST],
        "log_for": business.number if user.role in VISITORS else "",
    }


def attended(business: Business, user: User) -> Iterator[Entry]:
    """The classes that somebody attended for it, each on the last of their days there."""
    for enrolment in _enrolments(business, user).filter(attended__gt=0):
        person = enrolment.participant
        words = {
            "title": enrolment.session.title,
            "person": person.name if may_see_people(user) else person.initials,
        }
        days = ngettext("%(days)s day attended", "%(days)s days attended", enrolment.attended)
        yield Entry(
            enrolment.last_on,
            _("Class: %(title)s") % words,
            f"{words['person']} · {days % {'days': enrolment.attended}}",
            reverse("session_detail", args=[enrolment.session_id]) if enrolment.seen else "",
        )


def visited(business: Business, user: User) -> Iterator[Entry]:
    """Each visit, voided ones with their reason."""
    for visit in _visits(business, user) if user.role in VISIT_READERS else ():
        yield Entry(
            visit.visited_on,
            _("Visit, %(how)s, by %(mentor)s") % {"how": visit.get_mode_display(), "mentor": who(visit.mentor)},
            _("Voided: %(reason)s") % {"reason": visit.void_reason} if visit.voided_at else visit.next_step,
            reverse("visit_detail", args=[visit.pk]),
            gone=visit.voided_at is not None,
        )


def _enrolments(business: Business, user: User) -> QuerySet:
    """With `attended` (days), `last_on` (the last of them) and `seen`: whether the reader may open the class."""
    # Asked for enrolment by enrolment: joined, all attendance of the city would be read.
    days = Attendance.objects.standing().filter(enrolment=OuterRef("pk"), day__voided_at=None).values("enrolment")
    sessions = TrainingSession.objects.visible_to(user).filter(pk=OuterRef("session"))
    return (
        Enrolment.objects.standing()
        .filter(business__in=business.family)
        .annotate(
            attended=Coalesce(Subquery(days.annotate(n=Count("pk")).values("n")), 0),
            last_on=Subquery(days.annotate(last=Max("day__held_on")).values("last")),
            seen=Exists(sessions),
        )
        .select_related("session", "participant")
        .defer("participant__nik")
        .order_by("-pk")
    )


def _visits(business: Business, user: User) -> QuerySet:
    visits = MentoringVisit.objects.visible_to(user).for_list().filter(business__in=business.family)
    return visits.order_by("-visited_on", "-pk")


panels.append(Panel(gettext_lazy("Classes"), "pendampingan/session/business.html", classes_of, CLASS_READERS, 10))
panels.append(Panel(gettext_lazy("Visits"), "pendampingan/visit/business.html", visits_of, VISIT_READERS, 20))
timeline += [attended, visited]
