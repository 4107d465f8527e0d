"""What a second person can look at: the sheet that people signed."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from pendampingan.models.session import SessionDay, TrainingSession
from umkm.models import Fact
from umkm.models.fact import FactQuerySet

#: Bytes; a page of writing stays legible far below.
LARGEST = 600_000


class SheetPhotoQuerySet(FactQuerySet):
    def visible_to(self, user):
        """City staff see all, officers those of their centres' classes: signatures and names are nobody else's business."""
        if user.role not in (Role.STAFF, Role.OFFICER):
            return self.none()
        return self.filter(day__session__in=TrainingSession.objects.visible_to(user))

    def for_list(self):
        """With who brought them, and without the pictures."""
        return self.select_related("recorded_by").defer("jpeg").order_by("pk")


class SheetPhoto(Fact):
    """A photo of the sheet signed on one day of a class, written anew: it tells no place, time or camera."""

    day = models.ForeignKey(SessionDay, on_delete=models.PROTECT, related_name="photos")
    jpeg = models.BinaryField(_("photo"))
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))

    objects = SheetPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a signed sheet")
        verbose_name_plural = _("photos of signed sheets")
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="photo_is_small",
                condition=LessThanOrEqual(Length("jpeg"), LARGEST),
                violation_error_message=_("This photo is too large."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.pk}"
