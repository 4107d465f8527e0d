"""Who signs in."""

from django.contrib.auth import models as auth
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


class UserManager(auth.UserManager):
    """Makes users whose role says it all."""

    use_in_migrations = False

    def create_user(self, username, email=None, password=None, **extra):
        return self._create_user(username, email, password, **extra)

    def create_superuser(self, username, email=None, password=None, **extra):
        """What `manage.py createsuperuser` calls: one who keeps the accounts."""
        return self._create_user(username, email, password, **{"role": Role.ADMIN} | extra)


class User(AbstractUser):
    """One person's account, with the one role that decides what it may do and see.

    Django's own staff flag, superuser flag, groups and permissions are gone or follow from the role, so that nothing
    can contradict it. What the role admin may change in Django's admin is said by each table's admin class.
    """

    role = models.CharField(_("role"), max_length=10, choices=Role)
    groups = None
    user_permissions = None

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_role_is_known",
                condition=models.Q(role__in=Role.values),
                violation_error_message=_("A user needs one of the five roles."),
            )
        ]

    @property
    def is_staff(self) -> bool:
        """May enter Django's admin."""
        return self.role == Role.ADMIN

    @property
    def is_superuser(self) -> bool:
        return self.role == Role.ADMIN

    def has_perm(self, perm, obj=None) -> bool:
        return self.is_active and self.role == Role.ADMIN

    def has_module_perms(self, app_label) -> bool:
        return self.is_active and self.role == Role.ADMIN
