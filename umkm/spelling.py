"""Which words of the registry's names a mistyped word may have meant."""

from collections.abc import Iterable

from django.db.models import F, Q
from django.db.models.functions import Length

from umkm.identifiers import BUSINESS_TYPE_WORDS
from umkm.models import NameWord

#: A trigram search needs as many letters.
FEWEST_LETTERS = 3
#: Shorter words share too few trigrams once a letter is wrong: they are looked for by their first letter as well.
SHORT = 6
MOST = 6
#: Shorter words are a letter away from too many.
FEWEST_LETTERS_OF_A_TYPE = 5


def words_meant(typed: Iterable[str], known: set[str], *, widely: bool) -> list[list[str]]:
    """For each word that word itself and the `known` ones closest to it; `widely` all that are close enough."""
    typed = list(typed)
    meant = [_closest(word, known, widely=widely) for word in typed if not _is_mistyped_type(word, known)]
    return meant or [[word] for word in typed]


def distance(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, mate in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != mate))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == mate:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def type_meant(typed: Iterable[str]) -> str:
    """The types of business that mistyped words all tell, such as “warung” for “warng”; nothing where one is no type."""
    meant = [next((kind for kind in BUSINESS_TYPE_WORDS if _is_a_letter_from(kind, word)), "") for word in typed]
    return " ".join(meant) if all(meant) else ""


def _may_differ_by(word: str) -> int:
    return 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3


def _is_mistyped_type(word: str, known: set[str]) -> bool:
    """Whether it is a letter away from a word that names are found without, and from no word of a name."""
    return any(_is_a_letter_from(kind, word) for kind in BUSINESS_TYPE_WORDS) and all(
        distance(word, other) > 1 for other in known
    )


def _is_a_letter_from(kind: str, word: str) -> bool:
    return len(word) >= FEWEST_LETTERS_OF_A_TYPE and distance(word, kind) == 1


def words_near(typed: Iterable[str]) -> set[str]:
    """The words of the registry's names that one of these may have meant."""
    near = Q()
    for word in typed:
        if len(word) >= FEWEST_LETTERS:
            near |= Q(word__trigram_similar=word)
            if len(word) <= SHORT:
                near |= Q(word__startswith=word[0], letters__range=(len(word) - 2, len(word) + 2))
    if not near:
        return set()
    return set(NameWord.objects.annotate(letters=Length(F("word"))).filter(near).values_list("word", flat=True))


def _closest(word: str, known: set[str], *, widely: bool) -> list[str]:
    limit = _may_differ_by(word)
    near = sorted(
        (far, other)
        for other in known
        if other != word and abs(len(other) - len(word)) <= limit and (far := distance(word, other)) <= limit
    )
    if not widely and (word in known or not near):
        return [word]
    return [word, *(other for far, other in near if widely or far == near[0][0])][:MOST]
