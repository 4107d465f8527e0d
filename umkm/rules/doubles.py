"""When two registrations may be one business: the one place of that rule, for forms, files, edits and lists."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import CharField, QuerySet, Value

from umkm.choices import Why
from umkm.identifiers import Nik, name_key
from umkm.models import Business, Distinction, Kelurahan, Participant

#: How alike two spellings are that may be one name (pg_trgm). One wrong letter in a name of two words stays above it;
#: 6 in 100 businesses of the demo city have a neighbour that is as alike and yet another.
ALIKE = 0.7
#: A phone may be a go-between's, a spelling a fashion: of these no more are named.
MOST = 5
#: The first of the two keys of an advisory lock: the second is a name's.
ONE_NAME = 7203
#: The key of the lock that stands for all names: shared by who writes one, held alone by who writes a file of them.
ALL_NAMES = 7204
SAME = {Why.NIB, Why.OWNER_AND_NAME, Why.NAME_IN_KELURAHAN}


@dataclass(frozen=True)
class Double:
    """A living business that may be the one in question, and what says so. `exact`: the tables refuse to hold both."""

    business: Business
    why: tuple[Why, ...]
    exact: bool

    @property
    def must_be_decided(self) -> bool:
        """A shared phone alone refuses nothing."""
        return self.why != (Why.PHONE,)

    @property
    def is_same(self) -> bool:
        """Something of it is the same, not only similar: no registration is saved beside it undecided."""
        return bool(SAME & set(self.why))


def doubles_of(
    *,
    nik: Nik | None = None,
    name: str = "",
    kelurahan: Kelurahan | None = None,
    nib: str = "",
    phones: Iterable[str] = (),
    apart_from: Business | None = None,
    alike: bool = False,
) -> list[Double]:
    """The businesses that what is given may be one with, the surest first; whatever is left out finds nothing.

    A business found to be another than `apart_from` is not among them. With `alike` similar spellings within the
    kelurahan are looked for as well, some milliseconds each: for a form or a scan, not for a file.
    """
    owner = Participant.objects.standing().filter(nik=nik).values_list("pk", flat=True).first() if nik else None
    key = name_key(name) if name.strip() else ""
    phones = {phone for phone in phones if phone}
    reasons = defaultdict(list)
    for pk, why in _found(owner, key, kelurahan, nib, phones, alike):
        reasons[pk].append(Why(why))
    if apart_from is not None:
        for pk in (apart_from.pk, *told_apart_from(apart_from)):
            reasons.pop(pk, None)
    if not reasons:
        return []
    rows = Business.objects.filter(pk__in=reasons).select_related("owner", "kelurahan__centre", "progress__centre")
    found = [
        Double(row, tuple(why for why in Why if why in reasons[row.pk]), _is_exact(row, owner, key, kelurahan, nib))
        for row in rows
    ]
    return sorted(
        found, key=lambda double: (not double.exact, *(why not in double.why for why in Why), -double.business.pk)
    )


def doubles_of_registered(business: Business, *, alike: bool = False) -> list[Double]:
    """The same, of a business that is registered already."""
    owner = business.owner
    return doubles_of(
        nik=owner and owner.nik,
        name=business.name,
        kelurahan=business.kelurahan,
        nib=business.nib,
        phones=(business.phone, owner.phone if owner else ""),
        apart_from=business,
        alike=alike,
    )


def why_alike(one: Business, other: Business) -> tuple[Why, ...]:
    """What says of two registered businesses that they may be one; their owners are loaded."""
    same_name = one.name_key == other.name_key
    same_owner = one.owner_id is not None and one.owner_id == other.owner_id
    phones = [{each.phone, each.owner.phone if each.owner else ""} - {""} for each in (one, other)]
    holds = {
        Why.NIB: one.nib != "" and one.nib == other.nib,
        Why.OWNER_AND_NAME: same_owner and same_name,
        Why.NAME_IN_KELURAHAN: same_name and one.kelurahan_id == other.kelurahan_id,
        Why.PHONE: not same_owner and bool(phones[0] & phones[1]),
    }
    return tuple(why for why in holds if holds[why])


def told_apart_from(business: Business) -> set[int]:
    """The keys of those that somebody has decided are not this business."""
    pairs = Distinction.objects.standing().about(business).values_list("first", "second")
    return {pk for pair in pairs for pk in pair} - {business.pk}


def one_at_a_time(*names: str) -> None:
    """Wait for whoever is writing a business of one of these name keys, until the transaction ends.

    A look after this sees theirs, be it the clerk's or that of the trigger that keeps the pairs. So it comes before any
    write of what makes two businesses alike, and before a person is held.
    """
    with connection.cursor() as cursor:
        for key in sorted({name_key(name) for name in names}):
            cursor.execute(
                "SELECT pg_advisory_xact_lock_shared(%s), pg_advisory_xact_lock(%s, hashtext(%s))",
                [ALL_NAMES, ONE_NAME, key],
            )


def all_at_once() -> None:
    """The same for a file, whose names are too many to wait for one by one: nobody else writes a business meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ALL_NAMES])


def _found(
    owner: int | None, key: str, kelurahan: Kelurahan | None, nib: str, phones: set[str], alike: bool
) -> Iterator[tuple[int, str]]:
    """Keys, each with a reason: one statement, each part of it a look-up in an index."""
    parts = [
        rows.values_list("pk", Value(why, output_field=CharField()))
        for why, rows in _looked_up(owner, key, kelurahan, nib, phones, alike)
    ]
    if parts:
        first, *others = parts
        yield from first.union(*others, all=True) if others else first


def _looked_up(owner, key, kelurahan, nib, phones, alike) -> Iterator[tuple[Why, QuerySet]]:
    living = Business.objects.living()
    if nib:
        yield Why.NIB, living.filter(nib=nib)
    if owner and key:
        yield Why.OWNER_AND_NAME, living.filter(owner=owner, name_key=key)
    if kelurahan and key:
        yield Why.NAME_IN_KELURAHAN, living.filter(kelurahan=kelurahan, name_key=key)
        if alike and (spellings := _spelt_like(key, kelurahan)):
            yield Why.ALIKE, living.filter(kelurahan=kelurahan, name_key__in=spellings)[:MOST]
    if phones:
        # The same owner's businesses share a phone as a matter of course.
        others = living.exclude(owner=owner) if owner else living
        yield Why.PHONE, others.filter(phone__in=phones).order_by("-pk")[:MOST]
        people = Participant.objects.standing().filter(phone__in=phones)
        yield Why.PHONE, others.filter(owner__in=people).order_by("-pk")[:MOST]


def _spelt_like(key: str, kelurahan: Kelurahan) -> list[str]:
    """Other name keys of the kelurahan that are spelt like this one, read from the index of names alone."""
    names = Business.objects.filter(kelurahan=kelurahan).annotate(likeness=TrigramSimilarity("name_key", key))
    alike = names.filter(likeness__gte=ALIKE).exclude(name_key=key).order_by("-likeness", "name_key")
    return list(alike.values_list("name_key", flat=True)[:MOST])


def _is_exact(row: Business, owner: int | None, key: str, kelurahan: Kelurahan | None, nib: str) -> bool:
    """As the constraints business_nib_once and business_once_an_owner_and_kelurahan say it."""
    same_nib = bool(nib) and row.nib == nib
    same_place = kelurahan is not None and row.kelurahan_id == kelurahan.pk
    return same_nib or (owner is not None and row.owner_id == owner and row.name_key == key and same_place)
