"""The definitions of what counts, as staff keep them."""

from datetime import date

from django.utils.text import slugify

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from pendampingan.models import Measure
from pendampingan.rules.replacing import hold_standing, replace, void


@rule
def add_measure(
    *,
    stage: int,
    unit: str,
    indonesian: str,
    english: str,
    source: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: User,
) -> Measure:
    """One more definition of what counts; its code is made of its first English name. Without a source none was found.

    Raises beside `english` for one that is there already, and beside the others.
    """
    code = slugify(english).replace("-", "_")[: Measure._meta.get_field("code").max_length]
    return Measure.objects.create(
        code=code,
        stage=stage,
        unit=unit,
        indonesian=indonesian,
        english=english,
        source=source,
        valid_from=valid_from,
        valid_to=valid_to,
    )


@rule
def correct_measure(*, measure: Measure, reason: str, by: User, **facts: object) -> Measure:
    """The definition was written down wrongly: it is voided, and one that says `facts` stands in its place, with its code."""
    return replace(hold_standing(measure), reason, by, **facts)


@rule
def void_measure(*, measure: Measure, reason: str, by: User) -> Measure:
    """Nobody counts by this definition. It stays on record."""
    held = hold_standing(measure)
    void(held, reason, by)
    return held
