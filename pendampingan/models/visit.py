"""A mentor at work."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import LedgerToday
from pendampingan.choices import VisitMode
from pendampingan.models.proof import Proven, ProvenQuerySet
from umkm.models import Business, Centre, Fact, Listing


class MentoringVisitQuerySet(ProvenQuerySet):
    def visible_to(self, user):
        """Staff see all visits, officers those of their centres' businesses and those their centres made, mentors those
        to their caseload, whoever made them. An official sees none: notes are personal.

        A mentor who handed a business over sees their own visits to it no longer: its history goes with it.
        """
        if user.role == Role.STAFF:
            return self
        # By the narrow rows of lists: of thousands of businesses of a centre nothing but the key is read.
        to_ones_own = Exists(Listing.objects.visible_to(user).filter(pk=OuterRef("business")))
        if user.role == Role.OFFICER:
            return self.filter(Q(centre__in=Centre.objects.visible_to(user)) | to_ones_own)
        if user.role == Role.MENTOR:
            return self.filter(business__in=_followed_by(user))
        return self.none()

    def for_list(self):
        """With what a row of a list shows."""
        return self.select_related("business", "mentor", "centre")

    def for_record(self):
        """With what the page of one visit shows."""
        return self.for_list().select_related("recorded_by", "voided_by", "verified_by")

    def known_to(self, user):
        """Each with `known`: whether the user may open its business, which may be another centre's by now."""
        return self.annotate(known=Exists(Listing.objects.visible_to(user).filter(pk=OuterRef("business"))))

    def made_between(self, first, last):
        return self.filter(visited_on__range=(first, last))

    def newest(self):
        """The last visit that stands to each business."""
        same = MentoringVisit.objects.standing().filter(business=OuterRef("business"))
        later = Q(visited_on__gt=OuterRef("visited_on")) | Q(visited_on=OuterRef("visited_on"), pk__gt=OuterRef("pk"))
        return self.standing().filter(~Exists(same.filter(later)))

    def due_by(self, day):
        """Agreed next steps that are due by then and that no later visit has followed up, the longest due first."""
        return self.newest().filter(next_step_due__lte=day).order_by("next_step_due", "pk")


def _followed_by(mentor: User) -> models.QuerySet:
    """The keys of the caseload and of what was merged into it. Asked for in two parts: joined by "or", they would have
    the database read every visit there is."""
    followed = Listing.objects.visible_to(mentor).values("pk")
    return (
        Business.objects.filter(pk__in=followed)
        .values("pk")
        .union(Business.objects.filter(merged_into__in=followed).values("pk"))
    )


class MentoringVisit(Fact, Proven):
    """A mentor worked with a business on one day."""

    business = models.ForeignKey(
        "umkm.Business", verbose_name=_("business"), on_delete=models.PROTECT, db_index=False, related_name="visits"
    )
    mentor = models.ForeignKey(
        "accounts.User", verbose_name=_("mentor"), on_delete=models.PROTECT, db_index=False, related_name="visits"
    )
    # The business's centre on that day: activity is credited to the centre that did it.
    centre = models.ForeignKey("umkm.Centre", on_delete=models.PROTECT, db_index=False, related_name="+")
    visited_on = models.DateField(_("date"))
    mode = models.CharField(_("how"), max_length=9, choices=VisitMode)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    topics = ArrayField(models.CharField(max_length=40), verbose_name=_("topics"), blank=True, default=list)
    notes = models.TextField(_("notes"), blank=True, default="")
    next_step = models.CharField(_("agreed next step"), max_length=200, blank=True, default="")
    next_step_due = models.DateField(_("due on"), null=True, blank=True)
    monthly_sales = models.BigIntegerField(_("sales last month"), null=True, blank=True)

    objects = MentoringVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            *Fact.Meta.constraints,
            *Proven.Meta.constraints,
            models.CheckConstraint(
                name="visit_by_today",
                condition=Q(visited_on__lte=LedgerToday()),
                violation_error_message=_("The visit lies in the future."),
            ),
            models.CheckConstraint(name="visit_mode_is_known", condition=Q(mode__in=VisitMode.values)),
            models.CheckConstraint(
                name="visit_lasts_a_while",
                condition=Q(minutes=None) | Q(minutes__range=(1, 24 * 60)),
                violation_error_message=_("A visit lasts from one minute to one day."),
            ),
            models.CheckConstraint(
                name="visit_due_date_has_a_step",
                condition=Q(next_step_due=None) | ~Q(next_step=""),
                violation_error_message=_("Say what is due on that day."),
            ),
            models.CheckConstraint(
                name="visit_sales_are_not_negative",
                condition=Q(monthly_sales=None) | Q(monthly_sales__gte=0),
                violation_error_message=_("Amounts of money are not negative."),
            ),
        ]
        indexes = [
            # Lists show voided visits too, marked; only posting asks for those that stand.
            models.Index(fields=["business", "visited_on", "id"], name="visit_by_business"),
            models.Index(fields=["-visited_on", "-id"], name="visit_by_day"),
            models.Index(fields=["mentor", "-visited_on"], name="visit_by_mentor", condition=Q(voided_at=None)),
            models.Index(fields=["centre", "-visited_on"], name="visit_by_centre", condition=Q(voided_at=None)),
            # What a year of visits came to is read here alone: tens of thousands of rows with their notes otherwise.
            models.Index(
                fields=["visited_on", "id"],
                include=["centre", "mentor", "business", "monthly_sales"],
                name="visit_figures",
                condition=Q(voided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business} · {self.visited_on}"
