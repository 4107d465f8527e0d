"""Whom half a name of a paper list, or a misspelt one, may mean: found as lists find names, for all lines together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet, Value
from django.db.models.functions import Greatest

from jakpreneur.accounts.models import User
from umkm.choices import BusinessStatus
from umkm.filters.form import MOST_WORDS
from umkm.filters.words import called
from umkm.identifiers import fold, name_key
from umkm.models import Business, Listing, Participant
from umkm.spelling import words_meant, words_near

#: Whoever finds none of them closest types more of the name.
MOST = 5
#: How people are spoken of; no name is found by it.
TITLES = {"bapak", "bpk", "bu", "h", "haji", "hj", "ibu", "pak", "sdr", "sdri"}

#: The states of those that have an owner.
OWNED = (BusinessStatus.ACTIVE, BusinessStatus.CLOSED)

Spellings = list[list[str]]


def spelt_alike(names: Sequence[str], centres: QuerySet, user: User) -> dict[str, list[tuple[Business, Participant]]]:
    """For each name those that the user sees at the centres: the owners at whose business, or in whose own name, its
    words are: those typed, else the closest, else all that are close. The most alike comes first."""
    if not names:
        return {}
    own = Listing.objects.visible_to(user).filter(centre__in=set(centres.values_list("pk", flat=True))).in_state(*OWNED)
    typed = {name: words for name in names if (words := _words(name))}
    found = _called({name: [[word] for word in words] for name, words in typed.items()}, own)
    if len(found) < len(typed):
        known = words_near({word for name in typed.keys() - found.keys() for word in typed[name]})
        for widely in (False, True):
            missing = {name: words for name, words in typed.items() if name not in found}
            spellings = {name: words_meant(words, known, widely=widely) for name, words in missing.items()}
            found |= _called(spellings, own)
    businesses = Business.objects.select_related("owner").in_bulk({key for keys in found.values() for key in keys})
    return {name: [(businesses[key], businesses[key].owner) for key in keys] for name, keys in found.items()}


def _words(name: str) -> list[str]:
    words = name_key(name).split()
    return [word for word in words if word not in TITLES][:MOST_WORDS]


def _called(spellings: Mapping[str, Spellings], own: QuerySet) -> dict[str, list[int]]:
    """The businesses of each name, in one statement."""
    parts = list(_parts(spellings, own))
    found = defaultdict(list)
    if parts:
        first, *others = parts
        for name, key, _likeness in sorted(
            first.union(*others, all=True) if others else first, key=lambda row: (-row[2], row[1])
        ):
            found[name].append(key)
    return dict(found)


def _parts(spellings: Mapping[str, Spellings], own: QuerySet) -> Iterator[QuerySet]:
    for name, words in spellings.items():
        likeness = Greatest(TrigramSimilarity("owner_key", fold(name)), TrigramSimilarity("name_key", name_key(name)))
        rows = called(own, words, "name_key", "owner_key", begins="owner_key").annotate(likeness=likeness)
        yield rows.order_by("-likeness", "business").values_list(Value(name), "business", "likeness")[:MOST]
