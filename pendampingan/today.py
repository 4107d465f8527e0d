"""What there is to do today: classes to tick, classes to close, agreed steps that are due; and how far the city is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import today
from jakpreneur.today import Panel, panels
from pendampingan.access import CLASS_KEEPERS, VERIFIERS, VISITORS, counts_open_to
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.attainment import targets
from pendampingan.counts.caseload import caseload_of, in_hand, steps_due, unvisited
from pendampingan.counts.city import reached_as_of
from pendampingan.counts.group import STEPS
from pendampingan.counts.overdue import OverdueAt, overdue, overdue_by_centre
from pendampingan.counts.queue import InLine, to_call
from pendampingan.counts.sampled import latest
from pendampingan.counts.to_verify import ToVerify, to_verify
from pendampingan.figures import Figures
from pendampingan.models import TrainingSession
from pendampingan.verdict import verdict
from umkm.models import Centre

MOST = 10


def held_today(user: User) -> dict[str, Any] | None:
    sessions = TrainingSession.objects.visible_to(user).for_list().running().held_on(today())
    found = list(sessions.order_by("title", "pk")[:MOST])
    return {"sessions": found, "keeps": user.role in CLASS_KEEPERS} if found else None


def seats_to_tell(user: User) -> list[InLine] | None:
    """People who have a seat now and were on the waiting list when they last heard."""
    return to_call(user, MOST) or None


def to_close(user: User) -> list[TrainingSession] | None:
    """Classes whose last day is past: their attendance can be looked over and kept."""
    return list(overdue(user).order_by("last_on", "pk")[:MOST]) or None


def to_close_by_centre(user: User) -> list[OverdueAt] | None:
    return overdue_by_centre(user) or None


def to_visit(user: User) -> int | None:
    """Businesses that were not visited for 60 days."""
    return unvisited(caseload_of(user)).count() or None


def without_mentor(user: User) -> list[tuple[Centre, int]] | None:
    """The user's centres where businesses wait for a mentor, and how many."""
    centres = Centre.objects.visible_to(user).order_by("name")
    waiting = [(centre, in_hand(centre, None).count()) for centre in centres]
    return [(centre, businesses) for centre, businesses in waiting if businesses] or None


def second_word(user: User) -> ToVerify | None:
    """What others entered of late and the user may verify."""
    found = to_verify(user)
    return found if found.classes or found.visits else None


def city_today(user: User) -> dict[str, Any]:
    """The city's figures of today, as known now."""
    as_of = AsOf(today(), Basis.NOW, provisional=True)
    reached, target = reached_as_of(as_of), targets(as_of.per).main
    return {
        "as_of": as_of,
        "cards": Figures(as_of, counts_open_to(user)).cards(reached, target, rates=latest(STEPS)),
        "verdict": verdict(reached, target and target.value),
    }


panels.append(Panel(_("Classes today"), "pendampingan/session/today.html", held_today, [Role.OFFICER], 20))
panels.append(Panel(_("People to call"), "pendampingan/session/to_call.html", seats_to_tell, [Role.OFFICER], 25))
panels.append(Panel(_("Classes to close"), "pendampingan/session/to_close.html", to_close, [Role.OFFICER], 30))
panels.append(
    Panel(_("Classes to close"), "pendampingan/session/overdue_by_centre.html", to_close_by_centre, [Role.STAFF], 30)
)
panels.append(Panel(_("Agreed steps due"), "pendampingan/visit/due.html", steps_due, VISITORS, 20))
panels.append(Panel(_("Not visited for a long time"), "pendampingan/caseload/unvisited.html", to_visit, VISITORS, 30))
panels.append(
    Panel(
        _("Businesses without a mentor"),
        "pendampingan/caseload/waiting_at_centres.html",
        without_mentor,
        [Role.OFFICER],
        60,
    )
)
panels.append(Panel(_("To verify"), "pendampingan/proof/today.html", second_word, VERIFIERS, 70))
panels.append(Panel(_("The city today"), "pendampingan/dashboard/today.html", city_today, [Role.OFFICIAL], 10))
