"""What the day brings to who keeps the accounts."""

from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.today import Panel, panels


def open_accounts(user) -> int:
    return User.objects.filter(is_active=True).count()


panels.append(Panel(_("Accounts"), "accounts/today.html", open_accounts, [Role.ADMIN], order=90))
