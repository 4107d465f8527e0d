"""Whom the lines of a paper list mean. All lines are looked up together, and every fault is said at once."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pendampingan.forms.paper_list import Line
from pendampingan.rules.held_class import Guest
from umkm.identifiers import BusinessNumber, IdentifierError, fold, name_key
from umkm.models import Business, Membership, Participant
from umkm.rules.living import merged
from umkm.rules.participant import same_name

Pair = tuple[Business, Participant]


class Unclear(Exception):
    """Why a line is not understood, in the reader's words."""


def guests_on(lines: Sequence[Line], days: Sequence[datetime.date], own: QuerySet) -> tuple[list[Guest], list[str]]:
    """The people of a list, and a sentence for each line that is not understood. Names are looked for in `own`."""
    numbered, named = _numbered(lines), _named(lines, own)
    guests: list[Guest] = []
    faults: list[str] = []
    rows: dict[int, int] = {}
    for line in lines:
        try:
            business, person = _by_number(line, numbered) if line.number else _by_name(line, named)
            guest = Guest(business, person, _days(line, days))
            if person.pk in rows:
                raise Unclear(_("this person is on line %(row)d already.") % {"row": rows[person.pk]})
        except Unclear as why:
            faults.append(_("Line %(row)d: %(why)s") % {"row": line.row, "why": why})
        else:
            rows[person.pk] = line.row
            guests.append(guest)
    return guests, faults


def _numbered(lines: Sequence[Line]) -> dict[str, list[Pair]]:
    """Everybody of the businesses whose numbers are on the list, the owner first, whatever the centre."""
    numbers = {line.number for line in lines if line.number}
    businesses = Business.objects.filter(number__in=numbers).select_related("owner", "merged_into")
    people: dict[str, list] = {business.number: [(business, business.owner)] for business in businesses}
    for membership in _members().filter(business__number__in=numbers):
        people[membership.business.number].append((membership.business, membership.participant))
    return people


def _named(lines: Sequence[Line], own: QuerySet) -> dict[str, set[Pair]]:
    """Who is meant by a name: the owner of a business of this name, or a person of it."""
    names = {line.name for line in lines if not line.number}
    living = own.living().exclude(owner=None).select_related("owner")
    folded = {fold(name) for name in names}
    found = defaultdict(set)
    for business in living.filter(name_key__in={name_key(name) for name in names}):
        found[business.name_key].add((business, business.owner))
    for business in living.filter(owner__name_key__in=folded):
        found[business.owner.name_key].add((business, business.owner))
    for membership in _members().filter(business__in=own.living(), participant__name_key__in=folded):
        found[membership.participant.name_key].add((membership.business, membership.participant))
    return found


def _members() -> QuerySet:
    return Membership.objects.standing().select_related("business", "participant")


def _by_number(line: Line, numbered: dict[str, list[Pair]]) -> Pair:
    try:
        people = numbered.get(str(BusinessNumber.parse(line.number)))
    except IdentifierError as refused:
        raise Unclear(refused.sentence) from refused
    if not people:
        raise Unclear(_("there is no business %(number)s.") % {"number": line.number})
    business = people[0][0]
    if business.is_voided:
        raise Unclear(_("the registration %(number)s was voided.") % {"number": line.number})
    if business.is_merged:
        raise Unclear(merged(business))
    if business.owner is None:
        raise Unclear(_("the registration %(number)s is contested and has no owner yet.") % {"number": line.number})
    for pair in people:
        if not line.name or same_name(pair[1].name, line.name):
            return pair
    raise Unclear(_("%(name)s neither owns %(number)s nor belongs to it.") % {"name": line.name, "number": line.number})


def _by_name(line: Line, named: dict[str, set[Pair]]) -> Pair:
    pairs = named.get(name_key(line.name), set()) | named.get(fold(line.name), set())
    if not pairs:
        raise Unclear(_("nobody at your centre is called %(name)s. Give the business number.") % {"name": line.name})
    if len(pairs) > 1:
        raise Unclear(
            _("%(name)s may be %(numbers)s. Give the business number.")
            % {"name": line.name, "numbers": " / ".join(sorted(business.number for business, _person in pairs))}
        )
    return next(iter(pairs))


def _days(line: Line, days: Sequence[datetime.date]) -> frozenset[datetime.date]:
    if strangers := [day for day in line.days if days and not 1 <= day <= len(days)]:
        raise Unclear(_("the class has no day %(day)d.") % {"day": strangers[0]})
    return frozenset(days[day - 1] for day in line.days if days) or frozenset(days)
