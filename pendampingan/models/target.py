"""What the city set out to reach, what counts towards it, and what was said in public."""

import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from jakpreneur.acting import LedgerToday
from jakpreneur.templatetags.jakpreneur import day, number
from pendampingan.choices import Unit
from pendampingan.models.replacing import Replacing
from umkm.choices import Stage
from umkm.models import Fact
from umkm.models.fact import FactQuerySet, since_the_programme

#: No number of people or businesses in Jakarta is larger, so a larger one is mistyped.
MOST = 100_000_000
POSSIBLE = _("Enter a whole number from 1 to 100 million.")
BACKWARDS = _("The period ends before it starts.")


class TargetQuerySet(FactQuerySet):
    def of_city_and_shares(self):
        """The city's targets, the main one first, then the one that began last; and the centres' shares of them."""
        standing = self.standing().filter(Q(city_target=None) | Q(city_target__voided_at=None))
        return standing.order_by("-is_main", "-starts_on", "-pk")

    def of_city(self):
        """The city's own, voided ones too; the main one first, then the one that began last."""
        return self.filter(centre=None).order_by("-is_main", "-starts_on", "-pk")

    def by_centre(self):
        """Shares with their centres, in the order of their codes."""
        return self.select_related("centre").order_by("centre__code")


class Target(Fact, Replacing):
    """A number to be reached within a period, with its legal source: the city's, or a centre's share of one.

    A share repeats the period and the source of its target. Those of a voided target are shares of none.
    """

    value = models.PositiveIntegerField(_("value"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    source = models.CharField(_("legal source"), max_length=200)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    centre = models.ForeignKey(
        "umkm.Centre", verbose_name=_("centre"), on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    city_target = models.ForeignKey(
        "self", verbose_name=_("share of"), on_delete=models.PROTECT, null=True, blank=True, related_name="shares"
    )
    # The one that the city's dashboard shows.
    is_main = models.BooleanField(_("main target"), default=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            *Fact.Meta.constraints,
            *Replacing.Meta.constraints,
            models.CheckConstraint(
                name="target_value_is_possible",
                condition=Q(value__range=(1, MOST)),
                violation_error_message=POSSIBLE,
            ),
            since_the_programme("starts_on", name="target_since_the_programme"),
            models.CheckConstraint(
                name="target_ends_this_century",
                condition=Q(ends_on__lt=datetime.date(2100, 1, 1)),
                violation_error_message=_("The period ends after this century: check the year."),
            ),
            models.CheckConstraint(
                name="target_period_runs_forward",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=BACKWARDS,
            ),
            models.CheckConstraint(
                name="target_names_its_source",
                condition=~Q(source=""),
                violation_error_message=_("Name the legal source of the target."),
            ),
            models.CheckConstraint(
                name="target_of_a_centre_is_a_share",
                condition=Q(centre=None, city_target=None)
                | Q(centre__isnull=False, city_target__isnull=False, is_main=False),
                violation_error_message=_("A centre's target is a share of one of the city's."),
            ),
            models.UniqueConstraint(
                fields=["is_main"],
                condition=Q(is_main=True, voided_at=None),
                name="target_main_once",
                violation_error_message=_("There is one main target."),
            ),
            models.UniqueConstraint(
                fields=["centre", "city_target"],
                condition=Q(voided_at=None),
                name="target_share_once",
                violation_error_message=_("This centre already has a share of this target."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} · {self.source}"

    @property
    def in_words(self) -> str:
        """→ "200.000 menurut Pergub 102/2018 Art. 4"."""
        return gettext("%(value)s by %(source)s") % {"value": number(self.value), "source": self.source}


class MeasureQuerySet(FactQuerySet):
    def valid_on(self, day: datetime.date):
        """In use that day; an end that is not stated is open. In the order of entry."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        not_over = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.standing().filter(begun, not_over).order_by("pk")

    def for_list(self):
        """Stage by stage, an earlier definition before a later one."""
        return self.order_by("stage", F("valid_from").asc(nulls_first=True), "pk")


class Measure(Fact, Replacing):
    """A named definition of what counts, with who uses it."""

    code = models.SlugField(_("code"), max_length=30)
    stage = models.SmallIntegerField(_("stage"), choices=Stage)
    unit = models.CharField(_("counted in"), max_length=8, choices=Unit)
    indonesian = models.CharField(_("Indonesian wording"), max_length=60)
    english = models.CharField(_("English wording"), max_length=60)
    source = models.CharField(_("source"), max_length=200, blank=True, default="")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            *Fact.Meta.constraints,
            *Replacing.Meta.constraints,
            models.CheckConstraint(
                name="measure_is_worded",
                condition=~Q(code="") & ~Q(indonesian="") & ~Q(english=""),
                violation_error_message=_("Say what the measure is called, in both languages."),
            ),
            since_the_programme("valid_from", name="measure_since_the_programme"),
            models.CheckConstraint(name="measure_stage_is_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(name="measure_unit_is_known", condition=Q(unit__in=Unit.values)),
            models.CheckConstraint(
                name="measure_period_runs_forward",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=BACKWARDS,
            ),
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=Q(voided_at=None),
                nulls_distinct=False,
                name="measure_once_a_period",
                violation_error_message=_("There already is a measure of this name from this day on."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def wording(self) -> str:
        """What it is called in the reader's language."""
        return self.english if (get_language() or "").startswith("en") else self.indonesian

    @property
    def in_words(self) -> str:
        return self.wording


class PublishedFigureQuerySet(FactQuerySet):
    def for_list(self):
        """The newest day first; of one day stage by stage, as they were entered."""
        return self.order_by("-as_of", "stage", "pk")

    def last_by(self, day: datetime.date):
        """What was said of each stage for the last day, up to this one, of which anything was; as it was entered."""
        said = self.standing().filter(as_of__lte=day)
        later = said.filter(stage=OuterRef("stage"), as_of__gt=OuterRef("as_of"))
        return said.filter(~Exists(later)).order_by("stage", "pk")


class PublishedFigure(Fact, Replacing):
    """A number said in public about one stage: as of a day, in a wording, by a source. Some contradict each other."""

    as_of = models.DateField(_("as of"))
    stage = models.SmallIntegerField(_("stage"), choices=Stage)
    value = models.PositiveIntegerField(_("value"))
    wording = models.CharField(_("wording"), max_length=200, blank=True, default="")
    source = models.CharField(_("source"), max_length=200)

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        constraints = [
            *Fact.Meta.constraints,
            *Replacing.Meta.constraints,
            models.CheckConstraint(
                name="published_value_is_possible",
                condition=Q(value__range=(1, MOST)),
                violation_error_message=POSSIBLE,
            ),
            since_the_programme("as_of", name="published_since_the_programme"),
            models.CheckConstraint(
                name="published_by_today",
                condition=Q(as_of__lte=LedgerToday()),
                violation_error_message=_("This day is still to come."),
            ),
            models.CheckConstraint(name="published_stage_is_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="published_figure_names_its_source",
                condition=~Q(source=""),
                violation_error_message=_("Name who published the figure."),
            ),
            models.UniqueConstraint(
                fields=["as_of", "stage", "source"],
                condition=Q(voided_at=None),
                name="published_figure_once",
                violation_error_message=_("This source's figure for this day is already there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} · {self.as_of}"

    @property
    def in_words(self) -> str:
        """→ "281.000 terdaftar, 25 Oktober 2021"."""
        return f"{number(self.value)} {self.get_stage_display()}, {day(self.as_of)}"


#: What city staff keep, and correct by a new row.
Kept = Target | Measure | PublishedFigure
