"""For city staff: when a number of a business or person was shown in full, to whom and why."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.templatetags.jakpreneur import who
from umkm.models import Business, Disclosure, Participant
from umkm.panels import Entry, person_timeline, timeline


def shown(of: Business | Participant, user: User) -> Iterator[Entry]:
    for disclosure in Disclosure.objects.visible_to(user).filter(**{of._meta.model_name: of}).select_related("by"):
        words = {"what": disclosure.get_what_display(), "who": who(disclosure.by)}
        yield Entry(
            on=timezone.localdate(disclosure.at),
            at=disclosure.at,
            title=_("%(what)s shown in full to %(who)s") % words,
            text=disclosure.reason,
            is_change=True,
        )


timeline.append(shown)
person_timeline.append(shown)
