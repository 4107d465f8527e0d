"""Who was there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendampingan.choices import AttendanceSource, SessionStatus
from pendampingan.models.proof import Proven, ProvenQuerySet
from pendampingan.models.session import Enrolment, SessionDay
from umkm.models import Fact


class AttendanceQuerySet(ProvenQuerySet):
    def of_people(self, participants):
        return self.filter(enrolment__participant__in=participants)

    def for_sheet(self):
        """With who ticked and who verified it."""
        return self.select_related("recorded_by", "verified_by")

    def of_seat(self, enrolment, day):
        """The ticks of one person on one day, also the voided ones."""
        return self.filter(enrolment=enrolment, day=day)

    def as_marked(self):
        """Of one seat: its revision, and the tick that stands, if one does."""
        ticks = list(self)
        return sum(tick.marks for tick in ticks), next((tick for tick in ticks if tick.voided_at is None), None)

    def at_classes_titled(self, title):
        """What stands of classes with this title that were not cancelled."""
        return (
            self.standing()
            .filter(enrolment__session__title__iexact=title)
            .exclude(enrolment__session__status=SessionStatus.CANCELLED)
        )


class Attendance(Fact, Proven):
    """One enrolled participant was there on one day of the class."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, db_index=False, related_name="attendance")
    day = models.ForeignKey(SessionDay, on_delete=models.PROTECT, db_index=False, related_name="attendance")
    source = models.CharField(_("recorded from"), max_length=6, choices=AttendanceSource)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            *Fact.Meta.constraints,
            *Proven.Meta.constraints,
            models.UniqueConstraint(
                fields=["enrolment", "day"],
                condition=Q(voided_at=None),
                name="attendance_once_a_day",
                violation_error_message=_("This person is already ticked for this day."),
            ),
            models.CheckConstraint(name="attendance_source_is_known", condition=Q(source__in=AttendanceSource.values)),
        ]
        indexes = [
            # With whether it stands, so that those of a day are counted in the index alone.
            models.Index(fields=["day", "voided_at"], name="attendance_by_day"),
            # What was entered on one evening is found without a walk over all ticks.
            models.Index(fields=["recorded_at"], name="attendance_by_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} · {self.day}"

    @property
    def marks(self) -> int:
        """How often somebody marked the seat by this row: ticked it, and unticked it. All rows of a seat and day add up
        to its revision, which changes whenever somebody marks it."""
        return 1 if self.voided_at is None else 2
