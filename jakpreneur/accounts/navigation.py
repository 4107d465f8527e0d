"""The house's own places in the menu."""

from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.navigation import MenuItem, menu

menu += [
    MenuItem(_("Today"), "today", Role, order=0),
    MenuItem(_("Accounts"), "admin:index", [Role.ADMIN], order=90),
]
