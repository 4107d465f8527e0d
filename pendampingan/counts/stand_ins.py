"""Which business the facts of another one count for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from umkm.models import Progress


@dataclass(frozen=True)
class StandIns:
    """Of each business that does not count itself the one that stands in for it: of a merged one the living business it
    was merged into, of a voided or contested one nobody."""

    of_uncounted: Mapping[int, int | None]

    @classmethod
    def read(cls) -> "StandIns":
        """As known now; one query."""
        uncounted = dict(Progress.objects.filter(registered_on=None).values_list("pk", "business__merged_into"))
        return cls({business: None if into in uncounted else into for business, into in uncounted.items()})

    def of(self, businesses: Iterable[int]) -> frozenset[int]:
        """The businesses that count of these, or for these, each once."""
        them = frozenset(businesses)
        uncounted = them & self.of_uncounted.keys()
        return (them - uncounted) | ({self.of_uncounted[each] for each in uncounted} - {None})

    def one(self, business: int) -> int | None:
        return self.of_uncounted.get(business, business)
