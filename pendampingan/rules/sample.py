"""Drawing samples, and entering what asking their businesses came to."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LONG_NUMBER, LedgerClock, rule
from pendampingan.models import Sample, Sampled
from umkm.models import Centre


class Drawing(Protocol):
    """What was drawn: by business, in order, the centre where it stood; and from how many."""

    population: int
    centres: Mapping[int, int]


class Answer(NamedTuple):
    """What asking one business came to; "" where that is still open."""

    result: str
    note: str


@rule
def draw_sample(
    *,
    group: str,
    centre: Centre | None,
    per: date,
    known_on: date,
    size: int,
    seed: str,
    stratified: bool,
    draw: Callable[[], Drawing],
    by: User,
) -> Sample:
    """The sample of these words: the one that was drawn before, or what `draw` draws. Raises beside `known_on` for a day that
    is not over, since who posts until midnight could still change who is drawn; and where nobody is there to draw."""
    words = {
        "group": group,
        "centre": centre,
        "per": per,
        "known_on": known_on,
        "size": size,
        "seed": seed,
        "stratified": stratified,
    }
    if before := Sample.objects.filter(**words).first():
        return before
    if not _is_over(known_on):
        raise ValidationError({"known_on": _("This day is not over yet.")}, code="provisional")
    drawn = draw()
    # Of two who draw the same at once the second waits here, and finds what the first one drew.
    Sample.objects.bulk_create([Sample(**words, population=drawn.population)], ignore_conflicts=True)
    sample = Sample.objects.get(**words)
    if not sample.businesses.exists():
        Sampled.objects.bulk_create(
            Sampled(sample=sample, business_id=business, centre_id=stood_at, position=position)
            for position, (business, stood_at) in enumerate(drawn.centres.items(), start=1)
        )
    return sample


@rule
def enter_results(
    *,
    sample: Sample,
    answers: Mapping[int, Answer],
    as_seen: Callable[[Mapping[int, Sampled]], None] = lambda held: None,
    by: User,
) -> int:
    """What asking the businesses at these positions came to; answers of how many that was otherwise before.

    `as_seen` is asked, with the rows held, whether they are still as the person saw them. An answer that changes is kept in the
    audit. Refused for a business whose entries `by` made, and beside `note_<position>` for a note with a NIK in it.
    """
    positions = sorted(answers)
    rows = sample.businesses.filter(position__in=positions).order_by("position").select_for_update(no_key=True)
    held = {row.position: row for row in rows}
    as_seen(held)
    changed = []
    for position, row in held.items():
        answer = answers[position]
        if LONG_NUMBER.search(answer.note):
            raise ValidationError({f"note_{position}": _("Leave the number itself out of the note.")})
        if answer != (row.result, row.note):
            row.result, row.note = answer
            row.entered_by, row.entered_at = (by, LedgerClock()) if row.result else (None, None)
            changed.append(row)
    Sampled.objects.bulk_update(changed, ["result", "note", "entered_by", "entered_at"])
    return len(changed)


def _is_over(day: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT day_is_over(%s)", [day])
        return cursor.fetchone()[0]
