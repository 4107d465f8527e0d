"""A business, and where it is."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex, OpClass
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.acting import LedgerToday
from umkm.choices import BusinessStatus, Channel, Scale, Sector
from umkm.identifiers import Nik, Npwp
from umkm.models.assignment import Assignment
from umkm.models.fact import Fact, FactQuerySet, since_the_programme
from umkm.models.place import Centre
from umkm.scale import scale_of
from umkm.sealing import SealedField

SECTORS = dict(Sector.choices)


class NextNumber(models.Func):
    """`business_number()`: the next business number, with its check digit."""

    function = "business_number"
    arity = 0
    output_field = models.CharField()


class SlipCode(models.Func):
    """`slip_code()`: twelve random characters; whoever reads one learns nothing about the business."""

    function = "slip_code"
    arity = 0
    output_field = models.CharField()


class BusinessQuerySet(FactQuerySet):
    def visible_to(self, user):
        """Staff and officials see the city, officers what is placed in their centres, mentors their caseload."""
        if user.role in (Role.STAFF, Role.OFFICIAL):
            return self
        if user.role == Role.OFFICER:
            return self.filter(progress__centre__in=Centre.objects.visible_to(user))
        if user.role == Role.MENTOR:
            return self.filter(Exists(Assignment.objects.open().filter(business=OuterRef("pk"), mentor=user)))
        return self.none()

    def at(self, centre):
        """Those that are placed there now."""
        return self.filter(progress__centre=centre)

    def living(self):
        """Neither voided nor merged into another."""
        return self.filter(voided_at=None, merged_into=None)

    def counted(self):
        """Those that count: living, and with an owner nobody contests."""
        return self.living().exclude(status=BusinessStatus.CONTESTED)

    def active(self):
        """Those that still trade: living, and neither closed nor contested."""
        return self.living().filter(status=BusinessStatus.ACTIVE)

    def contested(self):
        """Those that staff have yet to decide about."""
        return self.living().filter(status=BusinessStatus.CONTESTED)

    def of(self, participant):
        """Those the person owns or belongs to, or once belonged to; `tie` says as what, null for what is over.

        Asked for in two parts: joined by "or", they would have the database read every business there is.
        """
        owned = Business.objects.filter(owner=participant).values("pk")
        tied = participant.memberships.values("business")
        given = participant.given.standing().values("business")
        now = participant.memberships.standing().filter(business=OuterRef("pk")).values("tie")
        return self.filter(pk__in=owned.union(tied, given)).annotate(
            tie=Case(When(owner=participant, then=Value("owner")), default=Subquery(now))
        )

    def for_list(self):
        """With what a row of a list shows, and nothing sealed."""
        return self.select_related("owner", "kelurahan", "progress__centre").defer("npwp", "claimed_nik", "owner__nik")

    def for_record(self):
        """With what the page of one business shows."""
        return self.select_related(
            "owner__kelurahan", "kelurahan__centre", "progress__centre", "merged_into", "recorded_by"
        )


class Business(Fact):
    """One registration of one business. Its number is for people, its slip code for QR codes and public pages."""

    number = models.CharField(_("business number"), max_length=11, unique=True, db_default=NextNumber(), editable=False)
    slip = models.CharField(_("slip code"), max_length=12, unique=True, db_default=SlipCode(), editable=False)
    name = models.CharField(_("business name"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False, db_collation="C")
    owner = models.ForeignKey(
        "umkm.Participant",
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="businesses",
    )
    # A contested registration keeps what was claimed, also after it is decided.
    claimed_nik = SealedField(_("claimed NIK"), kind=Nik, purpose="nik", null=True, blank=True, editable=False)
    claimed_name = models.CharField(_("claimed name"), max_length=120, blank=True, default="", editable=False)
    # Where the newest placement says; kept equal to it by a deferred constraint, so that uniqueness is one index.
    kelurahan = models.ForeignKey(
        "umkm.Kelurahan", verbose_name=_("kelurahan"), on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    sector = models.CharField(_("sector"), max_length=12, choices=Sector)
    kbli = models.CharField(_("KBLI code"), max_length=5, blank=True, default="")
    kbli_version = models.PositiveSmallIntegerField(_("KBLI version"), null=True, blank=True)
    nib = models.CharField(_("NIB"), max_length=13, blank=True, default="")
    npwp = SealedField(_("NPWP"), kind=Npwp, purpose="npwp", null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True, default="")
    email = models.EmailField(_("email"), blank=True, default="")
    shop_links = ArrayField(models.URLField(), verbose_name=_("online shops"), blank=True, default=list)
    started_on = models.DateField(_("trading since"), null=True, blank=True)
    capital = models.BigIntegerField(_("capital without land and buildings"), null=True, blank=True)
    annual_sales = models.BigIntegerField(_("annual sales"), null=True, blank=True)
    workers_women = models.PositiveIntegerField(_("women at work"), null=True, blank=True)
    workers_men = models.PositiveIntegerField(_("men at work"), null=True, blank=True)
    registered_on = models.DateField(_("registered on"))
    channel = models.CharField(_("came in"), max_length=7, choices=Channel)
    status = models.CharField(_("status"), max_length=9, choices=BusinessStatus, default=BusinessStatus.ACTIVE)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    # `same_as` is what people decided, one step at a time; `merged_into` the living business at the end of those steps.
    same_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, db_index=False, related_name="same"
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="merged",
    )
    # The business that this row's facts count for.
    survivor = models.GeneratedField(
        expression=Coalesce("merged_into_id", "id"), output_field=models.BigIntegerField(), db_persist=True
    )

    objects = BusinessQuerySet.as_manager()

    class Meta:
        verbose_name = _("business")
        verbose_name_plural = _("businesses")
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="business_number_checks",
                condition=Q(number__regex=r"^JP-\d{8}$"),
                violation_error_message=_("This is not a business number."),
            ),
            models.CheckConstraint(
                name="business_name_is_given",
                condition=~Q(name="") & ~Q(name_key=""),
                violation_error_message=_("Give the business's name."),
            ),
            models.UniqueConstraint(
                fields=["owner", "name_key", "kelurahan"],
                condition=Q(voided_at=None, merged_into=None),
                name="business_once_an_owner_and_kelurahan",
                violation_error_message=_("This owner already has a business of this name in this kelurahan."),
            ),
            models.UniqueConstraint(
                fields=["nib"],
                condition=Q(voided_at=None, merged_into=None) & ~Q(nib=""),
                name="business_nib_once",
                violation_error_message=_("This NIB is already another business's."),
            ),
            models.CheckConstraint(
                name="business_nib_has_13_digits",
                condition=Q(nib="") | Q(nib__regex=r"^\d{13}$"),
                violation_error_message=_("An NIB has 13 digits."),
            ),
            models.CheckConstraint(
                name="business_kbli_names_its_version",
                condition=Q(kbli="", kbli_version=None) | Q(kbli__regex=r"^\d{5}$", kbli_version__isnull=False),
                violation_error_message=_("A KBLI code has five digits and a version."),
            ),
            models.CheckConstraint(name="business_sector_is_known", condition=Q(sector__in=Sector.values)),
            models.CheckConstraint(name="business_channel_is_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(name="business_status_is_known", condition=Q(status__in=BusinessStatus.values)),
            models.CheckConstraint(
                name="business_without_owner_is_contested",
                condition=Q(status=BusinessStatus.CONTESTED, owner=None, claimed_nik__isnull=False)
                & ~Q(claimed_name="")
                | ~Q(status=BusinessStatus.CONTESTED) & Q(owner__isnull=False),
                violation_error_message=_("A business without an owner is contested, and keeps what was claimed."),
            ),
            models.CheckConstraint(
                name="business_closed_on_a_day",
                condition=Q(status=BusinessStatus.CLOSED, closed_on__isnull=False)
                | ~Q(status=BusinessStatus.CLOSED) & Q(closed_on=None),
                violation_error_message=_("A closed business has the day it closed."),
            ),
            models.CheckConstraint(
                name="business_registered_by_today",
                condition=Q(registered_on__lte=LedgerToday()),
                violation_error_message=_("The registration date lies in the future."),
            ),
            # A mistyped year would otherwise draw every chart from the year 21 on.
            since_the_programme("registered_on", name="business_registered_since_the_programme"),
            models.CheckConstraint(
                name="business_started_by_today",
                condition=Q(started_on=None) | Q(started_on__lte=LedgerToday()),
                violation_error_message=_("The start of trading lies in the future."),
            ),
            models.CheckConstraint(
                name="business_closed_by_today",
                condition=Q(closed_on=None) | Q(closed_on__lte=LedgerToday()),
                violation_error_message=_("The closing date lies in the future."),
            ),
            since_the_programme("closed_on", name="business_closed_since_the_programme"),
            models.CheckConstraint(
                name="business_money_is_not_negative",
                condition=(Q(capital=None) | Q(capital__gte=0)) & (Q(annual_sales=None) | Q(annual_sales__gte=0)),
                violation_error_message=_("Amounts of money are not negative."),
            ),
            models.CheckConstraint(
                name="business_merged_by_decision",
                condition=Q(same_as=None, merged_into=None)
                | Q(same_as__isnull=False, merged_into__isnull=False) & ~Q(same_as=F("id")) & ~Q(merged_into=F("id")),
                violation_error_message=_("A business is merged into another one."),
            ),
        ]
        indexes = [
            models.Index(fields=["name_key", "id"], name="business_by_name"),
            # Which they are is read without a look at the rows themselves.
            models.Index(fields=["owner", "id"], name="business_by_owner"),
            models.Index(fields=["survivor", "registered_on", "id"], name="business_by_survivor"),
            models.Index(fields=["kelurahan", "name_key"], name="business_by_kelurahan_and_name"),
            # Rows lie in the order of their entry, so that a few pages say of which time each part of the table is.
            BrinIndex(fields=["recorded_at"], name="business_by_entry", pages_per_range=16),
            models.Index(fields=["phone"], name="business_by_phone", condition=~Q(phone="")),
            models.Index(
                fields=["id"],
                name="business_contested",
                condition=Q(voided_at=None, merged_into=None, status=BusinessStatus.CONTESTED),
            ),
            models.Index(fields=["same_as"], name="business_by_decision", condition=Q(same_as__isnull=False)),
            models.Index(fields=["merged_into"], name="business_by_merger", condition=Q(merged_into__isnull=False)),
            GinIndex(OpClass("name_key", name="gin_trgm_ops"), name="business_name_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def family(self) -> list[int]:
        """Its own key and those of all that are merged into it: whose facts its page shows."""
        return [self.pk, *self.merged.values_list("pk", flat=True)]

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None

    @property
    def is_contested(self) -> bool:
        return self.status == BusinessStatus.CONTESTED

    @property
    def is_closed(self) -> bool:
        return self.status == BusinessStatus.CLOSED

    def get_sector_display(self) -> str:
        """Django's own goes over all the choices for every row of a list."""
        return str(SECTORS.get(self.sector, self.sector))

    @property
    def scale(self) -> tuple[Scale | None, str]:
        """Micro, small or medium, and the figure that says so (PP 7/2021 Art. 35)."""
        return scale_of(capital=self.capital, annual_sales=self.annual_sales)

    @property
    def is_new(self) -> bool | None:
        """A new entrepreneur started on the day of registration or later; None where the start is not stated."""
        return None if self.started_on is None else self.started_on >= self.registered_on


class Placement(Fact):
    """From this day the business is in this kelurahan. The first one has no start: it holds from ever.

    A wrong address is corrected here, in place; a move adds a row. The place is the business's, not its owner's home.
    """

    business = models.ForeignKey(Business, on_delete=models.PROTECT, db_index=False, related_name="placements")
    kelurahan = models.ForeignKey(
        "umkm.Kelurahan", verbose_name=_("kelurahan"), on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    address = models.CharField(_("address"), max_length=200, blank=True, default="")
    starts_on = models.DateField(_("day of the move"), null=True, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "starts_on"],
                condition=Q(voided_at=None),
                nulls_distinct=False,
                name="placement_once_a_day",
                violation_error_message=_("The business already moved on this day."),
            ),
            models.CheckConstraint(
                name="placement_started_by_today",
                condition=Q(starts_on=None) | Q(starts_on__lte=LedgerToday()),
                violation_error_message=_("The move lies in the future."),
            ),
            since_the_programme("starts_on", name="placement_started_since_the_programme"),
            models.CheckConstraint(
                name="placement_first_one_stands",
                condition=Q(starts_on__isnull=False) | Q(voided_at=None),
                violation_error_message=_("A business keeps its first place; correct it instead."),
            ),
        ]
        indexes = [
            # Posting asks "where was it that day" by this one; a window over all placements cost 140 ms a fact.
            models.Index(
                "business", F("starts_on").desc(nulls_last=True), name="placement_by_day", condition=Q(voided_at=None)
            ),
            # Those few that the one above leaves out, for the page that tells all that happened.
            models.Index(fields=["business"], name="placement_voided", condition=Q(voided_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.business} · {self.kelurahan}"
