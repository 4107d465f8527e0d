from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "jakpreneur.accounts"
    verbose_name = _("Accounts")

    def ready(self):
        """Have every app say what it adds to the menu and to the day."""
        autodiscover_modules("navigation", "today")


class OfficeConfig(admin.AdminConfig):
    """Installed in place of django.contrib.admin."""

    default = False
    default_site = "jakpreneur.accounts.office.Office"
