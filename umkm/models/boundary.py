"""Where a kecamatan lies, as maps draw it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from umkm.models.place import Centre

#: Characters of all paths together, so that a page with the map stays light.
MOST_PATH = 25_000


class Boundary(models.Model):
    """The outline of a centre's kecamatan: SVG path data in steps of 10 m, east of 106° E and south of 4.5° S.

    Simplified to be looked at, not to find out what lies within. The city loads it from its own file.
    """

    centre = models.OneToOneField(Centre, verbose_name=_("centre"), on_delete=models.CASCADE, primary_key=True)
    path = models.CharField(max_length=MOST_PATH)
    left = models.PositiveIntegerField()
    top = models.PositiveIntegerField()
    right = models.PositiveIntegerField()
    bottom = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("outline of a kecamatan")
        verbose_name_plural = _("outlines of kecamatan")
        constraints = [
            models.CheckConstraint(
                name="boundary_is_path_data", condition=Q(path__regex=r"^(M[0-9]+ [0-9]+l-?[0-9][0-9 -]*z)+$")
            ),
            models.CheckConstraint(
                name="boundary_has_an_extent", condition=Q(left__lt=F("right")) & Q(top__lt=F("bottom"))
            ),
        ]

    def __str__(self) -> str:
        return self.centre.name
