"""Filters that somebody uses again and again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """What one user narrows a list to, under a name of their own. It holds words and choices, never a person's number."""

    class Of(models.TextChoices):
        BUSINESSES = "usaha", _("businesses")
        PARTICIPANTS = "peserta", _("participants")

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="saved_filters")
    of = models.CharField(max_length=7, choices=Of)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "of", "name"],
                name="saved_filter_once_a_name",
                violation_error_message=_("You already have a filter of this name."),
            ),
            models.CheckConstraint(
                name="saved_filter_is_given",
                condition=~Q(name="") & ~Q(query=""),
                violation_error_message=_("Give the filter a name."),
            ),
            models.CheckConstraint(name="saved_filter_is_of_a_list", condition=Q(of__in=["usaha", "peserta"])),
        ]

    def __str__(self) -> str:
        return self.name
