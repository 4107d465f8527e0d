"""What lists of businesses are narrowed and sorted by, and the words that names are made of."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from umkm.models.assignment import Assignment
from umkm.models.place import Centre

#: What filters ask for: it stands in each index that a list is sorted by, so that no filter looks at the rows themselves.
NARROWED_BY = (
    "state", "sector", "scale", "sex", "centre", "kelurahan", "trained", "mentored", "has_nib", "lives_outside",
)  # fmt: skip


class EnumField(models.CharField):
    """A word of a closed list that PostgreSQL knows as a type of its own: it takes four bytes and is compared as a number."""

    def __init__(self, *, enum: str, **kwargs):
        self.enum = enum
        super().__init__(**kwargs)

    def db_type(self, connection) -> str:
        return self.enum

    def deconstruct(self):
        name, path, arguments, words = super().deconstruct()
        return name, path, arguments, words | {"enum": self.enum}


class ListingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The listings of the businesses that `Business.objects.visible_to` gives this user."""
        if user.role in (Role.STAFF, Role.OFFICIAL):
            return self
        if user.role == Role.OFFICER:
            return self.filter(centre__in=Centre.objects.visible_to(user))
        if user.role == Role.MENTOR:
            return self.followed_by(user)
        return self.none()

    def followed_by(self, mentor):
        """Those in the caseload of this mentor; of None, those that no mentor follows."""
        followed = Assignment.objects.open().filter(business=OuterRef("business"))
        return self.filter(Exists(followed.filter(mentor=mentor)) if mentor else ~Exists(followed))

    def at(self, centre):
        """Those that are placed there now."""
        return self.filter(centre=centre)

    def with_business(self):
        """With the names and the number that a row shows, and nothing sealed."""
        return self.select_related("business__owner", "kelurahan").defer(
            "business__npwp", "business__claimed_nik", "business__owner__nik"
        )

    def in_state(self, *states: str):
        return self.filter(state__in=states)


class Listing(models.Model):
    """One business as lists see it, as known now. Not a fact: `umkm/sql/listing.sql` writes it."""

    #: `state` of those that are neither voided nor merged.
    LIVING = ("active", "closed", "contested")
    #: `state` of those that trade and can be visited.
    ACTIVE = "active"

    # Whatever has a fixed width stands first: rows are then read faster.
    business = models.OneToOneField(
        "umkm.Business", on_delete=models.PROTECT, primary_key=True, db_constraint=False, related_name="listing"
    )
    digits = models.IntegerField()  # of its number, which they order
    registered_on = models.DateField()
    state = EnumField(enum="listing_state")
    sector = EnumField(enum="listing_sector")
    scale = EnumField(enum="listing_scale")
    sex = EnumField(enum="listing_sex")
    centre = models.ForeignKey(
        "umkm.Centre", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    kelurahan = models.ForeignKey(
        "umkm.Kelurahan", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    channel = EnumField(enum="listing_channel")
    started_on = models.DateField(null=True)
    born_on = models.DateField(null=True)  # its owner, if it has one yet
    trained = models.BooleanField()
    mentored = models.BooleanField()
    has_nib = models.BooleanField()
    lives_outside = models.BooleanField()
    called = models.CharField(max_length=120, db_collation="C")  # its name, as an alphabetical list has it
    name_key = models.CharField(max_length=120, db_collation="C")
    owner_key = models.CharField(max_length=120, db_collation="C")

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["digits"], include=["business", "registered_on", *NARROWED_BY], name="listing_by_number"
            ),
            models.Index(
                fields=["called", "business"], include=["registered_on", *NARROWED_BY], name="listing_by_name"
            ),
            models.Index(fields=["registered_on", "business"], include=["digits", *NARROWED_BY], name="listing_by_day"),
            models.Index(
                fields=["centre", "digits"],
                include=["business", "registered_on", *(name for name in NARROWED_BY if name != "centre")],
                name="listing_by_centre",
            ),
            models.Index(fields=["kelurahan"], name="listing_by_kelurahan"),
            # Names tell what is traded, so that a rare sector lies together somewhere among the names of all.
            models.Index(fields=["sector", "called", "business"], name="listing_by_sector"),
            models.Index(fields=["lives_outside"], name="listing_outside", condition=Q(lives_outside=True)),
            models.Index(fields=["state"], name="listing_rare_states", condition=~Q(state="active")),
            models.Index(
                fields=["scale"], name="listing_rare_scales", condition=Q(scale__in=("small", "medium", "large"))
            ),
            GinIndex(
                OpClass("name_key", name="gin_trgm_ops"),
                OpClass("owner_key", name="gin_trgm_ops"),
                name="listing_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business_id}"


class NameWord(models.Model):
    """A word of some business's or person's name; nothing says whose. `umkm/sql/listing.sql` writes it."""

    word = models.CharField(max_length=120, db_collation="C")

    class Meta:
        verbose_name = _("word of names")
        verbose_name_plural = _("words of names")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["word"], name="nameword_by_word"),
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="nameword_trigrams"),
        ]

    def __str__(self) -> str:
        return self.word
