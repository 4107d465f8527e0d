"""A class: its days, and who is enrolled."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from pendampingan.choices import EnrolmentStatus, SessionStatus
from pendampingan.models.topic import Topic
from umkm.models import Business, Centre, Fact
from umkm.models.fact import FactQuerySet


class TrainingSessionQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Staff and officials see all classes, officers and mentors those of their centres."""
        if user.role in (Role.STAFF, Role.OFFICIAL):
            return self
        if user.role in (Role.OFFICER, Role.MENTOR):
            return self.filter(centre__in=Centre.objects.visible_to(user))
        return self.none()

    def for_list(self):
        """With what a row of a list shows: first and last day, and how many are enrolled."""
        days = SessionDay.objects.standing().filter(session=OuterRef("pk"))
        seats = Enrolment.objects.standing().enrolled().filter(session=OuterRef("pk")).order_by().values("session")
        return (
            self.standing()
            .annotate(
                first_on=Subquery(days.order_by("held_on").values("held_on")[:1]),
                # Never null, since lists are ordered and paged by it.
                last_on=Coalesce(Subquery(days.order_by("-held_on").values("held_on")[:1]), F("recorded_at__date")),
                people=Coalesce(Subquery(seats.annotate(people=Count("pk")).values("people")), 0),
            )
            .select_related("centre")
        )

    def for_record(self):
        """With what the page of one class shows."""
        return self.for_list().select_related("agency", "topic", "recorded_by")

    def held_between(self, first, last):
        """Those with a day in this span."""
        return self.filter(
            Exists(SessionDay.objects.standing().filter(session=OuterRef("pk"), held_on__range=(first, last)))
        )

    def held_on(self, day):
        return self.held_between(day, day)

    def ended_between(self, first, last):
        """Those whose last day lies in this span."""
        later = SessionDay.objects.standing().filter(session=OuterRef("pk"), held_on__gt=last)
        return self.held_between(first, last).exclude(Exists(later))

    def running(self):
        """Neither closed nor cancelled."""
        return self.filter(status__in=[SessionStatus.PLANNED, SessionStatus.OPEN])

    def taking_place(self):
        """All but those that are cancelled."""
        return self.exclude(status=SessionStatus.CANCELLED)

    def over_by(self, day):
        """Those whose last day lies before this one."""
        return self.filter(last_on__lt=day)


class TrainingSession(Fact):
    """A class of the programme, held on its days at a centre, or for the whole city where the centre is null."""

    centre = models.ForeignKey(
        "umkm.Centre",
        verbose_name=_("centre"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
    )
    agency = models.ForeignKey("umkm.Agency", verbose_name=_("agency"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
    )
    venue = models.CharField(_("venue"), max_length=120, blank=True, default="")
    trainer = models.CharField(_("trainer"), max_length=120, blank=True, default="")
    capacity = models.PositiveSmallIntegerField(_("capacity"))
    status = models.CharField(_("status"), max_length=9, choices=SessionStatus, default=SessionStatus.PLANNED)
    days_needed = models.PositiveSmallIntegerField(_("days needed to pass"))
    enrol_until = models.DateField(_("enrolment closes after"), null=True, blank=True)
    cancel_reason = models.TextField(_("reason for cancelling"), blank=True, default="")

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="session_title_is_given",
                condition=~Q(title=""),
                violation_error_message=_("Give the class a title."),
            ),
            models.CheckConstraint(
                name="session_has_room",
                condition=Q(capacity__gte=1),
                violation_error_message=_("A class has room for at least one person."),
            ),
            models.CheckConstraint(
                name="session_needs_a_day",
                condition=Q(days_needed__gte=1),
                violation_error_message=_("A class asks for at least one day."),
            ),
            models.CheckConstraint(name="session_status_is_known", condition=Q(status__in=SessionStatus.values)),
            models.CheckConstraint(
                name="session_cancelled_with_reason",
                condition=Q(status=SessionStatus.CANCELLED) & ~Q(cancel_reason="")
                | ~Q(status=SessionStatus.CANCELLED) & Q(cancel_reason=""),
                violation_error_message=_("Say why the class is cancelled."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SessionDayQuerySet(FactQuerySet):
    def of(self, sessions):
        return self.filter(session__in=sessions.values("pk"))

    def between(self, first, last):
        return self.filter(held_on__range=(first, last))


class SessionDay(Fact):
    """One day of a class."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="days")
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)

    objects = SessionDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of a class")
        verbose_name_plural = _("days of a class")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "held_on"],
                condition=Q(voided_at=None),
                name="session_day_once",
                violation_error_message=_("The class already has this day."),
            ),
            models.CheckConstraint(
                name="session_day_ends_after_it_starts",
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The day ends before it starts."),
            ),
        ]
        indexes = [models.Index(fields=["held_on"], name="session_day_by_date", condition=Q(voided_at=None))]

    def __str__(self) -> str:
        return f"{self.session} · {self.held_on}"


class EnrolmentQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Whoever sees the class sees who is in it; of another centre's business just its number and name."""
        return self.filter(session__in=TrainingSession.objects.visible_to(user))

    def enrolled(self):
        return self.filter(status=EnrolmentStatus.ENROLLED)

    def waiting(self):
        """On the waiting list, whoever has waited longest first."""
        return self.filter(status=EnrolmentStatus.WAITLISTED).order_by("queued_at", "pk")

    def withdrawn(self):
        return self.filter(status=EnrolmentStatus.WITHDRAWN)

    def still_in(self):
        """Enrolled or waiting."""
        return self.exclude(status=EnrolmentStatus.WITHDRAWN)

    def by_coming_alone(self):
        """Those who had no seat and were there: enrolled for as long as a day that they attended stands."""
        return self.exclude(came_as="")

    def to_call(self):
        """Those who moved up from the waiting list and may not know it yet, the first to move up first."""
        return self.enrolled().filter(moved_up_at__isnull=False, called_at=None).order_by("moved_up_at", "pk")


#: Has a place on the waiting list, or would have it again.
IS_QUEUED = Q(status=EnrolmentStatus.WAITLISTED) | Q(came_as=EnrolmentStatus.WAITLISTED)


class Enrolment(Fact):
    """A participant, for one business, in a class. Withdrawing does not undo days attended."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, db_index=False, related_name="enrolments")
    participant = models.ForeignKey(
        "umkm.Participant", verbose_name=_("participant"), on_delete=models.PROTECT, related_name="enrolments"
    )
    business = models.ForeignKey(
        Business, verbose_name=_("business"), on_delete=models.PROTECT, related_name="enrolments"
    )
    status = models.CharField(_("status"), max_length=10, choices=EnrolmentStatus, default=EnrolmentStatus.ENROLLED)
    # Kept by whoever came off the waiting list, for whom it is their place again should the tick have been a mistake.
    queued_at = models.DateTimeField(_("on the waiting list since"), null=True, editable=False)
    # What they were, of those who are enrolled only because they came, whether there was a seat or not.
    came_as = models.CharField(
        _("came as"), max_length=10, choices=EnrolmentStatus, blank=True, default="", db_default="", editable=False
    )
    # How they got their seat, for those who had waited: nobody knows of it until they are called.
    moved_up_at = models.DateTimeField(_("moved up"), null=True, editable=False)
    called_at = models.DateTimeField(_("called"), null=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "participant"],
                condition=Q(voided_at=None),
                name="enrolment_once",
                violation_error_message=_("This person is already in this class."),
            ),
            models.CheckConstraint(name="enrolment_status_is_known", condition=Q(status__in=EnrolmentStatus.values)),
            models.CheckConstraint(
                name="enrolment_waits_since",
                condition=IS_QUEUED & Q(queued_at__isnull=False) | ~IS_QUEUED & Q(queued_at=None),
            ),
            models.CheckConstraint(
                name="enrolment_came_as_is_known",
                condition=Q(came_as="")
                | Q(
                    came_as__in=[EnrolmentStatus.WAITLISTED, EnrolmentStatus.WITHDRAWN], status=EnrolmentStatus.ENROLLED
                ),
            ),
            models.CheckConstraint(
                name="enrolment_called_after_moving_up",
                condition=Q(called_at=None) | Q(moved_up_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["session", "queued_at", "id"],
                name="enrolment_queue",
                condition=Q(status=EnrolmentStatus.WAITLISTED, voided_at=None),
            ),
            models.Index(
                fields=["moved_up_at"],
                name="enrolment_to_call",
                condition=Q(moved_up_at__isnull=False, called_at=None, voided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.session}"
