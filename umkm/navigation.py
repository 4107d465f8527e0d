"""What the ground floor adds to the menu."""

from django.utils.translation import gettext_lazy as _

from jakpreneur.navigation import MenuItem, menu
from umkm.access import READERS, WITH_PEOPLE

menu.append(MenuItem(_("Businesses"), "business_list", READERS, 20))
menu.append(MenuItem(_("Participants"), "participant_list", WITH_PEOPLE, 30))
