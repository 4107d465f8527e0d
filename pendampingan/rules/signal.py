"""Staff looked at what may be padding, and say what they found."""

from datetime import date

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from pendampingan.choices import Signal
from pendampingan.models import SignalLook


@rule
def look_at(*, kind: Signal, key: str, first_on: date, last_on: date, number: int, reason: str, by: User) -> SignalLook:
    """Note what `by` found in a signal of so many rows. Raises beside `reason`."""
    return SignalLook.objects.create(
        kind=kind, key=key, first_on=first_on, last_on=last_on, number=number, note=reason.strip()
    )
