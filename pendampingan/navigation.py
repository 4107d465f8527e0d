"""What the upper floor adds to the menu."""

from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.navigation import MenuItem, menu
from pendampingan.access import CLASS_READERS, COUNTERS, TARGET_KEEPERS, VISIT_READERS

menu.append(MenuItem(_("Classes"), "session_list", CLASS_READERS, 40))
menu.append(MenuItem(_("Visits"), "visit_list", VISIT_READERS, 50))
menu.append(MenuItem(_("Dashboard"), "city_dashboard", list(Role), 70))
menu.append(MenuItem(_("Reports"), "report_list", COUNTERS, 72))
menu.append(MenuItem(_("Targets"), "target_list", TARGET_KEEPERS, 75))
menu.append(MenuItem(_("Announced"), "figure_list", TARGET_KEEPERS, 80))
#: City staff come to it from what was announced, beside which it stands.
menu.append(MenuItem(_("Reconciliation"), "reconciliation", [Role.OFFICIAL], 85))
