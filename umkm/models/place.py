"""Where: the 44 kecamatan centres, their 267 kelurahan, and who works at a centre."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role


class CentreQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The city's roles see all centres; officers and mentors the ones they work at."""
        if user.role in (Role.STAFF, Role.OFFICIAL, Role.ADMIN):
            return self
        return self.filter(staff__user=user)


class Centre(models.Model):
    """A centre of the programme; there is one in each kecamatan and it carries that kecamatan's code."""

    id = models.SmallAutoField(primary_key=True)
    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    city_code = models.CharField(_("city code"), max_length=5)
    city = models.CharField(_("city"), max_length=60)
    population = models.PositiveIntegerField(_("inhabitants (2024)"))
    address = models.CharField(_("address"), max_length=200, blank=True, default="")
    phone = models.CharField(_("phone"), max_length=20, blank=True, default="")
    email = models.EmailField(_("email"), blank=True, default="")
    hours = models.CharField(_("opening hours"), max_length=100, blank=True, default="")
    tile_column = models.PositiveSmallIntegerField()
    tile_row = models.PositiveSmallIntegerField()

    objects = CentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centres")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="centre_code_is_a_kecamatan", condition=models.Q(code__regex=r"^\d\d\.\d\d\.\d\d$")
            ),
            models.UniqueConstraint(fields=["tile_column", "tile_row"], name="centre_has_its_own_tile"),
        ]

    def __str__(self) -> str:
        return self.name


class CentreAlias(models.Model):
    """Another spelling of a kecamatan that files use."""

    id = models.SmallAutoField(primary_key=True)
    spelling = models.CharField(max_length=60, unique=True)
    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("spelling of a kecamatan")
        verbose_name_plural = _("spellings of kecamatan")

    def __str__(self) -> str:
        return self.spelling


class Kelurahan(models.Model):
    """One of the 267 kelurahan, within the kecamatan of its centre."""

    id = models.SmallAutoField(primary_key=True)
    code = models.CharField(_("code"), max_length=13, unique=True)
    name = models.CharField(_("name"), max_length=60)
    centre = models.ForeignKey(Centre, verbose_name=_("centre"), on_delete=models.PROTECT, related_name="kelurahan")
    population = models.PositiveIntegerField(_("inhabitants (2024)"))

    class Meta:
        verbose_name = _("kelurahan")
        verbose_name_plural = _("kelurahan")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="kelurahan_name_once_a_centre")]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A body that runs the programme; classes and mentors name theirs."""

    id = models.SmallAutoField(primary_key=True)
    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CentreStaff(models.Model):
    """A user works at a centre for an agency; officers and mentors see their centres' rows."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="posts")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="staff")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("member of a centre")
        verbose_name_plural = _("members of centres")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "centre"],
                name="centre_staff_once",
                violation_error_message=_("This user already works at this centre."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.centre}"
