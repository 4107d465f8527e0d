"""A figure is cited: what it says stays, under an address of its own."""

import datetime

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from pendampingan.models import Citation
from umkm.models import Centre


@rule
def cite(*, figure: str, centre: Centre | None, day: datetime.date, known_on: datetime.date, by: User) -> Citation:
    """The citation of a figure (the value of a Group) about a day with the knowledge of another one that is over. The same
    figure has one address, whoever cites it. Raises ValidationError for a day that is not over."""
    words = {"figure": figure, "centre": centre, "day": day, "known_on": known_on}
    if there := Citation.objects.filter(**words).first():
        return there
    Citation.objects.bulk_create([Citation(**words)], ignore_conflicts=True)
    return Citation.objects.get(**words)
