"""Samples of the businesses behind a figure, asked whether what the registry says of them is so."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import LedgerToday
from pendampingan.choices import GROUP_WORDS, SampleResult
from umkm.models import Fact, Placement
from umkm.models.fact import FactQuerySet, since_the_programme

#: More are not asked within a month, and narrow the interval of an error rate to less than two points anyway.
MOST = 1000


class SampleQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Staff draw them and officials read them; nobody else sees who was drawn."""
        return self if user.role in (Role.STAFF, Role.OFFICIAL) else self.none()

    def of(self, groups, centre):
        """Those of these groups' figures, of one centre, or of the city where it is None."""
        return self.standing().filter(group__in=list(groups), centre=centre)

    def with_results(self):
        """Each with how many came to what."""
        return self.annotate(
            drawn=Count("businesses"),
            **{result.value: Count("businesses", filter=Q(businesses__result=result)) for result in SampleResult},
        )

    def for_list(self):
        """The newest first, with who drew it."""
        return self.select_related("centre", "recorded_by")


class Sample(Fact):
    """Some of the businesses behind one figure, drawn so that whoever has the seed and the list draws the same ones.

    The figure is that of a group, at one centre or in the city, at the end of day `per`, as it was known at the end of day
    `known_on`; both are over, so nothing that is recorded later changes who is drawn. What was drawn never changes.
    """

    group = models.CharField(_("figure"), max_length=30)
    centre = models.ForeignKey(
        "umkm.Centre", verbose_name=_("centre"), on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    per = models.DateField(_("as of the day"))
    known_on = models.DateField(_("as known on"))
    size = models.PositiveSmallIntegerField(_("size"))
    seed = models.CharField(_("seed"), max_length=40)
    stratified = models.BooleanField(_("stratified by centre"), default=False)
    #: How many businesses stood behind the figure.
    population = models.PositiveIntegerField(_("businesses behind the figure"))

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(name="sample_group_is_known", condition=Q(group__in=GROUP_WORDS)),
            since_the_programme("per", name="sample_since_the_programme"),
            models.CheckConstraint(
                name="sample_known_after_its_day",
                condition=Q(known_on__gte=F("per")),
                violation_error_message=_("A figure cannot be known before its day."),
            ),
            models.CheckConstraint(
                name="sample_of_a_day_that_is_over",
                condition=Q(known_on__lt=LedgerToday()),
                violation_error_message=_(
                    "A sample is drawn of a day that is over: by tomorrow today has other entries."
                ),
            ),
            models.CheckConstraint(
                name="sample_size_is_possible",
                condition=Q(size__range=(1, MOST)),
                violation_error_message=_("A sample has 1 to 1,000 businesses."),
            ),
            models.CheckConstraint(
                name="sample_seed_is_plain",
                condition=Q(seed__regex=r"^[0-9A-Za-z-]+$"),
                violation_error_message=_("A seed has letters without accents, digits and hyphens alone."),
            ),
            models.CheckConstraint(
                name="sample_strata_are_of_the_city",
                condition=Q(stratified=False) | Q(centre=None),
                violation_error_message=_("Only a sample of the city is stratified by centre."),
            ),
            models.CheckConstraint(
                name="sample_of_somebody",
                condition=Q(population__gte=1),
                violation_error_message=_("No business stands behind this figure: there is none to draw."),
            ),
            models.UniqueConstraint(
                fields=["group", "centre", "per", "known_on", "size", "seed", "stratified"],
                nulls_distinct=False,
                name="sample_drawn_once",
                violation_error_message=_("This very sample was drawn before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.per} · {self.seed}"


class SampledQuerySet(FactQuerySet):
    def open(self):
        """Those whose result nobody has entered."""
        return self.filter(result="")

    def for_list(self):
        """With what a row shows, and nothing sealed."""
        rows = self.select_related("business__owner", "business__progress__centre", "centre", "entered_by")
        return rows.defer("business__npwp", "business__claimed_nik", "business__owner__nik")

    def for_calling(self):
        """In the order of the sheet, with where each business is now."""
        now = Placement.objects.standing().select_related("kelurahan").order_by(F("starts_on").asc(nulls_first=True))
        return self.for_list().prefetch_related(Prefetch("business__placements", now, "places")).order_by("position")


class Sampled(Fact):
    """One business of a sample, and what asking it came to, once somebody has."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, db_index=False, related_name="businesses")
    business = models.ForeignKey(
        "umkm.Business", verbose_name=_("business"), on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    #: Where it stood in the figure.
    centre = models.ForeignKey(
        "umkm.Centre", verbose_name=_("centre"), on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("no."))
    #: Who made the entries that the figure counts it by: filled in by the database when it is drawn (samples.sql).
    made_by = ArrayField(models.BigIntegerField(), default=list, editable=False)
    result = models.CharField(_("result"), max_length=11, choices=SampleResult, blank=True, default="")
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    entered_by = models.ForeignKey(
        "accounts.User",
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered"), null=True, editable=False)

    objects = SampledQuerySet.as_manager()

    class Meta:
        verbose_name = _("sampled business")
        verbose_name_plural = _("sampled businesses")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["sample", "position"], name="sampled_position_once"),
            models.UniqueConstraint(fields=["sample", "business"], name="sampled_once"),
            models.CheckConstraint(name="sampled_position_counts_from_one", condition=Q(position__gte=1)),
            models.CheckConstraint(name="sampled_result_is_known", condition=Q(result__in=["", *SampleResult.values])),
            models.CheckConstraint(
                name="sampled_result_has_its_author",
                condition=Q(result="", entered_by=None, entered_at=None, note="")
                | ~Q(result="") & Q(entered_by__isnull=False, entered_at__isnull=False),
                violation_error_message=_("A note belongs to a result: choose one."),
            ),
            models.CheckConstraint(
                name="sampled_wrong_says_what",
                condition=~Q(result=SampleResult.WRONG) | ~Q(note=""),
                violation_error_message=_("Say in the note what is wrong."),
            ),
            models.CheckConstraint(
                name="sampled_result_by_another",
                condition=Q(entered_by=None) | ~Q(made_by__contains=[F("entered_by")]),
                violation_error_message=_("Somebody other than who made its entries enters the result."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample} · {self.position}"

    @property
    def place(self) -> Placement:
        """Where the business is now, of those that came `for_calling`."""
        return self.business.places[-1]

    def may_be_entered_by(self, user: User) -> bool:
        """Whoever made its entries enters no result."""
        return user.pk not in self.made_by
