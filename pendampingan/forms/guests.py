"""Whom the lines of a paper list mean. All lines are looked up together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pendampingan.forms.paper_list import Line
from umkm.identifiers import BusinessNumber, IdentifierError, fold, name_key
from umkm.models import Business, Membership, Participant
from umkm.rules.living import merged
from umkm.rules.participant import same_name

Pair = tuple[Business, Participant]


@dataclass(frozen=True)
class Choice:
    """One whom a line may mean, and `why` where that is not their name. Of another centre's business (not `seen`) the
    number and name are known, of the person nothing. `exact`: the tables hold no second one beside it. `guessed`: the name
    is only similar."""

    business: Business
    person: Participant
    seen: bool
    why: str = ""
    exact: bool = False
    guessed: bool = False

    @property
    def value(self) -> str:
        return f"{self.business.pk}-{self.person.pk}"


class Unclear(Exception):
    """Why a line is not understood, in the reader's words."""


class Register:
    """Everybody whom the lines of a list may mean, looked up together: by number at any centre, by name among `own`."""

    def __init__(self, lines: Sequence[Line], own: QuerySet) -> None:
        self._numbered, self._named = _numbered(lines), _named(lines, own)

    def meant_by(self, line: Line) -> list[Pair]:
        """Whom the line may mean, in order of number; raises Unclear where that is nobody."""
        return [_by_number(line, self._numbered)] if line.number else _by_name(line, self._named)


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


def _by_name(line: Line, named: dict[str, set[Pair]]) -> list[Pair]:
    pairs = named.get(name_key(line.name), set()) | named.get(fold(line.name), set())
    if not pairs:
        told = _("nobody at your centre is called %(name)s. Give the business number, or register them.")
        raise Unclear(told % {"name": line.name})
    return sorted(pairs, key=lambda pair: (pair[0].number, pair[1].pk))
