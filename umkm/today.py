"""What the ground floor brings to today: registrations whose owner is contested, and businesses that may be one."""

from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import User
from jakpreneur.today import Panel, panels
from umkm.access import DESK
from umkm.models import Business, PossibleDouble


def contested(user: User) -> int | None:
    return Business.objects.visible_to(user).contested().count() or None


def possible_doubles(user: User) -> int | None:
    """Pairs that this user may decide about."""
    return PossibleDouble.objects.visible_to(user).undecided().count() or None


panels.append(Panel(_("Possible doubles"), "umkm/double/today.html", possible_doubles, DESK, 40))
panels.append(Panel(_("Contested registrations"), "umkm/contest/today.html", contested, DESK, 50))
