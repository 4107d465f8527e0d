"""The pairs of businesses that may be one."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from umkm.models.business import Business
from umkm.models.distinction import Distinction


class PossibleDoubleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of which the user sees both: who decides has to compare them."""
        seen = Business.objects.visible_to(user).values("pk")
        return self.filter(first__in=seen, second__in=seen)

    def undecided(self):
        """Those that nobody has told apart."""
        pair = {"first": OuterRef("first"), "second": OuterRef("second")}
        return self.exclude(Exists(Distinction.objects.standing().filter(**pair)))

    def with_business(self, business):
        """Those of which it is one."""
        return self.filter(Q(first=business) | Q(second=business))

    def for_list(self):
        """With both businesses, read by themselves: to plan one join of ten tables took 25 ms, to run it 2."""
        shown = Business.objects.select_related("owner", "kelurahan").defer("npwp", "claimed_nik", "owner__nik")
        return self.prefetch_related(Prefetch("first", shown), Prefetch("second", shown))


class PossibleDouble(models.Model):
    """Two standing businesses of one name in one kelurahan, or of one owner and name. Not a fact: triggers alone write it."""

    first = models.ForeignKey(
        "umkm.Business", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    second = models.ForeignKey(
        "umkm.Business", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )

    objects = PossibleDoubleQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(name="possible_double_of_two", condition=Q(first__lt=F("second"))),
            # In the order of the list as well, the newest registration first.
            models.UniqueConstraint(fields=["second", "first"], name="possible_double_once"),
        ]
        indexes = [models.Index(fields=["first"], name="possible_double_by_first")]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"

    def other_than(self, business):
        return self.second if self.first_id == business.pk else self.first
