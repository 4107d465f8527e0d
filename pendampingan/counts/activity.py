"""What was done in the twelve months up to a day, as known now, by the centres and agencies that did it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from pendampingan.counts.as_of import AsOf
from pendampingan.counts.held import Held, HeldClass, held_classes
from pendampingan.counts.mentoring import Mentoring, MentorsVisits, mentors_visits
from pendampingan.counts.stand_ins import StandIns
from umkm.models import Agency, Centre


@dataclass(frozen=True)
class Activity:
    """What classes and visits came to, of the city, a centre or an agency. A business that was in classes, or visited, at
    two centres is one of each of them, and one of the city."""

    held: Held
    mentoring: Mentoring


@dataclass(frozen=True)
class YearOfActivity:
    """Twelve months, from their first to their last day: all of it, and its parts.

    The agencies are those that did something, by name; None stands for mentors who work at that centre no longer. The
    centres are all there are; None stands for classes of the whole city, where there were any.
    """

    first: datetime.date
    last: datetime.date
    whole: Activity
    by_agency: list[tuple[Agency | None, Activity]]
    by_centre: list[tuple[Centre | None, Activity]]


def activity(as_of: AsOf, centre: Centre | None = None) -> YearOfActivity:
    """The twelve months up to that day, of the city or of what one centre did; ten queries."""
    first, last = as_of.a_year_earlier().per + datetime.timedelta(days=1), as_of.per
    stand_ins = StandIns.read()
    classes = held_classes(first, last, stand_ins, centre)
    visits = mentors_visits(first, last, stand_ins, centre)
    agencies, centres = _parts(classes, visits, "agency"), _parts(classes, visits, "centre")
    nothing = _together([], [])
    return YearOfActivity(
        first=first,
        last=last,
        whole=_together(classes, visits),
        by_agency=[(each, agencies[each.pk]) for each in Agency.objects.all() if each.pk in agencies] + _rest(agencies),
        by_centre=[(each, centres.get(each.pk, nothing)) for each in Centre.objects.all()] + _rest(centres),
    )


def _together(classes: Iterable[HeldClass], visits: Iterable[MentorsVisits]) -> Activity:
    return Activity(Held.of(classes), Mentoring.of(visits))


def _parts(classes: Iterable[HeldClass], visits: Iterable[MentorsVisits], by: str) -> dict[int | None, Activity]:
    """The same by id of who did it."""
    parts, doer = defaultdict(lambda: ([], [])), attrgetter(by)
    for each in classes:
        parts[doer(each)][0].append(each)
    for each in visits:
        parts[doer(each)][1].append(each)
    return {key: _together(*part) for key, part in parts.items()}


def _rest(parts: Mapping[int | None, Activity]) -> list[tuple[None, Activity]]:
    return [(None, parts[None])] if None in parts else []
