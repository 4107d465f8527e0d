"""What lists of people are narrowed and sorted by."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from umkm.models.business import Business
from umkm.models.listing import EnumField
from umkm.models.participant import Membership, Participant
from umkm.models.place import Centre

NARROWED_BY = ("sex", "disability", "home", "parts")


class PersonListingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that `Participant.objects.visible_to` gives this user, less, but for staff, who takes part in nothing that
        lives: what has lapsed is for staff in every list."""
        if user.role == Role.STAFF:
            return self
        if user.role == Role.OFFICER:
            return self.at(Centre.objects.visible_to(user).values_list("pk", flat=True))
        if user.role == Role.MENTOR:
            return self.of(Business.objects.visible_to(user).living())
        return self.none()

    def standing(self):
        return self.filter(standing=True)

    def of(self, businesses, *, as_member: bool | None = None):
        """Who takes part in one of these few businesses: its owner, who belongs to it, or (None) either."""
        owners = businesses.values("owner")
        members = Membership.objects.standing().filter(business__in=businesses.values("pk")).values("participant")
        parts = {False: owners, True: members, None: owners.union(members, all=True)}
        return self.filter(pk__in=parts[as_member])

    def at(self, centres: Iterable[int], *, as_member: bool | None = None):
        """Who takes part in a living business at one of the centres, in the same ways."""
        ways = [False, True] if as_member is None else [as_member]
        return self.filter(parts__overlap=[2 * centre + way for centre in centres for way in ways])


class PersonListing(models.Model):
    """One person as lists see them, as known now. Not a fact: `umkm/sql/person_listing.sql` writes it."""

    participant = models.OneToOneField(
        Participant, on_delete=models.PROTECT, primary_key=True, db_constraint=False, related_name="listing"
    )
    sex = EnumField(enum="listing_sex")
    disability = EnumField(enum="person_disability")
    home = EnumField(enum="person_home")
    standing = models.BooleanField()
    # Of living businesses: whether the person owns one, or two and more, belongs to one, and at which centre as what: twice
    # the centre, and one more for who belongs without owning.
    owns = models.BooleanField()
    owns_several = models.BooleanField()
    belongs = models.BooleanField()
    name_key = models.CharField(max_length=120, db_collation="C")
    parts = ArrayField(models.SmallIntegerField())

    objects = PersonListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing of a person")
        verbose_name_plural = _("listings of people")
        default_permissions = ("view",)
        indexes = [
            models.Index(
                fields=["participant"], include=NARROWED_BY, name="personlisting_by_age", condition=Q(standing=True)
            ),
            models.Index(
                fields=["name_key", "participant"],
                include=NARROWED_BY,
                name="personlisting_by_name",
                condition=Q(standing=True),
            ),
            # Rare, and nearly all among the newest: whoever asks for the oldest would walk past everybody else.
            models.Index(fields=["participant"], name="personlisting_members", condition=Q(belongs=True)),
            # Who is more than one business in a count of people.
            models.Index(fields=["participant"], name="personlisting_several", condition=Q(owns_several=True)),
            GinIndex(fields=["parts"], name="personlisting_parts"),
            GinIndex(OpClass("name_key", name="gin_trgm_ops"), name="personlisting_words"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}"
