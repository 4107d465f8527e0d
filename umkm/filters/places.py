"""The cities, centres and kelurahan that a reader's lists are narrowed to, read in one query."""

from collections.abc import Callable
from itertools import groupby
from typing import Any, NamedTuple

from jakpreneur.accounts.models import User
from umkm.models import Centre, Kelurahan

Choices = list[tuple[str, Any]]


class Place(NamedTuple):
    """A kelurahan, with the centre and the city it lies in."""

    id: int
    code: str
    name: str
    centre_id: int
    centre_code: str
    centre_name: str
    city_code: str
    city: str


class Places:
    def __init__(self, user: User) -> None:
        columns = ("id", "code", "name", "centre", "centre__code", "centre__name", "centre__city_code", "centre__city")
        visible = Kelurahan.objects.filter(centre__in=Centre.objects.visible_to(user)).order_by("centre__name", "name")
        self.all = [Place(*row) for row in visible.values_list(*columns)]

    def cities(self) -> Choices:
        return sorted({(place.city_code, place.city) for place in self.all}, key=lambda city: city[1])

    def centres(self) -> Choices:
        return list(dict.fromkeys((place.centre_code, place.centre_name) for place in self.all))

    def kelurahan(self) -> Choices:
        """Under the name of their centre."""
        by_centre = groupby(self.all, key=lambda place: place.centre_name)
        return [(centre, [(place.code, place.name) for place in within]) for centre, within in by_centre]

    def centres_where(self, holds: Callable[[Place], bool]) -> list[int]:
        return list({place.centre_id for place in self.all if holds(place)})

    def kelurahan_of(self, code: str) -> int:
        return next(place.id for place in self.all if place.code == code)
