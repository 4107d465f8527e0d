"""What was said in public, as staff keep it: quoted, whether it is right or not."""

from datetime import date

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from pendampingan.models import PublishedFigure
from pendampingan.rules.replacing import hold_standing, replace, void


@rule
def add_figure(*, as_of: date, stage: int, value: int, source: str, wording: str = "", by: User) -> PublishedFigure:
    """One more number that was announced. Another source's figure of the same day may contradict it. Raises beside each."""
    return PublishedFigure.objects.create(as_of=as_of, stage=stage, value=value, source=source, wording=wording)


@rule
def correct_figure(*, figure: PublishedFigure, reason: str, by: User, **facts: object) -> PublishedFigure:
    """It was copied wrongly from its source: it is voided, and one that says `facts` stands in its place."""
    return replace(hold_standing(figure), reason, by, **facts)


@rule
def void_figure(*, figure: PublishedFigure, reason: str, by: User) -> PublishedFigure:
    """Nobody announced this. It stays on record."""
    held = hold_standing(figure)
    void(held, reason, by)
    return held
