"""What kind of database this is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Installation(models.Model):
    """The single row that marks a database; a database without it is a production one.

    Only a marked database lets the ledger's clock be set and takes the made-up NIKs of the demo city.
    """

    class Kind(models.TextChoices):
        PRODUCTION = "production", _("production")
        DEMO = "demo", _("demo")
        TEST = "test", _("test")

    only = models.BooleanField(primary_key=True, default=True)
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installation")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(name="installation_is_one_row", condition=models.Q(only=True)),
            models.CheckConstraint(
                name="installation_kind_is_known", condition=models.Q(kind__in=["production", "demo", "test"])
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @classmethod
    def current_kind(cls) -> str:
        """The kind of the database in use."""
        return cls.objects.values_list("kind", flat=True).first() or cls.Kind.PRODUCTION
