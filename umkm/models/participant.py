"""A person in the programme."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.acting import LedgerToday
from umkm.choices import Disability, Sex, Tie
from umkm.identifiers import Nik
from umkm.models.business import Business
from umkm.models.fact import Fact, FactQuerySet
from umkm.sealing import SealedField


class ParticipantQuerySet(FactQuerySet):
    def visible_to(self, user):
        """The people of the businesses the user sees; an official sees people only as initials beside a business."""
        if user.role == Role.STAFF:
            return self
        if user.role not in (Role.OFFICER, Role.MENTOR):
            return self.none()
        # Correlated: of one person the database looks up their businesses, not all that the reader sees.
        seen = Business.objects.visible_to(user)
        members = Membership.objects.standing().filter(participant=OuterRef("pk"))
        return self.filter(
            Exists(seen.filter(owner=OuterRef("pk")))
            | Exists(members.filter(Exists(seen.filter(pk=OuterRef("business")))))
        )


class Participant(Fact):
    """One person, once: the NIK says who (sealed; the same NIK is the same person)."""

    nik = SealedField(_("NIK"), kind=Nik, purpose="nik")
    name = models.CharField(_("name"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False, db_collation="C")
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    born_on = models.DateField(_("date of birth"))
    phone = models.CharField(_("phone"), max_length=16, blank=True, default="")
    email = models.EmailField(_("email"), blank=True, default="")
    address = models.CharField(_("home address"), max_length=200, blank=True, default="")
    # The home, not the business's place. Without a kelurahan it lies outside Jakarta, in `home_city`.
    kelurahan = models.ForeignKey(
        "umkm.Kelurahan",
        verbose_name=_("home kelurahan"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
    )
    home_city = models.CharField(_("home city outside Jakarta"), max_length=60, blank=True, default="")
    disability = models.CharField(_("disability"), max_length=8, choices=Disability, default=Disability.UNSTATED)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["nik"],
                condition=Q(voided_at=None),
                name="participant_nik_once",
                violation_error_message=_("This NIK is already another person's."),
            ),
            models.CheckConstraint(
                name="participant_name_is_given",
                condition=~Q(name="") & ~Q(name_key=""),
                violation_error_message=_("Give the person's name."),
            ),
            models.CheckConstraint(name="participant_sex_is_known", condition=Q(sex__in=Sex.values)),
            models.CheckConstraint(
                name="participant_disability_is_known", condition=Q(disability__in=Disability.values)
            ),
            models.CheckConstraint(
                name="participant_born_in_the_past",
                condition=Q(born_on__lt=LedgerToday()),
                violation_error_message=_("The date of birth lies in the future."),
            ),
            models.CheckConstraint(
                name="participant_home_city_is_outside",
                condition=Q(kelurahan=None) | Q(home_city=""),
                violation_error_message=_("Name a home city only for a home outside Jakarta."),
            ),
        ]
        indexes = [
            models.Index(fields=["phone"], name="participant_by_phone", condition=~Q(phone="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lives_outside(self) -> bool:
        """Outside Jakarta; of somebody whose home is not stated nobody knows."""
        return self.kelurahan_id is None and bool(self.home_city or self.address)

    @property
    def initials(self) -> str:
        """What an official sees of the person: the first letter of each word."""
        return " ".join(f"{word[0].upper()}." for word in self.name.split())


class Membership(Fact):
    """A participant belongs to a business without owning it."""

    business = models.ForeignKey("umkm.Business", on_delete=models.PROTECT, related_name="memberships")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="memberships")
    tie = models.CharField(_("belongs as"), max_length=8, choices=Tie)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "participant"],
                condition=Q(voided_at=None),
                name="membership_once",
                violation_error_message=_("This person already belongs to this business."),
            ),
            models.CheckConstraint(name="membership_tie_is_known", condition=Q(tie__in=Tie.values)),
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.business}"
