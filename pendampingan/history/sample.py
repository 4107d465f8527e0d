"""What the businesses of a sample are asked, in words; and which results were corrected."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jakpreneur.audit.models import Change
from jakpreneur.templatetags.jakpreneur import day, who
from pendampingan.choices import Evidence as Kind
from pendampingan.choices import SampleResult
from pendampingan.counts.group import Group
from pendampingan.counts.sampled import moment_of
from pendampingan.models import Attendance, LedgerLine, MentoringVisit, Sample, Sampled
from umkm.history.actor import by_and_where
from umkm.panels import Entry, Timeline


def asked_of(sample: Sample, rows: Collection[Sampled]) -> dict[int, list[str]]:
    """By position, what is to be confirmed: the entries that the figure counted the business by. Four queries however many."""
    moment, told = moment_of(sample), defaultdict(list)
    lines = LedgerLine.objects.as_of(moment.per, moment.known_on)
    lines = lines.filter(business__in=[row.business_id for row in rows], stage__in=Group(sample.group).evidenced)
    standing = (
        lines.exclude(evidence_kind=Kind.PLACEMENT)
        .values_list("business_id", "stage", "effective_on", "evidence_kind", "evidence_id")
        .annotate(net=Sum("delta"))
        .filter(net__gt=0)
        .order_by("stage", "effective_on")
    )
    found = list(standing)
    classes = _classes({key for *_rest, kind, key, _net in found if kind == Kind.ATTENDANCE})
    visits = _visits({key for *_rest, kind, key, _net in found if kind == Kind.VISIT})
    places = {row.business_id: row.centre.name for row in rows}
    for business, _stage, since, kind, key, _net in found:
        if kind == Kind.BUSINESS:
            told[business].append(
                _("registered on %(day)s in %(centre)s") % {"day": day(since), "centre": places[business]}
            )
        else:
            told[business].append((classes if kind == Kind.ATTENDANCE else visits)[key])
    return {row.position: told[row.business_id] for row in rows}


def _classes(keys: Iterable[int]) -> dict[int, str]:
    """By the attendance that completed it: who attended which class, from when to when."""
    ticks = Attendance.objects.filter(pk__in=keys).select_related(
        "enrolment__participant", "enrolment__session__centre", "day"
    )
    ticks = list(ticks.defer("enrolment__participant__nik"))
    days = defaultdict(list)
    together = Attendance.objects.standing().filter(enrolment__in={tick.enrolment_id for tick in ticks})
    for enrolment, held_on in together.order_by("day__held_on").values_list("enrolment", "day__held_on"):
        days[enrolment].append(held_on)
    return {tick.pk: _class(tick, days[tick.enrolment_id] or [tick.day.held_on]) for tick in ticks}


def _class(tick: Attendance, days: list) -> str:
    words = {
        "who": tick.enrolment.participant.name,
        "title": tick.enrolment.session.title,
        "first": day(days[0]),
        "last": day(days[-1]),
        "days": len(days),
    }
    if len(days) == 1:
        return _("%(who)s attended the class “%(title)s” on %(first)s") % words
    return _("%(who)s attended the class “%(title)s” on %(days)s days from %(first)s to %(last)s") % words


def _visits(keys: Iterable[int]) -> dict[int, str]:
    visits = MentoringVisit.objects.filter(pk__in=keys).select_related("mentor")
    return {
        visit.pk: _("visited on %(day)s by %(mentor)s, %(how)s")
        % {"day": day(visit.visited_on), "mentor": who(visit.mentor), "how": visit.get_mode_display()}
        for visit in visits
    }


def corrections_of(sample: Sample) -> Timeline:
    """Each result that was changed after it had been entered: from what to what, by whom. The newest first."""
    positions = dict(sample.businesses.values_list("pk", "position"))
    changes = Change.objects.filter(
        table=Sampled._meta.db_table, row__in=positions, before__has_any_keys=["result", "note"]
    ).exclude(before__result="")
    changes = changes.select_related("actor").prefetch_related("actor__posts__centre").order_by("-id")
    entries = [
        Entry(
            on=timezone.localdate(change.at),
            at=change.at,
            title=_("No. %(position)s: %(change)s") % {"position": positions[change.row], "change": _change(change)},
            by=by_and_where(change.actor, change.request),
        )
        for change in changes
    ]
    return Timeline(entries, total=len(entries))


def _change(change: Change) -> str:
    if "result" not in change.after:
        return _("note changed from “%(from)s” to “%(to)s”") % {
            "from": change.before["note"],
            "to": change.after["note"],
        }
    words = {"from": _result(change.before["result"]), "to": _result(change.after["result"])}
    return _("result changed from %(from)s to %(to)s") % words


def _result(value: str) -> str:
    return str(SampleResult(value).label) if value else pgettext("result", "open")
