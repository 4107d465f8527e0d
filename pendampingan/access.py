"""Who may do what with a class or visit that `visible_to` already lets them see, and whose counts open their rows.

The docstrings are the policy.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.crypto import salted_hmac

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import today
from pendampingan.choices import SessionStatus
from pendampingan.models import MentoringVisit, TrainingSession
from umkm.access import may_see_people
from umkm.models import Centre

#: Those who see classes.
CLASS_READERS = (Role.STAFF, Role.OFFICER, Role.MENTOR, Role.OFFICIAL)
#: Those who plan classes, put people in and tick them.
CLASS_KEEPERS = (Role.STAFF, Role.OFFICER)
#: Those who see visits; an official sees none, since what is talked about is personal.
VISIT_READERS = (Role.STAFF, Role.OFFICER, Role.MENTOR)
#: Those who visit.
VISITORS = (Role.MENTOR,)
#: Those whose word makes a second person's, for attendance and visits that they see and did not enter.
VERIFIERS = (Role.STAFF, Role.OFFICER)
#: Those whose phone keeps what it could not send at once.
OUTBOX_KEEPERS = (Role.STAFF, Role.OFFICER, Role.MENTOR)
#: Those who say which mentor follows which business, and see how much each has in hand.
ASSIGNERS = (Role.STAFF, Role.OFFICER)
#: Those who may see the rows behind some counts; the others read the figures alone.
COUNTERS = (Role.STAFF, Role.OFFICIAL, Role.OFFICER)

#: Those who hold what was announced in public against the ledger.
RECONCILERS = (Role.STAFF, Role.OFFICIAL)

#: Those who keep the targets, the measures and what was announced; the others read them on dashboards.
TARGET_KEEPERS = (Role.STAFF,)
#: Those who close a month, so that its report stays as it is; everybody reads it.
MONTH_CLOSERS = (Role.STAFF,)
#: Those who are shown what may be padding, and say what they found: it is about people at work, and never a verdict.
SIGNAL_READERS = (Role.STAFF,)
#: Those who draw samples, ask the businesses and enter what came of it.
SAMPLERS = (Role.STAFF,)
#: Those who read what samples came to.
SAMPLE_READERS = (Role.STAFF, Role.OFFICIAL)


def may_keep(user: User, session: TrainingSession) -> bool:
    """City staff and the officers of its centre, until the class is closed or cancelled."""
    return user.role in CLASS_KEEPERS and session.status in (SessionStatus.PLANNED, SessionStatus.OPEN)


def may_cancel(user: User, session: TrainingSession) -> bool:
    """Those who keep the class; once it is closed, city staff alone."""
    closed_and_staff = session.status == SessionStatus.CLOSED and user.role == Role.STAFF
    return may_keep(user, session) or closed_and_staff


def may_reopen(user: User, session: TrainingSession) -> bool:
    """City staff, a class that is closed: what was kept is in question then."""
    return user.role == Role.STAFF and session.status == SessionStatus.CLOSED


def may_void_visit(user: User, visit: MentoringVisit) -> bool:
    """The mentor who logged it, on the day it was recorded; afterwards city staff only."""
    return (user == visit.mentor and is_of_today(visit)) or (user.role == Role.STAFF and visit.voided_at is None)


def may_change_visit(user: User, visit: MentoringVisit) -> bool:
    """The mentor who logged it, on the day it was recorded, until somebody has verified it; afterwards nobody."""
    return user == visit.mentor and visit.verified_by_id is None and is_of_today(visit)


def is_of_today(visit: MentoringVisit) -> bool:
    """Whether it stands and was recorded today."""
    return visit.voided_at is None and timezone.localdate(visit.recorded_at) == today()


def owner_tag(user: User) -> str:
    """What marks as theirs what a phone keeps for them. It tells nobody who they are."""
    return salted_hmac("outbox", str(user.pk), algorithm="sha256").hexdigest()[:32]


def may_verify(user: User, session: TrainingSession) -> bool:
    """City staff and officers, also once the class is closed; nothing of a cancelled one."""
    return user.role in VERIFIERS and session.status != SessionStatus.CANCELLED


def may_verify_visit(user: User, visit: MentoringVisit) -> bool:
    """City staff and officers, a visit that stands and that they did not enter themselves."""
    waits = visit.voided_at is None and visit.verified_by_id is None
    return user.role in VERIFIERS and waits and visit.recorded_by_id != user.pk


@dataclass(frozen=True)
class OpenCounts:
    """The counts whose rows a reader may see, every one of them; `personal` also those that tell of the owners."""

    whole_city: bool
    centres: frozenset[int]
    personal: bool

    def includes(self, centre: Centre | None) -> bool:
        """Whether the rows of a count at this centre, or of the city where it is None, are the reader's to see."""
        return self.whole_city or (centre is not None and centre.pk in self.centres)


def counts_open_to(user: User) -> OpenCounts:
    """Staff and officials open every count, officers those of their centres; no count is a mentor's caseload.

    What is told apart by the owner's sex or age opens to those who see people: a list of it tells that of each.
    """
    centres = (
        frozenset(Centre.objects.visible_to(user).values_list("pk", flat=True)) if user.role == Role.OFFICER else ()
    )
    whole_city = user.role in (Role.STAFF, Role.OFFICIAL)
    return OpenCounts(whole_city, frozenset(centres), personal=may_see_people(user))
