"""Who signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a user is in the programme; each has exactly one role."""

    STAFF = "staff", _("city staff")
    OFFICER = "officer", _("centre officer")
    MENTOR = "mentor", _("mentor")
    OFFICIAL = "official", _("official")
    ADMIN = "admin", _("administrator")


class User(AbstractUser):
    """One person's account, with the one role that decides what it may do and see."""

    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_role_is_known",
                condition=models.Q(role__in=Role.values),
                violation_error_message=_("A user needs one of the five roles."),
            )
        ]
